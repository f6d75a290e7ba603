import {expect, test} from "vitest";
import {compareFigure} from "../../../lib/history/changes.js";

test("compareFigure(what, [old, now], print) says of a figure that its step made nothing that it is too small to tell", () => {
  const print = (value: number): string => value.toFixed(2);
  const none = {low: null, high: null};
  expect(
    compareFigure(
      "Calibration error",
      [
        {estimate: 0, ...none},
        {estimate: 0.15, ...none}
      ],
      print
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
      print
    )
  ).toEqual({what: "Share", before: "about 0.00 (0.00 to 0.10)", after: "about 0.00 (0.00 to 0.10)", verdict: "same"});
});
