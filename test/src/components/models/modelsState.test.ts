import {expect, it} from "vitest";
import {lineField} from "../../../../src/components/models/modelsState.js";

it("lineField(fallback) takes any line that another page writes, to its last digit", () => {
  const {parse} = lineField(0.2);
  expect(["0.2834", "0.3", "0.001", "0.9999"].map(parse)).toEqual([0.2834, 0.3, 0.001, 0.9999]);
});

it("lineField(fallback) refuses what is no chance", () => {
  const {parse} = lineField(0.2);
  expect(["0", "1", "7", "-0.1", "", "high"].map(parse)).toEqual([null, null, null, null, null, null]);
});

it("lineField(fallback) writes what it reads", () => {
  const {parse, format} = lineField(0.2);
  for (let percent = 1; percent < 100; ++percent) expect(parse(format(percent / 100))).toBe(percent / 100);
});
