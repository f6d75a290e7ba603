import {describe, expect, test} from "vitest";
import type {UserSample} from "../../../../lib/book/predict.js";
import {findUsers} from "../../../../lib/whatif/search/findUsers.js";

const users: UserSample = {n: 5, synthetic: false, columns: {visits: [1, 5, 9, null, 5]}, known: {churned: [1, 0, 0, 0, 1], outOfFold: [0.9, 0.5, 0.1, 0.3, 0.05]}};
const scores = [0.9, 0.5, 0.1, 0.3, 0.05];
const all = {from: 0, to: 1};

describe("findUsers(users, scores, query)", () => {
  test("gives the highest score first", () => expect(findUsers(users, scores, {score: all})).toEqual([0, 1, 3, 2, 4]));
  test("keeps to a band of scores and to an input's values, ends included", () => {
    expect(findUsers(users, scores, {score: {from: 0.1, to: 0.5}})).toEqual([1, 3, 2]);
    expect(findUsers(users, scores, {score: all, input: {name: "visits", from: 5, to: 9}})).toEqual([1, 2, 4]);
  });
  test("finds those whom the contact line gets wrong", () => {
    expect(findUsers(users, scores, {score: all, mistaken: {threshold: 0.4}})).toEqual([1, 4]);
    expect(findUsers({...users, known: undefined}, scores, {score: all, mistaken: {threshold: 0.4}})).toEqual([]);
  });
});
