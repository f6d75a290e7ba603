import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {findUnlikely, findWarnings, keepRules, setInput} from "../../../lib/whatif/setInput.js";
import {predictBook as book} from "../../fixtures/book/predict.js";

const typical = Object.freeze({...book.typical});

describe("setInput(rules, row, change)", () => {
  test("moves the partner that a rule forces, and says by which rule", () => {
    const {row, moves} = setInput(book, typical, {name: "visits", value: 3});
    expect(row).toMatchObject({visits: 3, classes: 3});
    expect(moves).toEqual([{input: "classes", from: 10, to: 3, because: "Classes cannot exceed visits"}]);
  });

  test("moves the greater one up when the lesser is set above it", () => {
    const {row, moves} = setInput(book, typical, {name: "workouts", value: 90});
    expect(row).toMatchObject({workouts: 90, checkins: 90});
    expect(moves.map((d) => d.input)).toEqual(["checkins"]);
  });

  test("leaves the row that was given as it was, and an unknown input alone", () => {
    setInput(book, typical, {name: "visits", value: 1});
    expect(typical.classes).toBe(10);
    expect(setInput(book, typical, {name: "nobody", value: 1})).toEqual({row: typical, moves: []});
  });

  test("brings a number to what can be: within its ends, whole for integers", () => {
    expect(setInput(book, typical, {name: "visits", value: 99}).row.visits).toBe(31);
    expect(setInput(book, typical, {name: "visits", value: 12.4}).row.visits).toBe(12);
    expect(setInput(book, typical, {name: "spent", value: 312.44}).row.spent).toBe(312.44);
  });

  test("together: the partner keeps the anchor's proportion, unless the reader has set it", () => {
    const options = {together: true, anchor: typical};
    expect(setInput(book, typical, {name: "checkins", value: 120}, options)).toMatchObject({
      row: {checkins: 120, workouts: 100},
      moves: [{input: "workouts", from: 50, to: 100, because: "Check-ins and workouts go together in the data"}]
    });
    expect(setInput(book, typical, {name: "checkins", value: 120}, {...options, own: new Set(["workouts"])}).row.workouts).toBe(50);
  });

  test("yields: an input that goes back gives way to those that the reader set, and takes along those that had followed", () => {
    const set = setInput(book, typical, {name: "visits", value: 5}).row;
    const options = {own: new Set(["visits"]), together: true, anchor: typical, yields: true};
    expect(setInput(book, set, {name: "classes", value: 10}, options)).toMatchObject({
      row: {visits: 5, classes: 5},
      moves: [{input: "classes", because: "Classes cannot exceed visits"}]
    });
    const followed = setInput(book, typical, {name: "checkins", value: 120}, {together: true}).row;
    expect(setInput(book, followed, {name: "checkins", value: 60}, {...options, own: new Set()}).row).toEqual(typical);
  });

  test("together: many small steps end where one large step ends", () => {
    let row = typical;
    for (let value = 61; value <= 120; ++value)
      row = setInput(book, row, {name: "checkins", value}, {together: true, anchor: typical}).row as typeof typical;
    expect(row.workouts).toBe(100);
  });

  test("any order of any valid values ends at those values, and rules hold all along", () => {
    const value = fc.record({
      visits: fc.integer({min: 0, max: 31}),
      classes: fc.integer({min: 0, max: 31}),
      checkins: fc.integer({min: 0, max: 400}),
      workouts: fc.integer({min: 0, max: 380})
    });
    const names = ["visits", "classes", "checkins", "workouts"] as const;
    fc.assert(
      fc.property(value, fc.shuffledSubarray([...names], {minLength: 4}), (wanted, order) => {
        const valid = {...wanted, classes: Math.min(wanted.classes, wanted.visits), workouts: Math.min(wanted.workouts, wanted.checkins)};
        let row = {...typical} as Record<string, number | string | null>;
        const own = new Set<string>();
        for (const name of [...order, ...order]) {
          row = setInput(book, row, {name, value: valid[name]}, {own, together: true}).row;
          own.add(name);
          expect(Number(row.classes)).toBeLessThanOrEqual(Number(row.visits));
          expect(Number(row.workouts)).toBeLessThanOrEqual(Number(row.checkins));
        }
        expect(row).toMatchObject(valid);
      })
    );
  });
});

describe("values that cannot be", () => {
  test("are brought to what can be, and that is told", () => {
    expect(setInput(book, typical, {name: "visits", value: 500})).toMatchObject({
      row: {visits: 31},
      moves: [{input: "visits", from: 500, to: 31, because: "Values lie between 0 and 31 visits"}]
    });
    expect(setInput(book, typical, {name: "visits", value: 20.4}).moves).toMatchObject([
      {input: "visits", to: 20, because: "Only whole numbers can be"}
    ]);
    expect(setInput(book, typical, {name: "visits", value: 20}).moves).toEqual([]);
  });
});

describe("keepRules(rules, row, settled)", () => {
  test("moves the lesser one down when both were given", () => {
    expect(keepRules(book, {...typical, visits: 5, classes: 9}, new Set(["visits", "classes"])).row).toMatchObject({visits: 5, classes: 5});
  });
});

describe("findWarnings(rules, row)", () => {
  test("names a rule that is only warned of", () => {
    expect(findWarnings(book, {...typical, tenure: 10})).toEqual(["Check-ins cannot exceed days since joining"]);
    expect(findWarnings(book, typical)).toEqual([]);
  });
});

describe("findUnlikely(book, row)", () => {
  const unlikely = [
    {
      title: "Online security is not “No service”, although internet is “No”",
      when: [
        {left: "internet", is: "=" as const, level: " No "},
        {left: "security", is: "!=" as const, level: "No service"}
      ]
    }
  ];

  test("names a check of levels that a row fails, and none where one is missing", () => {
    const say = (internet: string | null, security: string | null): number => findUnlikely({unlikely}, {internet, security}).length;
    expect([say("No", "Yes"), say("No", "No service"), say("DSL", "Yes"), say(null, "Yes"), say("No", null)]).toEqual([1, 0, 0, 0, 0]);
    expect(findUnlikely({}, {internet: "No"})).toEqual([]);
  });
});
