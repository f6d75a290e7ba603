import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {inputWord, readInputWord} from "../../../lib/whatif/inputWord.js";
import {decodeRow, encodeRow, packRow, unpackRow} from "../../../lib/whatif/urlState.js";
import {createMembers, predictBook as book} from "../../fixtures/book/predict.js";
import {HOSTILE_NAMES, hostileName} from "../../support/hostileNames.js";

const decode = (search: string) => decodeRow(new URLSearchParams(search), book, ["threshold"]);

describe("encodeRow(row, defaults, inputs)", () => {
  test("leaves out what is usual", () => {
    expect(encodeRow(book.typical, book.typical, book.inputs).toString()).toBe("");
    expect(encodeRow({...book.typical, visits: 3, plan: "basic"}, book.typical, book.inputs).toString()).toBe("visits=3&plan=basic");
  });

  test("stays under 2,000 characters whatever the row", () => {
    for (const row of createMembers(50)) expect(encodeRow(row, book.typical, book.inputs).toString().length).toBeLessThan(2000);
  });
});

describe("inputWord(name, pageWords) and readInputWord(word, pageWords)", () => {
  test("come back as they were, whatever the name, also where fewer words are taken", () => {
    fc.assert(
      fc.property(hostileName, fc.subarray([...HOSTILE_NAMES]), fc.subarray([...HOSTILE_NAMES]), (name, words, more) => {
        const taken = [...words, ...more].filter((word) => !word.startsWith("in."));
        const word = inputWord(name, taken);
        expect(taken).not.toContain(word);
        const params = new URLSearchParams([[word, "x"]]).toString();
        const [[back]] = new URLSearchParams(params);
        for (const known of [taken, taken.filter((d) => words.includes(d)), []]) expect(readInputWord(back, known)).toBe(name);
      })
    );
  });

  test("give every input a word of its own", () => {
    expect(new Set(HOSTILE_NAMES.map((name) => inputWord(name, ["value", "set"]))).size).toBe(new Set(HOSTILE_NAMES).size);
  });
});

describe("decodeRow(params, rules, reserved)", () => {
  test("reads back what was written, to the bit", () => {
    const rows = createMembers(60);
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.double({min: 0, max: 5000, noNaN: true}), (member, spent) => {
        const row = {...member, spent};
        const back = decodeRow(encodeRow(row, book.typical, book.inputs), book);
        expect(back.row).toEqual(row);
        expect(back.repairs).toEqual([]);
        expect(back.moves).toEqual([]);
      })
    );
  });

  test("accepts what lies beyond the usual range but can be", () => {
    expect(decode("visits=31&spent=4999.5")).toMatchObject({row: {visits: 31, spent: 4999.5}, repairs: []});
  });

  test.each([
    ["visits=banana", "Visits: “banana” is not a number; the typical value stands.", {visits: 12}],
    ["visits=", "Visits: “” is not a number; the typical value stands.", {visits: 12}],
    ["visits=0x10", "Visits: “0x10” is not a number; the typical value stands.", {visits: 12}],
    ["visits=Infinity", "Visits: “Infinity” is not a number; the typical value stands.", {visits: 12}],
    ["visits=1e999", "Visits must lie in 0 to 31 visits; 1e999 became 31.", {visits: 31}],
    ["visits=-40", "Visits must lie in 0 to 31 visits; -40 became 0.", {visits: 0}],
    ["visits=7.6", "Visits must be a whole number; 7.6 became 8.", {visits: 8}],
    ["plan=Premium", "Plan: “Premium” was read as premium.", {plan: "premium"}],
    ["plan=gold", "Plan must be basic or premium; got “gold”, and the usual one stands.", {plan: "premium"}],
    ["nonsense=1", "“nonsense” is no input of this page and was left out.", {}]
  ])("mends %s and says so", (search, repair, expected) => {
    const {row, repairs} = decode(search);
    expect(repairs).toEqual([repair]);
    expect(row).toMatchObject(expected);
  });

  test("takes the first of a name that stands twice, as other pages do, and says so", () => {
    expect(decode("visits=3&visits=12")).toMatchObject({
      row: {visits: 3},
      repairs: ["“Visits” stands in the address more than once; the first one counts."]
    });
  });

  test("means an input by its name, with or without the prefix, and never by a word of the pages", () => {
    const rules = {...book, inputs: book.inputs.map((d) => (d.name === "spent" ? {...d, name: "value"} : d))};
    expect(decodeRow(new URLSearchParams("in.visits=3&in.value=7&value=25"), rules, ["value"])).toMatchObject({
      row: {visits: 3, value: 7},
      repairs: []
    });
    expect(decodeRow(new URLSearchParams("visits=3&in.visits=4"), book).repairs).toHaveLength(1);
  });

  test("knows the page's other names", () => {
    expect(decode("threshold=0.2").repairs).toEqual([]);
  });

  test("keeps to the rules: what was not given moves", () => {
    expect(decode("visits=3")).toMatchObject({row: {visits: 3, classes: 3}, repairs: [], moves: [{input: "classes", to: 3}]});
  });

  test("says which rule overruled what was given", () => {
    expect(decode("visits=3&classes=9")).toMatchObject({
      row: {visits: 3, classes: 3},
      repairs: ["Classes moved to 3 classes: classes cannot exceed visits."]
    });
  });

  test("packs a row into one parameter and back", () => {
    for (const row of createMembers(50, "packed")) expect(unpackRow(packRow(row, book), book)).toMatchObject({row, repairs: []});
    expect(packRow(book.typical, book)).toBe("typical");
    expect(packRow({...book.typical, visits: 3, plan: "basic"}, book)).toBe("3______0");
  });

  test("packs what differs from another row than the typical one", () => {
    const [here, there] = createMembers(2, "two");
    expect(unpackRow(packRow(there, {...book, typical: here}), {...book, typical: here})).toMatchObject({row: there, repairs: []});
    expect(packRow(here, {...book, typical: here})).toBe("typical");
  });

  test.each([
    ["3_2", "“3_2” holds no setting of these inputs; the typical one stands."],
    ["x______", "Visits: “x” is not a number; the typical value stands."],
    ["______9", "Plan must be basic or premium; got “9”, and the usual one stands."],
    ["99______", "Visits must lie in 0 to 31 visits; 99 became 31."]
  ])("mends the packed row %s and says so", (text, repair) => {
    expect(unpackRow(text, book).repairs).toEqual([repair]);
  });

  test("always gives a whole row of values that can be", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...book.inputs.map((d) => d.name), "x"), fc.string()), (given) => {
        const {row} = decodeRow(new URLSearchParams(given), book);
        for (const {name, kind, min, max, levels} of book.inputs) {
          const value = row[name];
          if (kind === "category") expect(levels).toContain(value);
          else expect(Number(value)).toSatisfy((x: number) => x >= min && x <= max);
        }
      })
    );
  });
});
