import type {Learner} from "./learner.js";
import {check} from "../../check.js";
import {additive} from "./additive.js";
import {baseline} from "./baseline.js";
import {boosting} from "./boosting.js";
import {forest} from "./forest.js";
import {tree} from "./tree.js";
import {logistic} from "./logistic.js";

/** Every learner, the simplest first. */
export const learners: readonly Learner[] = [baseline, logistic, additive, tree, forest, boosting];

/** @throws naming the learners that there are */
export function getLearner(name: string): Learner {
  const learner = learners.find((d) => d.name === name);
  check(learner, {
    where: "getLearner",
    rule: `the learner must be one of ${learners.map((d) => d.name).join(", ")}`,
    got: name
  });
  return learner;
}
