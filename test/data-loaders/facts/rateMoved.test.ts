import {expect, it} from "vitest";
import {sayRateMoved} from "../../../data-loaders/facts/rateMoved.js";

it("sayRateMoved(move, units) sets the latest rate beside the one that was learned, where it moved", () => {
  expect(sayRateMoved({before: 0.2, after: 0.365}, "members")).toBe(
    "Of the members that it learned from 20.0% churned, of the later ones kept apart 36.5%: where the rate goes on moving, scores lag behind it. " +
      "Batch moves them to a rate that is known by then."
  );
  expect(sayRateMoved(null, "members")).toBe("");
});
