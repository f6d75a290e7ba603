import type {PeriodSkill} from "../../../lib/book/models.js";
import {expect, it} from "vitest";
import {sayRateMoved} from "../../../data-loaders/facts/rateMoved.js";
import {createRandom} from "../../../lib/random.js";
import {wilsonInterval} from "../../../lib/statistics/intervals.js";

const span = (set: PeriodSkill["set"], n: number, churned: number): Pick<PeriodSkill, "set" | "n" | "churnRate"> => ({
  set,
  n,
  churnRate: wilsonInterval(churned, n)
});

it("sayRateMoved(periods, units) sets the latest rate beside the one that was learned, where chance does not explain the difference", () => {
  expect(sayRateMoved([span("learned", 200, 30), span("outOfFold", 300, 70), span("test", 200, 73)], "members")).toBe(
    "Of the members that it learned from 20.0% churned, of the later ones kept apart 36.5%: where the rate goes on moving, scores lag behind it. " +
      "Batch moves them to a rate that is known by then."
  );
  expect(sayRateMoved([span("outOfFold", 500, 100), span("test", 200, 44)], "members")).toBe("");
  expect(sayRateMoved([], "members")).toBe("");
  expect(sayRateMoved([span("outOfFold", 500, 100)], "members")).toBe("");
});

it("sayRateMoved(periods, units) says nothing in at least 97 of 100 tables of one rate", () => {
  const random = createRandom("rates");
  const churned = (n: number): number => Array.from({length: n}, random).filter((u) => u < 0.2).length;
  const said = Array.from({length: 500}, () =>
    sayRateMoved([span("outOfFold", 150, churned(150)), span("outOfFold", 150, churned(150)), span("test", 100, churned(100))], "members")
  );
  expect(said.filter((d) => d !== "").length).toBeLessThanOrEqual(15);
});
