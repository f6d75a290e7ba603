import type {Facts} from "../../lib/book/common.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import {formatInHundred, lowerFirst} from "../../lib/format.js";
import {describeBare} from "../../lib/whatif/values.js";
import {findNamed} from "../../lib/named.js";

/**
 * The presets in words, for readers without JavaScript: `presetLowTitle`, `presetLowScore`, `presetLowInputs`, and so on
 * for every preset, by its name; `presetNote` says whether they are real.
 */
export function presetFacts({presets, inputs, unit}: PredictBook, scoreRow: (row: Row) => number): Facts {
  const facts: Facts = {};
  for (const {name, title, row} of presets) {
    const prefix = `preset${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    facts[`${prefix}Title`] = title;
    facts[`${prefix}Score`] = formatInHundred(scoreRow(row));
    facts[`${prefix}Inputs`] = inputs
      .map((input) => `${lowerFirst(input.title)} ${describeBare(input, findNamed(row, input.name))}`)
      .join("; ");
  }
  const many = unit?.plural ?? "users";
  facts.presetNote = presets.some((d) => d.synthetic)
    ? `These ${many} are synthetic, drawn to be like the data’s.`
    : `These are ${many} of the data.`;
  return facts;
}
