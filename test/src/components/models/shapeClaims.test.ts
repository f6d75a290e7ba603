import type {InputShape} from "../../../../lib/book/shapes.js";
import {expect, it} from "vitest";
import {pairSentence, shapeClaim} from "../../../../src/components/models/shapeCharts.js";

const rate = {n: 100, churned: 20, rate: 0.2, low: 0.13, high: 0.29};
const shape: InputShape = {
  input: "visits",
  title: "Visits",
  unit: "days",
  kind: "integer",
  rates: [{...rate, label: "", from: 0, to: 10}],
  histogram: [],
  together: null,
  curves: [
    {
      model: "additive",
      method: "exact",
      points: [
        {x: 0, p: 0.4},
        {x: 5, p: 0.1},
        {x: 10, p: 0.2}
      ]
    }
  ]
};

const naming = {champion: "additive", titleOf: (name: string) => name.toUpperCase()};

it("shapeClaim(shape, naming) says both ends on one scale", () => {
  const points = [
    {x: 0, p: 0.02},
    {x: 10, p: 0.25}
  ];
  expect(shapeClaim({...shape, curves: [{...shape.curves[0], points}]}, naming)).toBe("Visits: from 2 in 100 at 0 to 25 in 100 at 10");
});

it("shapeClaim(shape, naming) of rare churn tells a curve that doubles from one that hardly moves", () => {
  const points = [
    {x: 0, p: 0.005},
    {x: 10, p: 0.01}
  ];
  expect(shapeClaim({...shape, curves: [{...shape.curves[0], points}]}, naming)).toBe("Visits: from 5 in 1,000 at 0 to 10 in 1,000 at 10");
});

it("shapeClaim(shape, naming) names the Challenger where it alone reads the input", () => {
  const other = {...naming, champion: "line"};
  expect(shapeClaim(shape, other)).toBe("Visits: from 10 in 100 at 5 to 40 in 100 at 0, in ADDITIVE alone");
  const points = [{x: 0, p: 0.2}];
  expect(shapeClaim({...shape, curves: [{...shape.curves[0], points}]}, other)).toBe("Visits hardly moves the score of ADDITIVE");
});

it("shapeClaim(shape, naming) says where the Champion's curve is lowest and highest, or that it hardly moves", () => {
  expect(shapeClaim(shape, naming)).toBe("Visits: from 10 in 100 at 5 to 40 in 100 at 0");
  const flat = {
    ...shape.curves[0],
    points: [
      {x: 0, p: 0.2},
      {x: 10, p: 0.205}
    ]
  };
  expect(shapeClaim({...shape, curves: [flat]}, naming)).toBe("Visits hardly moves the score");
  const averaged = {...flat, method: "dependence" as const};
  expect(shapeClaim({...shape, curves: [averaged]}, naming)).toBe("Visits hardly moves the score on average");
  const levels = {
    ...shape,
    kind: "category" as const,
    rates: [
      {...rate, label: "basic", from: 0, to: 0},
      {...rate, label: "pro", from: 1, to: 1}
    ]
  };
  const points = [
    {x: 0, p: 0.2},
    {x: 1, p: 0.3}
  ];
  expect(shapeClaim({...levels, curves: [{...flat, points}]}, naming)).toBe("Visits: from 20 in 100 at “basic” to 30 in 100 at “pro”");
});

it("pairSentence(shapes, titleOf) says of each model how far it is from a sum", () => {
  const models = [
    {name: "a", pair: {titles: ["Visits", "Plan"] as [string, string], share: 0}},
    {name: "b", pair: {titles: ["Visits", "Plan"] as [string, string], share: 0.123}},
    {name: "c", pair: null}
  ];
  const said = pairSentence({models}, (name) => name.toUpperCase());
  expect(said).toMatch(
    /^A adds one shape per input .* B uses Visits and Plan together most: 12% of .* C uses too few inputs for a pair\.$/
  );
});

it("pairSentence(shapes, titleOf) says once of two sums what holds for both", () => {
  const pair = {titles: ["Visits", "Plan"] as [string, string], share: 0};
  expect(
    pairSentence(
      {
        models: [
          {name: "a", pair},
          {name: "b", pair}
        ]
      },
      (name) => name.toUpperCase()
    )
  ).toBe(
    "A and B each add one shape per input to their log-odds: no two inputs do anything together, and the curves are all of both models."
  );
});

it("pairSentence(shapes, titleOf) names no pair of which no share shows", () => {
  const pair = {titles: ["Visits", "Plan"] as [string, string], share: 0.002};
  expect(pairSentence({models: [{name: "a", pair}]}, (name) => name.toUpperCase())).toBe(
    "A hardly uses two inputs together: of what any two do to its log-odds, less than 1% is more than each does for itself."
  );
});

it("shapeClaim(shape, naming) says what it does that a number is missing, where no value does as much", () => {
  const claim = (missing: number, high = 0.25): string => {
    const points = [
      {x: 0, p: 0.2},
      {x: 10, p: high}
    ];
    return shapeClaim({...shape, curves: [{...shape.curves[0], points, missing}]}, naming);
  };
  expect(claim(0.38)).toBe("Visits: from 20 in 100 at 0 to 25 in 100 at 10; 38 in 100 where it is missing");
  expect(claim(0.1)).toMatch(/; 10 in 100 where it is missing$/);
  expect(claim(0.22)).toBe("Visits: from 20 in 100 at 0 to 25 in 100 at 10");
  expect(claim(0.38, 0.201)).toMatch(/^Visits hardly moves the score.*; 38 in 100 where it is missing$/);
});
