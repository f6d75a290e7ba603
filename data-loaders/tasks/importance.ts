import type {ModelsBook} from "../../lib/book/models.js";
import type {Model} from "../../lib/model/model.js";
import type {Labelled} from "./training.js";
import {logCost} from "../../lib/metrics/probabilityLosses.js";
import {permutationImportance} from "../../lib/metrics/permutationImportance.js";
import {tellOnStep} from "../../lib/metrics/tellFew.js";
import {createRescorer} from "../../lib/model/rescorer.js";
import {clamp} from "../../lib/numbers.js";
import {forkRandom} from "../../lib/random.js";
import {ENOUGH} from "./effort.js";
import {labelledShare} from "./training.js";

/** Shuffles of all inputs together, about: of many each is shuffled fewer times, which adds little to the error over who was drawn. */
const SHUFFLES = 500;

interface Asked {
  seed: number;
  /** inputs that are shuffled together */
  groups: {inputs: string[]; title: string}[];
  /** of what is told; null: six digits. See stepOfFew */
  step: number | null;
}

/** What a model's inputs are worth to it on test rows, which are scored whatever their categories hold. */
export function importanceOf(model: Model, test: Labelled, {seed, groups, step}: Asked): ModelsBook["importance"] {
  const shuffled = labelledShare(test, ENOUGH.importance, [seed, "importance"]);
  return permutationImportance(shuffled.table, shuffled.y, {
    predict: createRescorer(model, shuffled.table, {unknownLevel: "missing"}),
    cost: logCost,
    groups,
    rowGroups: shuffled.groups,
    repeats: clamp(Math.floor(SHUFFLES / groups.length), 3, 10),
    random: forkRandom(seed, "importance")
  }).map(({inputs, title, increase}) => ({inputs, title, increase: tellOnStep(increase, step)}));
}
