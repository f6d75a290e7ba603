import {describe, expect, test} from "vitest";
import {SCORE_GRID} from "../../../lib/book/scores.js";
import type {ScoredUsers} from "../../../lib/cohorts/judgeCohort.js";
import {countSlices} from "../../../lib/cohorts/chooseLines.js";
import {hideNested} from "../../../lib/cohorts/hideNested.js";
import {placeInGroups} from "../../../lib/cohorts/placeInGroups.js";
import {tellAbove} from "../../../lib/cohorts/tellAbove.js";
import {rowsByCode} from "../../../lib/statistics/bins.js";
import {createRandom, drawIndex} from "../../../lib/random.js";

const NAMES = ["low", "middle", "high"];
const LINES = {lines: [0.6, 0.4, 0.2]};

/** Users of two inputs, of which the second hardly ever differs from the first, and their scores. */
function draw(seed: number): {
  columns: {labels: string[]; codes: Int32Array; fine: {codes: Int32Array; n: number}}[];
  users: ScoredUsers;
  slices: Uint8Array;
} {
  const random = createRandom(seed);
  const n = 900;
  const [first, second, slices] = [new Int32Array(n), new Int32Array(n), new Uint8Array(n)];
  const [y, p] = [new Uint8Array(n), new Float64Array(n)];
  for (let i = 0; i < n; ++i) {
    first[i] = drawIndex(3, random);
    second[i] = random() < 0.03 ? Math.min(2, first[i] + 1) : first[i];
    p[i] = random();
    slices[i] = LINES.lines.filter((line) => p[i] < line).length;
    y[i] = Number(random() < 0.5);
  }
  return {columns: [first, second].map((codes) => ({labels: NAMES, codes, fine: {codes, n: 3}})), users: {y, p, groups: null}, slices};
}

/** Rows of the sets whose counts are told: whole cohorts, and those above a line. */
function setsOf({columns, slices}: ReturnType<typeof draw>, above: ReturnType<typeof hideNested>): Set<number>[] {
  return columns.flatMap(({codes}, c) =>
    above[c].flatMap((told, cohort) =>
      [...told, {n: 0}].flatMap((d, line) =>
        d === null ? [] : [new Set([...codes.keys()].filter((i) => codes[i] === cohort && slices[i] <= line))]
      )
    )
  );
}

function countFew(users: ReturnType<typeof draw>, above: ReturnType<typeof hideNested>): number {
  const sets = setsOf(users, above);
  let few = 0;
  for (const large of sets) {
    for (const small of sets) {
      if (isFewBetween(users, large, small)) ++few;
    }
  }
  return few;
}

/** Whether the smaller set lies within the larger and leaves few. */
function isFewBetween({users: {y}}: ReturnType<typeof draw>, large: Set<number>, small: Set<number>): boolean {
  if (small.size >= large.size || [...small].some((i) => !large.has(i))) return false;
  const alone = [...large].filter((i) => !small.has(i));
  const churned = alone.filter((i) => y[i] === 1).length;
  return alone.length < 20 || churned < 3 || alone.length - churned < 3;
}

describe("hideNested(columns, above, {users, lines})", () => {
  test("lets no few users follow from a line of one input and a line of another, and keeps what tells of nobody", () => {
    let [before, after, kept] = [0, 0, 0];
    for (let seed = 0; seed < 20; ++seed) {
      const drawn = draw(seed);
      const lines = {...LINES, slices: drawn.slices};
      const above = drawn.columns.map(({codes}) => tellAbove(rowsByCode(codes, 3).map((own) => countSlices(drawn.users, own, lines))));
      const told = hideNested(drawn.columns, above, {users: drawn.users, lines});
      before +=
        countFew(drawn, above) -
        countFew(
          drawn,
          above.map((cohorts) => cohorts.map((own) => own.map(() => null)))
        );
      after +=
        countFew(drawn, told) -
        countFew(
          drawn,
          told.map((cohorts) => cohorts.map((own) => own.map(() => null)))
        );
      kept += told.flat(2).filter((d) => d !== null).length;
    }
    expect(before).toBeGreaterThan(20);
    expect(after).toBe(0);
    expect(kept).toBeGreaterThan(100);
  });

  test.each(["its own", "another input's"])(
    "tells no line above which are whole bins, %s, and few others, or all of some bins but few",
    (whose) => {
      const n = 300; // one cohort of three bins of 100, half of whom churned
      const codes = new Int32Array(n);
      const fine = {codes: Int32Array.from({length: n}, (_, i) => Math.floor(i / 100)), n: 3};
      const own = {labels: ["all"], codes, fine};
      const columns = whose === "its own" ? [own] : [{...own, fine: {codes, n: 1}}, own];
      const users = {y: Uint8Array.from({length: n}, (_, i) => i % 2), p: new Float64Array(n), groups: null};
      const isTold = (isAbove: (i: number) => boolean): boolean => {
        const slices = Uint8Array.from({length: n}, (_, i) => Number(!isAbove(i)));
        const lines = {lines: [0.5], slices};
        const rows = [...slices.keys()].filter((i) => slices[i] === 0);
        const above = columns.map((_, k) => [[k === 0 ? {n: rows.length, churned: rows.filter((i) => users.y[i] === 1).length} : null]]);
        return hideNested(columns, above, {users, lines})[0][0][0] !== null;
      };
      expect(isTold((i) => i < 110)).toBe(false); // the first bin, and 10 more
      expect(isTold((i) => i < 140 && !(i >= 100 && i % 2 === 1 && i > 103))).toBe(false); // 20 more and some, of whom 2 churned
      expect(isTold((i) => i < 140)).toBe(true);
      expect(isTold((i) => i < 100)).toBe(true);
      expect(isTold((i) => i < 90)).toBe(false); // all of the first bin but 10
      expect(isTold((i) => i < 60)).toBe(true);
    }
  );

  test("leaves inputs alone that do not bound one another", () => {
    const drawn = draw(1);
    const random = createRandom("other");
    const codes = Int32Array.from(drawn.slices, () => drawIndex(3, random));
    const columns = [drawn.columns[0], {labels: NAMES, codes, fine: {codes, n: 3}}];
    const lines = {...LINES, slices: drawn.slices};
    const above = columns.map(({codes}) => tellAbove(rowsByCode(codes, 3).map((own) => countSlices(drawn.users, own, lines))));
    expect(hideNested(columns, above, {users: drawn.users, lines})).toEqual(above);
  });

  test("lets no few users follow from a line and the highest score groups of another model", () => {
    let [before, after, kept] = [0, 0, 0];
    for (let seed = 0; seed < 20; ++seed) {
      const drawn = draw(seed);
      const random = createRandom(`groups${seed}`);
      const lines = {...LINES, slices: drawn.slices};
      // another model ranks nearly all of the last cohort above all others, the higher the Champion's score is
      const scores = Float64Array.from(drawn.users.p, (p, i) => (drawn.columns[0].codes[i] === 2 ? 1 + p : p) + 0.01 * random());
      const sorted = [...scores].sort((a, b) => b - a);
      const edges = [40, 90, 110, 190].map((k) => Math.floor(1000 * sorted[k - 1]) / 1000);
      const groups = [...edges, 0].map((from) => ({n: 0, churned: 0, from: Math.round(from * SCORE_GRID), mean: 0}));
      const scoreGroups = [placeInGroups(scores, new Uint8Array(scores.length), {outOfFold: groups, test: null})].map(({codes, n}) => ({
        codes: Int32Array.from(codes),
        n
      }));
      const above = drawn.columns.map(({codes}) => tellAbove(rowsByCode(codes, 3).map((own) => countSlices(drawn.users, own, lines))));
      const countLeft = (told: typeof above): number => {
        const highest = edges.map((_, k) => new Set([...scores.keys()].filter((i) => scoreGroups[0].codes[i] <= k)));
        return setsOf(drawn, told).reduce((few, large) => few + highest.filter((small) => isFewBetween(drawn, large, small)).length, 0);
      };
      const told = hideNested(drawn.columns, above, {users: drawn.users, lines, scoreGroups});
      const whole = above.map((cohorts) => cohorts.map((own) => own.map(() => null)));
      before += countLeft(above) - countLeft(whole);
      after += countLeft(told) - countLeft(whole);
      kept += told.flat(2).filter((d) => d !== null).length;
    }
    expect(before).toBeGreaterThan(10);
    expect(after).toBe(0);
    expect(kept).toBeGreaterThan(100);
  });
});
