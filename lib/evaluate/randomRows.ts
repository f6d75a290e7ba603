import type {PredictInput} from "../book/predict.js";
import {drawIndex} from "../random.js";
import type {Random} from "../random.js";
import type {Row} from "../table/table.js";
import {roundToStep} from "./roundToStep.js";

/** Rows with every value somewhere in what can be, each by itself: far from any user, so that corners are tried too. */
export function randomRows(inputs: readonly PredictInput[], n: number, random: Random): Row[] {
  return Array.from({length: n}, () =>
    Object.fromEntries(
      inputs.map(({name, kind, levels, min, max, step}) => [
        name,
        kind === "category" ? levels[drawIndex(levels.length, random)] : roundToStep(min + (max - min) * random(), step)
      ])
    )
  );
}
