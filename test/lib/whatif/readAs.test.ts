import type {AdditiveModel, LogisticModel, Model, ModelInput} from "../../../lib/model/model.js";
import {describe, expect, it} from "vitest";
import {additive} from "../../../lib/fit/learners/additive.js";
import {boosting} from "../../../lib/fit/learners/boosting.js";
import {MODEL_VERSION} from "../../../lib/model/model.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createRandom} from "../../../lib/random.js";
import {describeMissing, describeUnseen} from "../../../lib/whatif/readAs.js";
import {withPairs} from "../../support/pairs.js";
import {mixedUsers} from "../../support/syntheticUsers.js";

function modelOf(plan: ModelInput): LogisticModel {
  return {
    kind: "logistic",
    version: MODEL_VERSION,
    inputs: [{name: "days", kind: "number"}, {name: "km", kind: "number"}, plan],
    encoding: [
      {input: "days", kind: "number", mean: 10, scale: 7, missing: 12},
      {input: "plan", kind: "level", level: "basic", mean: 0, scale: 1}
    ],
    intercept: 0.1,
    weights: [1, 2]
  };
}

const levels = ["basic", "plus"];
const km = {name: "km", unit: null};

describe("describeMissing(model, input) and describeUnseen(model, name)", () => {
  it.each<[Partial<ModelInput & {kind: "category"}>, string, string]>([
    [{}, "refused: no training row lacked it", "refused"],
    [{missing: true}, "a level of its own", "refused"],
    [{other: {nLevels: 3}}, "the level pooled from 3 rare ones", "the level pooled from 3 rare ones"],
    [{missing: true, other: {nLevels: 1}}, "a level of its own", "the level pooled from 1 rare one"],
    [{other: {nLevels: 1, levels: ["plus"]}}, "refused: no training row lacked it", "refused"]
  ])("say what becomes of a category with %j", (rest, missing, unseen) => {
    const model = modelOf({name: "plan", kind: "category", levels, ...rest});
    expect(describeMissing(model, {name: "plan", unit: null})).toBe(missing);
    expect(describeUnseen(model, "plan")).toBe(unseen);
    const scores = (plan: string | null): boolean => {
      try {
        return createScorer(model).scoreRow({days: 1, km: 1, plan}) > 0;
      } catch {
        return false;
      }
    };
    expect([scores(null), scores("gold")]).toEqual([!missing.startsWith("refused"), unseen !== "refused"]);
  });

  it("say as what number a missing one is read, and that an input is not used", () => {
    const model = modelOf({name: "plan", kind: "category", levels});
    expect(describeMissing(model, {name: "days", unit: "days"})).toBe("12 days");
    expect([describeMissing(model, km), describeUnseen(model, "km")]).toEqual(["not used", null]);
  });

  it("say what a number does that is left missing", () => {
    const {table, y} = mixedUsers(300, 3);
    const [trees, curves] = [boosting, additive].map((learner) => learner.fit({table, y}, learner.defaults, {random: createRandom(1)}));
    const say = (model: Model, name: string): string => describeMissing(model, {name, unit: null});
    expect(say(trees, "x0")).toBe("missing: trees send it to a side that they learned");
    expect(say(curves, "x0")).toBe("missing: it adds a number of its own");
    const paired = withPairs(curves as AdditiveModel, table);
    expect(say(paired, "x0")).toBe("missing: it adds a number of its own, and nothing together with another input");
    expect(say(paired, "x4")).toBe("missing: it adds a number of its own");
  });
});
