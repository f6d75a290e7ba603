import type {ChartScale, Scaled} from "../../../../src/components/ui/chartTable.js";
import {describe, expect, test} from "vitest";
import {findPlaces, nearestRow} from "../../../../src/components/ui/chartTable.js";

const linear: ChartScale = {apply: (value: number) => 10 + value * 100, domain: [0, 1]};
const names: ChartScale = {apply: (value: string) => ["a", "b"].indexOf(value) * 40, domain: ["a", "b"], bandwidth: 30};
const drawing = (scales: Partial<Record<"x" | "y" | "fx" | "fy", ChartScale>>): Element =>
  ({scale: (name: "x" | "y" | "fx" | "fy") => scales[name]}) satisfies Scaled as unknown as Element;
const rows = [
  {name: "a", share: 0.2, gain: 0.5},
  {name: "b", share: 0.6, gain: 0.1}
];

describe("findPlaces(drawing, table)", () => {
  test("takes the first column for what it is: a name on the upward axis, else a value on the other", () => {
    expect(findPlaces(drawing({x: linear, y: names}), {columns: [{key: "name", title: "Name"}], rows})).toEqual([
      {x: null, y: 15},
      {x: null, y: 55}
    ]);
    expect(findPlaces(drawing({x: linear, y: linear}), {columns: [{key: "share", title: "Share"}], rows})).toEqual([
      {x: 30, y: null},
      {x: 70, y: null}
    ]);
  });
  test("takes what the table says instead, with the axis's own percent and facets", () => {
    const percent: ChartScale = {apply: (value: number) => value, percent: true};
    expect(findPlaces(drawing({x: percent, y: linear}), {columns: [], rows, at: {x: (d) => d.share, y: (d) => d.gain}})).toEqual([
      {x: 20, y: 60},
      {x: 60, y: 20}
    ]);
    const facet: ChartScale = {apply: (value: string) => 50 + ["a", "b"].indexOf(value) * 200, range: [50, 450], bandwidth: 180};
    expect(findPlaces(drawing({fx: facet, x: linear}), {columns: [], rows, at: {fx: (d) => d.name, x: (d) => d.share}})).toEqual([
      {x: 30, y: null},
      {x: 270, y: null}
    ]);
    expect(findPlaces(drawing({fx: facet}), {columns: [], rows, at: {fx: (d) => d.name}})).toEqual([
      {x: 140, y: null},
      {x: 340, y: null}
    ]);
  });
  test("makes no place up for a drawing that does not say where values lie", () => {
    expect(findPlaces({} as Element, {columns: [{key: "name", title: "Name"}], rows})).toEqual([]);
    expect(findPlaces(drawing({x: linear}), {columns: [{key: "name", title: "Name"}], rows})).toEqual([
      {x: null, y: null},
      {x: null, y: null}
    ]);
  });
});

describe("nearestRow(places, point, nearest)", () => {
  const places = [
    {x: 0, y: 0},
    {x: 10, y: 100},
    {x: null, y: null}
  ];
  test("measures in both directions, or along a curve in one", () => {
    expect(nearestRow(places, [9, 10])).toBe(0);
    expect(nearestRow(places, [9, 10], "x")).toBe(1);
    expect(
      nearestRow(
        [
          {x: null, y: 0},
          {x: null, y: 50}
        ],
        [900, 40]
      )
    ).toBe(1);
  });
  test("is none where no row has a place", () => {
    expect(nearestRow([{x: null, y: null}], [0, 0])).toBe(-1);
  });
});
