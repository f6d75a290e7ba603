import type {UserSample} from "../../../lib/book/predict.js";
import type {UserQuery} from "../../../lib/whatif/findUsers.js";
import {describe, expect, test} from "vitest";
import {everybody, findUsers} from "../../../lib/whatif/findUsers.js";

const users: UserSample = {
  n: 5,
  synthetic: false,
  columns: {visits: [1, 5, 9, null, 5], plan: ["basic", "premium", "basic", null, "basic"]},
  known: {churned: [1, 0, 0, 0, 1], outOfFold: [0.9, 0.5, 0.1, 0.3, 0.05]}
};
const own = [0.9, 0.5, 0.1, 0.3, 0.05];
const other = [0.85, 0.2, 0.3, 0.3, 0.6];
const find = (query: Partial<UserQuery>, beside: number[] | null = null, of = users): number[] =>
  findUsers(of, {...everybody, ...query}, {own, beside, line: 0.4});

describe("findUsers(users, query, scores)", () => {
  test("gives everybody, the highest score first", () => expect(find({})).toEqual([0, 1, 3, 2, 4]));

  test("keeps to a band of scores, ends included", () => expect(find({score: {from: 10, to: 50}})).toEqual([1, 3, 2]));

  test("keeps to an input's values, ends included; a missing value is in no range", () => {
    expect(find({conditions: [{input: "visits", from: 5, to: 9}]})).toEqual([1, 2, 4]);
    expect(find({conditions: [{input: "visits", from: -1e9, to: 1e9}]})).not.toContain(3);
  });

  test("keeps to a cohort, and to all conditions at once", () => {
    expect(find({conditions: [{input: "plan", level: "basic"}]})).toEqual([0, 2, 4]);
    expect(
      find({
        conditions: [
          {input: "plan", level: "basic"},
          {input: "visits", from: 5, to: 9}
        ]
      })
    ).toEqual([2, 4]);
    expect(find({conditions: [{input: "nothing", level: "basic"}]})).toEqual([]);
  });

  test("knows what happened, and on which side of the line", () => {
    expect({
      churned: find({outcome: "churned"}),
      retained: find({outcome: "retained"}),
      missed: find({outcome: "missed"}),
      vain: find({outcome: "vain"})
    }).toEqual({churned: [0, 4], retained: [1, 3, 2], missed: [4], vain: [1]});
    for (const outcome of ["churned", "missed", "vain"] as const) expect(find({outcome}, null, {...users, known: undefined})).toEqual([]);
  });

  test("finds where two models disagree, the largest difference first", () => {
    expect(find({beside: {model: "tree", points: 20, isSplit: false}}, other)).toEqual([4, 1, 2]);
    expect(find({beside: {model: "tree", points: 20, isSplit: true}}, other)).toEqual([4, 1]);
    expect(find({beside: {model: "tree", points: 0, isSplit: false}}, other)).toHaveLength(5);
  });
});
