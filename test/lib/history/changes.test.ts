import {expect, test} from "vitest";
import type {ToldFigure} from "../../../lib/book/history.js";
import {compareFigure, verdictOf} from "../../../lib/history/changes.js";
import {createRandom, drawNormal} from "../../../lib/random.js";

test("compareFigure(what, [old, now], {print}) says of a figure that its step made nothing that it is too small to tell", () => {
  const print = (value: number): string => value.toFixed(2);
  const none = {low: null, high: null};
  expect(
    compareFigure(
      "Calibration error",
      [
        {estimate: 0, ...none},
        {estimate: 0.15, ...none}
      ],
      {print}
    )
  ).toEqual({what: "Calibration error", before: "too small to tell", after: "about 0.15", verdict: "chance"});
  const [low, high] = [0, 0.1];
  expect(
    compareFigure(
      "Share",
      [
        {estimate: 0, low, high},
        {estimate: 0, low, high}
      ],
      {print}
    )
  ).toEqual({what: "Share", before: "about 0.00 (0.00 to 0.10)", after: "about 0.00 (0.00 to 0.10)", verdict: "same"});
});

test("calls one of several figures changed only where chance moves none of as many so far in 95 of 100 pairs of builds", () => {
  const random = createRandom("builds");
  const draw = (): ToldFigure => {
    const estimate = drawNormal(random);
    return {estimate, low: estimate - 1.96, high: estimate + 1.96};
  };
  const pairs = Array.from({length: 1000}, () => Array.from({length: 8}, () => verdictOf(draw(), draw(), 8)));
  const moved = pairs.filter((verdicts) => verdicts.includes("changed")).length / pairs.length;
  expect(moved).toBeGreaterThan(0.03);
  expect(moved).toBeLessThan(0.07);
});
