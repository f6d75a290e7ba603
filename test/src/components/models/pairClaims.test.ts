import type {PairMap} from "../../../../lib/book/shapes.js";
import {expect, it} from "vitest";
import {pairClaim, pairsSentence, placesOf} from "../../../../src/components/models/pairCharts.js";

const visits = {
  input: "visits",
  title: "Visits",
  unit: "days",
  kind: "integer" as const,
  bands: [
    {label: "", from: 0, to: 3},
    {label: "", from: 3, to: 9.5}
  ]
};
const plan = {
  input: "plan",
  title: "Plan",
  unit: null,
  kind: "category" as const,
  bands: ["basic", "plus"].map((label, at) => ({label, from: at, to: at}))
};
const cell = (points: number | null) => ({n: points === null ? ("fewer than 20" as const) : 120, points, logOdds: points});
const mapOf = (points: (number | null)[][]): PairMap => ({
  model: "additive",
  axes: [visits, plan],
  cells: points.map((row) => row.map(cell)),
  size: 0.02
});

it("pairClaim(map) and placesOf(map) say both ends and where they are, of cells that are told", () => {
  const map = mapOf([
    [0.082, -0.01],
    [null, -0.034]
  ]);
  expect(pairClaim(map)).toBe("Visits and Plan together: −3.4 to +8.2 points");
  expect(placesOf(map)).toBe("Most at Visits 0 to 3 and Plan “basic”, least at Visits 3 to 9.5 and Plan “plus”.");
});

it("pairClaim(map) says that little is little, and nothing where no cell is told", () => {
  expect(pairClaim(mapOf([[0.004, -0.0049]]))).toBe("Visits and Plan together hardly move the score");
  expect(placesOf(mapOf([[0.004, -0.0049]]))).toBe("");
  expect(pairClaim(mapOf([[null, null]]))).toBe("Visits and Plan together: too few users in any part of the map");
  expect(placesOf(mapOf([[null, null]]))).toBe("");
});

it("pairsSentence(shapes, titleOf) names a few pairs, and counts many", () => {
  const map = mapOf([[0.1]]);
  const swapped: PairMap = {...map, axes: [plan, {...visits, title: "Hours"}]};
  const say = (pairs: PairMap[], nPairs = pairs.length): string =>
    pairsSentence({pairs, models: [{name: "additive", pair: null, nPairs}]}, (name) => name.toUpperCase());
  expect(say([map])).toMatch(/^Beside a curve for each input, ADDITIVE adds something for Visits with Plan: what two inputs/);
  expect(say([map, swapped])).toContain("for Visits with Plan and Plan with Hours: what");
  expect(say([map, swapped, map, map])).toContain("ADDITIVE adds something for 4 pairs of inputs: what");
  expect(say([map, swapped], 3)).toContain("for 3 pairs of inputs, of which 2 can be drawn: what");
  const models = ["one", "other", "none"].map((name, i) => ({name, pair: null, nPairs: [1, 1, 0][i]}));
  const both = pairsSentence(
    {
      pairs: [
        {...map, model: "one"},
        {...swapped, model: "other"}
      ],
      models
    },
    (name) => name
  );
  expect(both).toContain("one adds something for Visits with Plan; other adds something for Plan with Hours: what");
  expect(both).not.toContain("none");
});
