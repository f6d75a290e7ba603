import fc from "fast-check";
import {expect, test} from "vitest";
import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import {exploreTable} from "../../../lib/explore/exploreTable.js";
import {createRandom, drawIndex} from "../../../lib/random.js";

const about = {meaning: "", group: "use", timing: "before"} as const;
const definition = {
  inputs: ["score", "visits"].map((name) => ({...about, name, title: name, kind: "number"}))
} as unknown as DatasetDefinition;

/** A score of 1 to 10 that knows nothing of who churned, and is missing of some of the churned and of the retained. */
function explore(seed: number, ofChurned: number, ofRetained: number): ReturnType<typeof exploreTable> {
  const random = createRandom(seed);
  const n = 2000;
  const labels = Int8Array.from({length: n}, () => Number(random() < 0.2));
  const score = Float32Array.from(labels, (label) => (random() < (label ? ofChurned : ofRetained) ? NaN : 1 + drawIndex(10, random)));
  const visits = Float32Array.from(labels, () => random());
  const columns = [
    {name: "score", kind: "number" as const, values: score},
    {name: "visits", kind: "number" as const, values: visits}
  ];
  return exploreTable({table: {nRows: n, columns}, labels, groups: null}, definition);
}

test("no band of values is told the rate of those who have none, whoever lacks one", () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({min: 0, max: 0.6, noNaN: true}), fc.constantFrom(0, 0.003, 0.3), (seed, ofChurned, ofRetained) => {
      const rates = explore(seed, ofChurned, ofRetained).variables.find(({input}) => input === "score")?.rates ?? [];
      // of those with a value as many churned as are left of 20 in 100; half a band's more is what may be counted in with them
      const left = (0.2 * (1 - ofChurned)) / (0.2 * (1 - ofChurned) + 0.8 * (1 - ofRetained));
      for (const {rate, n, missing} of rates as {rate: number; n: number; missing?: boolean}[])
        if (!missing && n < 600) expect(rate).toBeLessThan(1.6 * left + 4.5 * Math.sqrt((left * (1 - left)) / n));
    }),
    {numRuns: 40}
  );
});

test("an input that only the churned lack is left out, one that both lack is told of, and so is one that few lack", () => {
  const isTold = (...missing: [number, number]): boolean => explore(1, ...missing).variables.some(({input}) => input === "score");
  expect([isTold(0.4, 0), isTold(0.4, 0.3), isTold(0.03, 0.03), isTold(0, 0)]).toEqual([false, true, true, true]);
});
