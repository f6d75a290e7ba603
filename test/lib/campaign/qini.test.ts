import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {traceQini} from "../../../lib/campaign/qini.js";
import {knownCampaign} from "./readFixture.js";

interface Curve {
  curve: [number, number][];
  kept: number;
  area: number;
  coefficient: number;
}
const oracle = JSON.parse(readFileSync("test/fixtures/campaign/oracle.json", "utf8")) as {
  qini: Curve;
  tied: Curve & {rows: number; steps: number};
};

test("the curve, its end and its coefficient are as scikit-uplift has them", () => {
  compare(traceQini(knownCampaign()), oracle.qini);
});

test("customers of one score come together", () => {
  const {contacted, churned, score} = knownCampaign();
  const {rows, steps} = oracle.tied;
  const tied = score?.slice(0, rows).map((s) => Math.round(s * steps) / steps) ?? null;
  compare(traceQini({contacted: contacted.slice(0, rows), churned: churned.slice(0, rows), score: tied}), oracle.tied);
});

function compare(own: ReturnType<typeof traceQini>, other: Curve): void {
  expect(own.points.slice(1).map(({n}) => n)).toEqual(other.curve.map(([n]) => n));
  for (const [k, [, kept]] of other.curve.entries()) expect(own.points[k + 1].kept).toBeCloseTo(kept, 8);
  expect(own.kept).toBeCloseTo(other.kept, 8);
  expect(own.area).toBeCloseTo(other.area, 8);
  expect(own.coefficient).toBeCloseTo(other.coefficient, 8);
}

test("each point's interval holds it, where both groups have somebody", () => {
  for (const {low, high, kept} of traceQini(knownCampaign()).points) {
    if (low === null || high === null) continue;
    expect(low).toBeLessThanOrEqual(kept + 1e-9);
    expect(high).toBeGreaterThanOrEqual(kept - 1e-9);
  }
});

test("customers without a score are none of it", () => {
  const {contacted, churned, score} = knownCampaign();
  const some = score?.map((s, i) => (i % 2 ? NaN : s)) ?? null;
  const {points} = traceQini({contacted, churned, score: some});
  expect(points[points.length - 1].n).toBe(3000);
  expect(() => traceQini({contacted, churned, score: null})).toThrow(/both groups must have customers with a score/);
});
