import type {CohortRow} from "../../../../src/components/cohorts/cohortRows.js";
import {describe, expect, test} from "vitest";
import {describeCohorts} from "../../../../lib/cohorts/describeCohorts.js";
import {wilsonInterval} from "../../../../lib/statistics/intervals.js";
import {claimOf, cohortRows, drawnRows, foundOf, ofAll} from "../../../../src/components/cohorts/cohortRows.js";
import {sayParity} from "../../../../src/components/cohorts/protectedPanel.js";
import {columnsOf} from "../../../../src/components/cohorts/cohortFigure.js";
import {measuresOf, nearestLine} from "../../../../src/components/cohorts/cohortsState.js";
import {createRandom} from "../../../../lib/random.js";
import {drawCohortUsers} from "../../../lib/cohorts/cohortUsers.js";

const bookOf = (options: Parameters<typeof drawCohortUsers>[0]): ReturnType<typeof describeCohorts> => {
  const {data, definition} = drawCohortUsers(options);
  return describeCohorts(data, definition);
};

describe("rows of cohorts", () => {
  const book = bookOf({n: 6000, seed: 5, unknown: (_, plan) => (plan === 1 ? 1.2 : 0)});
  const plan = book.inputs.find(({input}) => input === "plan")!;

  test("count what is found at a line, of those who churned, and say where too few are", () => {
    const line = nearestLine(book, 0.3);
    const [row] = cohortRows(plan, line);
    const {n, churned, above} = plan.cohorts[0];
    expect(above[line]).not.toBeNull();
    expect(row.contacted).toBe(above[line]!.n / n);
    expect(row.found).toEqual(wilsonInterval(above[line]!.churned, churned));
    expect(drawnRows(cohortRows(plan, -1), "found")).toEqual([]);
    expect(claimOf("Plan", cohortRows(plan, -1), {measure: "found", all: 0})).toMatch(/^Too few lie above the line/);
  });

  test("are looked at for what scores can do: the base rate ranks nobody, and without a line nobody is found", () => {
    const base = {...book, model: {...book.model, isBaseline: true}, lines: []};
    expect([measuresOf(book), measuresOf({...book, lines: []}), measuresOf(base)]).toEqual([
      ["gap", "ranking", "found"],
      ["gap", "ranking"],
      ["gap"]
    ]);
    expect(columnsOf("Plan", measuresOf(book)).map(({key}) => key)).toEqual(
      expect.arrayContaining(["gap", "rocAuc", "contacted", "found"])
    );
    expect(columnsOf("Plan", measuresOf(base)).map(({key}) => key)).toEqual(["label", "n", "said", "happened", "gap"]);
  });

  test("take the line that is nearest to the book's, and about the top fifth where that contacts nobody", () => {
    const distances = book.lines.map(({line}) => Math.abs(line - 0.3));
    expect(distances[nearestLine(book, 0.3)]).toBe(Math.min(...distances));
    expect(book.lines[nearestLine(book, Infinity)].n / book.users.n).toBeCloseTo(0.2, 1);
    expect(nearestLine({...book, lines: []}, 0.3)).toBe(-1);
  });

  test("call a difference between levels one only where intervals that hold together lie apart", () => {
    const above = (found: number): {label: string; churned: number; above: {n: number; churned: number}[]} => ({
      label: `found ${found}`,
      churned: 100,
      above: [{n: 200, churned: found}]
    });
    const say = (...found: number[]): string => sayParity({...plan, cohorts: found.map((d) => ({...plan.cohorts[0], ...above(d)}))}, 0);
    expect(say(30, 80)).toMatch(/30% are found where plan is found 30, and 80% .*more than chance explains/);
    expect(say(40, 64)).toContain("more than chance explains");
    expect(say(40, 64, ...Array.from({length: 18}, () => 50))).toContain("chance may explain it");
    expect(say(30)).toContain("too few");
  });

  test("know the share found as well as the customers behind the rows let it be known", () => {
    const [byRow, byCustomer] = [foundOf({n: 200, churned: 40}, 100), foundOf({n: 200, churned: 40, effective: 25}, 100)];
    expect(byCustomer.estimate).toBeCloseTo(byRow.estimate, 12);
    expect((byCustomer.high - byCustomer.low) / (byRow.high - byRow.low)).toBeCloseTo(2, 0);
    const parity = (effective?: number): string => {
      const above = (churned: number) => ({churned: 100, above: [{n: 200, churned, effective}]});
      return sayParity({...plan, cohorts: [40, 64].map((found) => ({...plan.cohorts[0], ...above(found)}))}, 0);
    };
    expect([parity(), parity(25)]).toEqual([expect.stringContaining("more than chance"), expect.stringContaining("chance may explain it")]);
  });

  test("name the cohort that stands out, and of noise that none does", () => {
    const all = ofAll(book, "gap", -1);
    expect(claimOf("Plan", cohortRows(plan, 0), {measure: "gap", all})).toMatch(/^By Plan, \d of 4 cohorts stand.* most where it is b: \+/);
    const noise = bookOf({n: 2000, seed: 12}).inputs[0];
    expect(claimOf("X0", cohortRows(noise, 0), {measure: "gap", all})).toMatch(/^By \S+ nothing stands out; the largest gap, /);
  });

  test("claim of noise no difference between cohorts that chance would not make, in 95 of 100 books, and of what is one that it is", () => {
    const row = (found: number): CohortRow => ({
      ...cohortRows(plan, 0)[0],
      label: `found ${found}`,
      found: foundOf({n: 200, churned: found}, 100)
    });
    const say = (rows: readonly CohortRow[]): string => claimOf("Plan", rows, {measure: "found", all: 0.5});
    const random = createRandom("cohorts of noise");
    const noise = Array.from({length: 200}, () =>
      Array.from({length: 8}, () => row(Array.from({length: 100}, () => random()).filter((d) => d < 0.5).length))
    );
    expect(noise.filter((rows) => !say(rows).includes(", which chance may explain;")).length).toBeLessThanOrEqual(16);
    expect(say([row(20), row(50), row(80)])).toBe(
      "The share found goes from 20% where Plan is found 20 to 80% where it is found 80; of all it is 50%"
    );
    const untold = {...cohortRows(plan, 0)[0], rocAuc: {estimate: 0.9, low: null, high: null}};
    const ranked = {...untold, label: "z", rocAuc: {estimate: 0.5, low: 0.45, high: 0.55}};
    expect(claimOf("Plan", [untold, ranked], {measure: "ranking", all: 0.7})).toContain("chance may explain");
  });
});
