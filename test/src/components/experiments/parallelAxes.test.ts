import {expect, it} from "vitest";
import {createAxis} from "../../../../src/components/experiments/parallelAxes.js";

const source = {key: "k", title: "K"};

it("createAxis(source) is logarithmic where the search drew it so", () => {
  const axis = createAxis({...source, range: {from: 0.01, to: 1, scale: "log"}, values: [0.01, 0.5]});
  expect(axis.scale).toBe("log");
  expect(axis.place(0.1)).toBeCloseTo(0.5, 12);
  expect(axis.ticks.map((d) => d.label)).toEqual(["0.01", "0.1", "1"]);
});

it("createAxis(source) widens for values beyond the range, as defaults may be", () => {
  const axis = createAxis({...source, range: {from: 10, to: 20, scale: "linear"}, values: [5, 15]});
  expect([axis.place(5), axis.place(20)]).toEqual([0, 1]);
});

it("createAxis(source) stays linear where zero occurs on a log range", () => {
  expect(createAxis({...source, range: {from: 1, to: 10, scale: "log"}, values: [0, 5]}).scale).toBe("linear");
});

it("createAxis(source) sets numeric choices in order and words as they come, in equal steps", () => {
  const numbers = createAxis({...source, range: {choices: [300, 100, 200]}, values: [200]});
  expect(numbers.ticks).toEqual([
    {at: 0, label: "100"},
    {at: 0.5, label: "200"},
    {at: 1, label: "300"}
  ]);
  const words = createAxis({...source, range: {choices: ["gini", "entropy"]}, values: ["entropy"]});
  expect(words.place("entropy")).toBe(1);
});

it("createAxis(source) has no place for what is not on it", () => {
  expect(createAxis({...source, range: {choices: ["a"]}, values: []}).place("b")).toBeNull();
  expect(createAxis({...source, range: null, values: [1, 2]}).place(undefined)).toBeNull();
});

it("createAxis(source) puts a single value in the middle", () => {
  expect(createAxis({...source, range: null, values: [3, 3]}).place(3)).toBe(0.5);
  expect(createAxis({...source, range: {choices: [600]}, values: [600]}).place(600)).toBe(0.5);
});

it("createAxis(source) drops ticks that stand too near or read alike, never the ends", () => {
  const {ticks} = createAxis({...source, range: {from: 1, to: 1050, scale: "log"}, values: []});
  expect(ticks.map((d) => d.label)).toEqual(["1", "10", "100", "1050"]);
  const alike = createAxis({...source, range: null, values: [0.40701, 0.40704], format: (d) => d.toFixed(3)});
  expect(alike.ticks.map((d) => d.label)).toEqual(["0.407"]);
});
