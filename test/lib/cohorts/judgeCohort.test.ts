import {expect, it} from "vitest";
import {measureGap} from "../../../lib/cohorts/judgeCohort.js";
import {createRandom} from "../../../lib/random.js";

it("measureGap(users) holds no gap in at least 93 of 100 cohorts of exact scores, also where few are scored wrong", () => {
  const random = createRandom("gaps");
  const cohorts = Array.from({length: 500}, () => {
    const p = Float64Array.from({length: 80}, () => (random() < 0.3 ? 0.985 : 0.015));
    return measureGap({y: Uint8Array.from(p, (score) => Number(random() < score)), p, groups: null});
  });
  const held = cohorts.filter(({gap}) => gap.low <= 0 && gap.high >= 0).length;
  expect(held).toBeGreaterThanOrEqual(465);
  expect(cohorts.filter(({pValue}) => pValue < 0.05).length).toBeLessThanOrEqual(35);
});
