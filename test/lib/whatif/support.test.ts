import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, test} from "vitest";
import {createRandom} from "../../../lib/random.js";
import {fitSupportScale} from "../../../lib/fit/evidence/supportScale.js";
import {sampleUsers} from "../../../lib/fit/evidence/shownUsers.js";
import {createSupportReader, scoreOf} from "../../../lib/whatif/support.js";
import {createMembers, predictBook as book} from "../../fixtures/book/predict.js";
import {fitScale} from "../../support/fitScale.js";

const members = createMembers(3000, "crowd");
const table: Table = {
  nRows: members.length,
  columns: book.inputs
    .filter((d) => d.kind !== "category")
    .map(({name}) => ({name, kind: "number", values: Float32Array.from(members, (row) => Number(row[name]))}))
};
const scale = fitScale(table);
const {users} = sampleUsers(table, {n: 3000, random: createRandom(2), isSynthetic: false});
const read = createSupportReader(scale, users, 3000);

test("where no input is a number that varies, there is no distance", () => {
  const channel = {name: "channel", kind: "category" as const, levels: ["web", "shop"], codes: Int32Array.from(members, (_, i) => i % 2)};
  const constant = {name: "fee", kind: "number" as const, values: new Float32Array(members.length)};
  expect(fitSupportScale({nRows: members.length, columns: [channel]}, createRandom(1))).toBeNull();
  expect(fitSupportScale({nRows: members.length, columns: [channel, constant]}, createRandom(1))).toBeNull();
});

describe("createSupportReader(scale, users, nUsers)", () => {
  test("the middling user has about one in a hundred this close", () => {
    const counts = members
      .slice(0, 400)
      .map((row) => read(row).count)
      .sort((a, b) => a - b);
    expect(counts[200]).toBeGreaterThan(20);
    expect(counts[200]).toBeLessThan(45);
  });

  test("about one user in twenty has few or none", () => {
    const odd = members.slice(0, 1000).filter((row) => read(row).level !== "usual").length;
    expect(odd).toBeGreaterThan(10);
    expect(odd).toBeLessThan(120);
  });

  test("nobody is near a combination that does not occur, though each value does", () => {
    expect(read({...book.typical, checkins: 200, workouts: 0, visits: 28, classes: 0})).toMatchObject({count: 0, level: "none"});
  });

  test("a sample stands for everybody", () => {
    const half = createSupportReader(scale, sampleUsers(table, {n: 1500, random: createRandom(3), isSynthetic: true}).users, 3000);
    const [full, estimate] = [read(book.typical), half(book.typical)];
    expect(estimate).toMatchObject({of: 3000, isEstimate: true, isSynthetic: true});
    expect(Math.abs(full.count - estimate.count)).toBeLessThan(0.5 * full.count + 10);
  });
});

describe("scoreOf(knots, x)", () => {
  const knots = {values: [0, 10, 20], scores: [-1, 0, 2]};
  test("is linear between knots, goes on beyond them, and stops at 6", () => {
    expect([5, 10, 15, 30, -10, 1e9].map((x) => scoreOf(knots, x))).toEqual([-0.5, 0, 1, 4, -2, 6]);
  });
  test("a missing value stands in the middle", () => expect(scoreOf(knots, NaN)).toBe(0));
});

describe("fitSupportScale(table, random)", () => {
  test("refuses a handful of rows", () => {
    expect(() => fitSupportScale({...table, nRows: 12}, createRandom(1))).toThrow(
      "fitSupportScale: there must be at least 100 rows; got 12."
    );
  });
});
