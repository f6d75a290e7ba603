import type {CategoryInput, Model} from "../model/model.js";
import type {Dialect} from "./sqlDialects.js";
import {createCategoryReader, NOTHING, otherText} from "../model/category.js";
import {missingTextsOf} from "../rows/text.js";

/**
 * What a table's cells are to a model, said once per input in SQL, whatever type a column has: many databases make TEXT of
 * every column of a CSV. A number is a number, or the text of one; missing is NULL. A category is the code that the model
 * reads it as.
 */
export interface SqlCells {
  /** one expression per input of the model */
  cells: string[];
  /** their names, in the same order */
  names: string[];
  /** whether the model scores such a row; else it has no probability */
  isScored: string;
  /** the name of an input's cell */
  nameOf(input: string): string;
}

/** What no float32 is: it stands for a cell that is no number. */
const NO_NUMBER = 1e300;
/** The least number that rounds beyond float32, which is refused at every door. */
const BEYOND = 3.4028235677973366e38;
/** Stored as a number it is missing too. */
const NOT_A_NUMBER = ["NaN", "nan"];

/** The guarded cells of all inputs of a model. */
export function writeCells({inputs, missing}: Model, dialect: Dialect): SqlCells {
  const words = missingTextsOf(missing);
  const names = inputs.map((_, i) => `cb_${i + 1}`);
  const cells = inputs.map((input) =>
    input.kind === "number" ? numberCell(input.name, words, dialect) : categoryCell(input, words, dialect)
  );
  const tests = inputs.map(({kind}, i) =>
    kind === "number" ? `(${names[i]} IS NULL OR ABS(${names[i]}) < ${dialect.number(BEYOND)})` : `${names[i]} IS NOT NULL`
  );
  return {
    cells,
    names,
    isScored: tests.join(" AND "),
    nameOf: (input) => names[inputs.findIndex((d) => d.name === input)]
  };
}

function numberCell(name: string, words: readonly string[], dialect: Dialect): string {
  const x = dialect.quoteName(name);
  const text = dialect.text(x);
  const isMissing = `${x} IS NULL OR ${text} IN (${listTexts([...new Set([...words, ...NOT_A_NUMBER])], dialect)})`;
  const asStored = dialect.stored ? `WHEN ${dialect.stored(x).when} THEN ${dialect.stored(x).then} ` : "";
  const asText = `WHEN ${dialect.isNumber(text)} THEN ${dialect.toNumber(text)}`;
  return `CASE WHEN ${isMissing} THEN NULL ${asStored}${asText} ELSE ${dialect.number(NO_NUMBER)} END`;
}

function categoryCell(input: CategoryInput, words: readonly string[], dialect: Dialect): string {
  const read = createCategoryReader(input);
  const code = (value: string | null): string => (read(value) === NOTHING ? "NULL" : String(read(value)));
  const x = dialect.quoteName(input.name);
  const text = dialect.text(x);
  const levels = input.levels.map((level) => `WHEN ${text} = ${dialect.quoteText(level)} THEN ${code(level)}`);
  const missing = words.filter((word) => !input.levels.includes(word));
  const isMissing = `${x} IS NULL${missing.length > 0 ? ` OR ${text} IN (${listTexts(missing, dialect)})` : ""}`;
  return `CASE ${[...levels, `WHEN ${isMissing} THEN ${code(null)}`].join(" ")} ELSE ${code(otherText(input))} END`;
}

function listTexts(texts: readonly string[], dialect: Dialect): string {
  return texts.map((text) => dialect.quoteText(text)).join(", ");
}
