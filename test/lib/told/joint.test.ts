import {describe, expect, it} from "vitest";
import {countJoint, movePlaces, tieParts} from "../../../lib/told/joint.js";

/** Forty rows in the first part of both cuts, and forty in the second of both. */
const half = Int32Array.from({length: 80}, (_, i) => (i < 40 ? 0 : 1));
const y = Uint8Array.from(half, (_, i) => i % 2);
const parts = {codes: half, n: 2};
/** The first forty rows are of two customers, each of the others is of one. */
const groups = Int32Array.from(half, (part, i) => (part === 0 ? i % 2 : i));

describe("tieParts(joint)", () => {
  it("ties parts that enough users share", () => {
    const [first, second, one, other] = tieParts(countJoint(parts, parts, {y, groups: null}));
    expect([first === one, second === other, first === second]).toEqual([true, true, false]);
  });

  it("counts customers where rows repeat them: many rows of two tie nothing", () => {
    const [first, second, one, other] = tieParts(countJoint(parts, parts, {y, groups}));
    expect([first === one, second === other]).toEqual([false, true]);
  });
});

it("movePlaces(joint, move) adds users of places that become one, and customers of both but once", () => {
  const joint = countJoint(parts, parts, {y, groups: Int32Array.from(half, (_, i) => i % 40)});
  const {n, churned, cells} = movePlaces(joint, {height: 1, width: 1, placeOf: () => 0});
  expect([n[0], churned[0]]).toEqual([80, 40]);
  expect(cells?.[0].seen?.map((own) => own.size)).toEqual([20, 20]);
});
