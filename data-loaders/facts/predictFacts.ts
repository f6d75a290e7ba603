import type {Facts} from "../../lib/book/common.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Model} from "../../lib/model/model.js";
import {formatInHundred} from "../../lib/format.js";
import {createAnswerer, drawnWaterfall} from "../../lib/whatif/answer.js";
import {describeOpening, openingOf} from "../../lib/whatif/opening.js";
import {listReferences, openSession} from "../../lib/whatif/session.js";
import {describeBare} from "../../lib/whatif/values.js";
import {describeContribution, describeReasons, describeValues} from "../../lib/whatif/words.js";
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
    facts[`${prefix}Inputs`] = inputs.map((input) => `${input.title} ${describeBare(input, findNamed(row, input.name))}`).join("; ");
  }
  const many = unit?.plural ?? "users";
  facts.presetNote = presets.some((d) => d.synthetic)
    ? `These ${many} are synthetic, drawn to be like the data’s.`
    : `These are ${many} of the data.`;
  return facts;
}

/**
 * The customer that /predict opens on, in words, for readers without JavaScript: `storyWho` (and why that one),
 * `storyScore`, `storyWhy`, and `storySteps`, the waterfall bar by bar. Of the typical user where the page opens on that one.
 *
 * @param model the Champion
 */
export function storyFacts(book: PredictBook, model: Model): Facts {
  const [one, many] = [book.unit?.singular ?? "user", book.unit?.plural ?? "users"];
  const opening = openingOf(book);
  const row = opening?.row ?? book.typical;
  const session = openSession(book, book.models[0].name, model);
  const reference = listReferences(book, session, {previous: null, kept: null})[0];
  const answer = createAnswerer(book, null)({row, session, reference, isGrouped: true, threshold: null, isMoving: false});
  const {unit} = answer.waterfall;
  const values = {inputs: book.inputs, row, reference: reference.values};
  const {steps} = drawnWaterfall(answer, book, {isLinear: session.isLinear, isWhole: false});
  const told = steps.map((step) => {
    const said = describeValues(step, values);
    return `${step.title}${said ? ` (${said})` : ""} ${describeContribution(step, {unit, isExpert: false})}`;
  });
  return {
    storyWho: opening ? describeOpening(opening, book) : `This is the typical ${one}.`,
    storyScore: formatInHundred(answer.probability),
    storyWhy: describeReasons(answer.waterfall.steps, {...values, referenceTitle: reference.title}, {unit}).join(" "),
    storySteps:
      `${steps[0]?.isFrame ? `From the ${formatInHundred(book.baseRate)} of all ${many}` : `From ${reference.title}`}, ` +
      `in percentage points: ${told.join("; ")}. To this ${one}: ${formatInHundred(answer.probability)}.`
  };
}
