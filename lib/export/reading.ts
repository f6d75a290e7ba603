import type {Model} from "../model/model.js";
import {listWords} from "../format.js";
import type {DayCount} from "../rows/dates.js";
import {missingTextsOf} from "../rows/text.js";
import {describeMissing, describeUnseen} from "../whatif/readAs.js";

/** What a model makes of values that are missing, or that no training row had, and which of its forms do the same. */
export interface ModelReading {
  /** texts that stand for no value, unless they are levels */
  missing: string[];
  inputs: {name: string; missing: string; unseen: string | null}[];
  /** a sentence for every form in which the model leaves */
  forms: string[];
}

/** What {@link ModelReading} says of a model. @param units by input */
export function describeReading(model: Model, units: ReadonlyMap<string, string> = new Map()): ModelReading {
  const inputs = model.inputs.map(({name}) => ({
    name,
    missing: describeMissing(model, {name, unit: units.get(name) ?? null}),
    unseen: describeUnseen(model, name)
  }));
  return {missing: missingTextsOf(model.missing).filter((text) => text !== ""), inputs, forms: describeForms(model)};
}

function describeForms({inputs, format = {}}: Model): string[] {
  const hasLevels = inputs.some(({kind}) => kind === "category");
  const marks = [
    ...(format.decimal === undefined ? [] : [`"${format.decimal}" before decimals`]),
    ...(format.thousands === undefined ? [] : [`"${format.thousands}" between thousands`]),
    ...(format.symbols === undefined
      ? []
      : [
          `${listWords(
            format.symbols.map((symbol) => `"${symbol}"`),
            "or"
          )} beside them`
        ]),
    ...(format.accounting ? ["brackets around them or a minus behind them where they are below zero"] : [])
  ];
  const dates = inputs.flatMap((d) => (d.kind === "number" && d.asOf !== undefined ? [{...d, asOf: d.asOf}] : []));
  const counted =
    dates.length === 0
      ? ""
      : ` ${listWords(dates.map(({name}) => name))} ${dates.length === 1 ? "is a date" : "are dates"}: ONNX, XGBoost and MLflow take the ` +
        `days ${sayCounted(dates)}, files, SQL and predict.js the date, ` +
        "SQL one in a text only with two digits for day and month, or three letters for the month.";
  const written = marks.length > 0 ? ` Texts of numbers have ${listWords(marks)}, as the definition says.` : "";
  return [
    "churnbook score, /batch and churnbook endpoint do as the table says; rows that are refused are set aside and told, and so are rows " +
      `that are scored with a level that the model does not know.${written}${counted}`,
    "predict.js does as the table says too: it reads a text as a cell of a file, null is missing, and it throws for what the model refuses.",
    "SQL does as the table says, on columns of texts too; the probability of a row that is refused is NULL.",
    "ONNX takes a missing number as NaN or one of the numbers that stand for it" +
      (hasLevels
        ? ", a missing category as an empty text or one of the words, and a level as its text; what is refused has NaN for a probability."
        : ".") +
      " Its numbers cannot be texts: a word that stands for a missing number must be NaN before.",
    "XGBoost knows neither words and numbers that stand for a missing value, nor texts: whoever makes its features must. NaN is missing" +
      (hasLevels
        ? "; it cannot refuse a row, which must be left out before; the attribute churnbook_categories of the file says what each level, " +
          "a missing one and an unknown one are."
        : ".")
  ];
}

/** From where to where the days of some inputs are counted. @example "from each to 2024-12-31, but of due to it from there" */
function sayCounted(dates: readonly ({name: string} & DayCount)[]): string {
  const [{asOf}] = dates;
  const ahead = dates.filter((d) => d.ahead).map(({name}) => name);
  const each = dates.length === 1 ? "it" : "each";
  if (ahead.length === 0) return `from ${each} to ${asOf}`;
  if (ahead.length === dates.length) return `from ${asOf} to ${each}`;
  return `from each to ${asOf}, and of ${listWords(ahead)} from there to it`;
}
