import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, test} from "vitest";
import {createScorer} from "../../../lib/model/scorer.js";
import {placeRow, findNearestUser} from "../../../lib/whatif/support.js";
import {rowAt} from "../../../lib/dataset/rowColumns.js";
import {fitScale} from "../../support/fitScale.js";
import {createMembers, predictBook as book, predictModel} from "../../fixtures/book/predict.js";

const crowd = createMembers(800, "crowd");
const table: Table = {
  nRows: crowd.length,
  columns: book.inputs
    .filter((d) => d.kind !== "category")
    .map(({name}) => ({name, kind: "number", values: Float32Array.from(crowd, (row) => Number(row[name]))}))
};
const scale = fitScale(table);
const {scoreRow} = createScorer(predictModel);
const users = book.users!;
const search = (row: Record<string, number | string | null>, options = {}) =>
  findNearestUser(row, {users, scale, scoreRow, threshold: 0.177, isOver: () => false, ...options});

describe("findNearestUser(row, options)", () => {
  test("is the nearest of all on the other side", () => {
    for (const row of createMembers(20, "seekers")) {
      const {user, isComplete} = search(row);
      const place = (d: typeof row): Float64Array => placeRow(scale, d, new Float64Array(scale.inputs.length));
      const distance = (d: typeof row): number => Math.hypot(...place(row).map((x, j) => place(d)[j] - x));
      const others = Array.from({length: users.n}, (_, i) => rowAt(users, i)).filter(
        (d) => scoreRow(d) >= 0.177 !== scoreRow(row) >= 0.177
      );
      expect(isComplete).toBe(true);
      expect(user?.distance).toBeCloseTo(Math.min(...others.map(distance)), 9);
      expect(user?.isClose).toBe(user!.distance <= scale.radius);
    }
  });
  test("says whether it came to an end", () => {
    expect(search(book.typical, {threshold: 1e-9})).toEqual({user: null, isComplete: true});
    expect(search(book.typical, {isOver: () => true})).toEqual({user: null, isComplete: false});
  });
});
