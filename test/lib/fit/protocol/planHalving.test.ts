import type {HalvingOptions, HalvingPlan, TrialRecord} from "../../../../lib/fit/protocol/planHalving.js";
import {describe, expect, it} from "vitest";
import {planHalving} from "../../../../lib/fit/protocol/planHalving.js";
import {createRandom, shuffled} from "../../../../lib/random.js";

const logLoss = {name: "logLoss", better: "lower"} as const;
const options: HalvingOptions = {nFolds: 5, metric: logLoss, always: ["t-0"]};
const fresh = (n: number): TrialRecord[] => Array.from({length: n}, (_, i) => ({id: `t-${i}`, foldScores: {}, error: null}));
/** Trial i scores i on every fold, so that lower numbers are better; t-0 is the worst of all. */
const quality = (id: string): number => (id === "t-0" ? 1000 : Number(id.slice(2)));

/** Runs the race by workers that hand in one result at a time, in an order of their own. */
function race(
  records: TrialRecord[],
  {seed = "", failing = [] as string[], failingFold = 0} = {}
): {plan: HalvingPlan; records: TrialRecord[]; runs: number} {
  const random = createRandom(seed);
  let runs = 0;
  for (let guard = 0; guard < 1000; ++guard) {
    const plan = planHalving(records, options);
    if (plan.fold === null) return {plan, records, runs};
    const id = shuffled(plan.run, random)[0];
    const fold = plan.fold;
    runs += 1;
    records = records.map((d) => {
      if (d.id !== id) return d;
      if (failing.includes(id) && fold === failingFold) return {...d, error: "it broke"};
      return {...d, foldScores: {logLoss: [...(d.foldScores.logLoss ?? []), quality(id)]}};
    });
  }
  throw new Error("the race never ended");
}

describe("planHalving(records, options)", () => {
  it("starts everybody on the first fold", () => {
    expect(planHalving(fresh(4), options)).toEqual({fold: 0, run: ["t-0", "t-1", "t-2", "t-3"], finished: [], stopped: [], failed: []});
  });

  it("keeps the better half after each of the first folds, and who must always finish", () => {
    const {plan, records, runs} = race(fresh(17));
    // 17 after fold 0 -> 9 best (t-1..t-9) and t-0; 10 after fold 1 -> 5 best and t-0; these finish
    expect(plan.finished).toEqual(["t-0", "t-1", "t-2", "t-3", "t-4", "t-5"]);
    expect(plan.stopped.filter((d) => d.afterFold === 0).map((d) => d.id)).toEqual([
      "t-10",
      "t-11",
      "t-12",
      "t-13",
      "t-14",
      "t-15",
      "t-16"
    ]);
    expect(plan.stopped.filter((d) => d.afterFold === 1).map((d) => d.id)).toEqual(["t-6", "t-7", "t-8", "t-9"]);
    expect(runs).toBe(17 + 10 + 6 * 3);
    expect(records.find((d) => d.id === "t-7")?.foldScores.logLoss?.length).toBe(2);
  });

  it("comes to the same end in whatever order the workers hand in", () => {
    const first = race(fresh(17));
    for (const seed of ["a", "b", "c"]) expect(race(fresh(17), {seed})).toEqual(first);
  });

  it("waits for the last of a fold before it decides", () => {
    const records = fresh(4).map((d, i): TrialRecord => (i === 3 ? d : {...d, foldScores: {logLoss: [i]}}));
    expect(planHalving(records, options)).toMatchObject({fold: 0, run: ["t-3"]});
  });

  it("goes on without a trial that threw, at any fold", () => {
    const early = race(fresh(17), {failing: ["t-1"]});
    expect(early.plan.failed).toEqual(["t-1"]);
    expect(early.plan.finished).not.toContain("t-1");
    const late = race(fresh(17), {failing: ["t-1", "t-2"], failingFold: 4});
    expect(late.plan.failed).toEqual(["t-1", "t-2"]);
    expect(late.plan.finished).toEqual(["t-0", "t-3", "t-4", "t-5"]);
    expect(race(fresh(2), {failing: ["t-0", "t-1"]}).plan).toMatchObject({fold: null, finished: [], failed: ["t-0", "t-1"]});
  });

  it("never keeps fewer than it must", () => {
    expect(race(fresh(4)).plan.finished).toEqual(["t-0", "t-1", "t-2", "t-3"]);
  });

  it("knows that more is better where it is", () => {
    const records = fresh(8).map((d, i): TrialRecord => ({...d, foldScores: {rocAuc: [i / 10]}}));
    const plan = planHalving(records, {nFolds: 5, metric: {name: "rocAuc", better: "higher"}});
    expect(plan).toMatchObject({fold: 1, run: ["t-4", "t-5", "t-6", "t-7"]});
  });

  it("refuses records that cannot be", () => {
    expect(() => planHalving([...fresh(1), ...fresh(1)], options)).toThrow("planHalving: each trial must have an id of its own; got t-0.");
    expect(() => planHalving([{id: "a", foldScores: {logLoss: [NaN]}, error: null}], options)).toThrow(
      "planHalving: logLoss must be finite on at most 5 folds; got a: NaN."
    );
    const {records} = race(fresh(17));
    const ahead = records.map((d) => (d.id === "t-16" ? {...d, foldScores: {logLoss: [16, 16]}} : d));
    expect(() => planHalving(ahead, options)).toThrow("planHalving: a stopped trial must have no later folds; got t-16.");
  });
});
