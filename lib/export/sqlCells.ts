import type {CategoryInput, Model} from "../model/model.js";
import type {NumberMarks} from "../rows/text.js";
import type {Dialect} from "./sqlDialects.js";
import {createCategoryReader, NOTHING, otherText} from "../model/category.js";
import {missingNumbers} from "../rows/cell.js";
import {longestFirst, missingTextsOf, NUMBER_BLANKS} from "../rows/text.js";
import type {DateOrder} from "../rows/dates.js";

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
export function writeCells({inputs, missing, format = {}}: Model, dialect: Dialect): SqlCells {
  const words = missingTextsOf(missing);
  const names = inputs.map((_, i) => `cb_${i + 1}`);
  const cells = inputs.map((input) =>
    input.kind === "category"
      ? categoryCell(input, words, dialect)
      : input.asOf === undefined
        ? numberCell(input.name, {words, format}, dialect)
        : dateCell({name: input.name, asOf: input.asOf}, {words, order: format.dates}, dialect)
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

/** Numbers among the missing words are missing in whatever form they are written: -999, -999.0. */
function numberCell(name: string, {words, format}: {words: readonly string[]; format: NumberMarks}, dialect: Dialect): string {
  const x = dialect.quoteName(name);
  const text = dialect.text(x);
  const isMissing = `${x} IS NULL OR ${text} IN (${listTexts([...new Set([...words, ...NOT_A_NUMBER])], dialect)})`;
  const asStored = dialect.stored ? `WHEN ${dialect.stored(x).when} THEN ${dialect.stored(x).then} ` : "";
  const asText = `WHEN ${dialect.isNumber(text)} THEN ${dialect.toNumber(text)}`;
  const asMarked = hasMarks(format) ? `WHEN ${dialect.isText(x)} THEN ${markedNumber(text, format, dialect)} ` : "";
  const number = `CASE WHEN ${isMissing} THEN NULL ${asMarked}${asStored}${asText} ELSE ${dialect.number(NO_NUMBER)} END`;
  return missingNumbers(words).reduce((cell, value) => `NULLIF(${cell}, ${dialect.number(value)})`, number);
}

/** Columns of dates and timestamps print with the year first, in ten characters; texts may have another order. */
function dateCell(
  {name, asOf}: {name: string; asOf: string},
  {words, order}: {words: readonly string[]; order?: DateOrder},
  dialect: Dialect
): string {
  const x = dialect.quoteName(name);
  const text = dialect.text(x);
  const part = (from: number, n: number): string => `SUBSTR(${text}, ${from}, ${n})`;
  const isAt = (from: number, marks: readonly string[]): string =>
    `${part(from, 1)} IN (${listTexts(marks, dialect)}) AND ${part(from + 3, 1)} IN (${listTexts(marks, dialect)})`;
  const isDigits = (...parts: string[]): string =>
    parts.map((d) => `${dialect.isNumber(d)} AND LENGTH(${d}) = ${d.endsWith("4)") ? 4 : 2}`).join(" AND ");
  const marks = ["-", "/", "."];
  const dated = (firstMark: number, [year, month, day]: readonly string[]): string =>
    `WHEN ${isAt(firstMark, marks)} AND ${isDigits(year, month, day)} ` +
    `THEN ${dialect.days(`${year} || '-' || ${month} || '-' || ${day}`, asOf)}`;
  const yearFirst = dated(5, [part(1, 4), part(6, 2), part(9, 2)]);
  const [month, day] = order === "dmy" ? [part(4, 2), part(1, 2)] : [part(1, 2), part(4, 2)];
  const yearLast = order === undefined ? "" : dated(3, [part(7, 4), month, day]);
  const isMissing = `${x} IS NULL OR ${text} IN (${listTexts([...words], dialect)})`;
  return `CASE WHEN ${isMissing} THEN NULL ELSE COALESCE(CASE ${yearFirst} ${yearLast} END, ${dialect.number(NO_NUMBER)}) END`;
}

function hasMarks({decimal = ".", thousands, symbols = []}: NumberMarks): boolean {
  return decimal !== "." || thousands !== undefined || symbols.length > 0;
}

/** A text as the definition's format writes numbers: taken as it stands without its symbol and its marks between thousands, and with a point. */
function markedNumber(text: string, marks: NumberMarks, dialect: Dialect): string {
  const {decimal = ".", thousands, symbols = []} = marks;
  const replace = (cell: string, mark: string, by: string): string =>
    `REPLACE(${cell}, ${dialect.quoteText(mark)}, ${dialect.quoteText(by)})`;
  const blanks = symbols.length > 0 || thousands === " " ? [...NUMBER_BLANKS] : [];
  const groups = thousands === undefined || thousands === " " ? [] : [thousands];
  const whole = [...longestFirst(symbols), ...blanks, ...groups].reduce((cell, mark) => replace(cell, mark, ""), text);
  const plain = decimal === "." ? whole : replace(whole, decimal, ".");
  return `CASE WHEN ${dialect.isNumber(text, marks)} THEN ${dialect.toNumber(plain)} ELSE ${dialect.number(NO_NUMBER)} END`;
}

function categoryCell(input: CategoryInput, words: readonly string[], dialect: Dialect): string {
  const read = createCategoryReader(input);
  const code = (value: string | null): string => (read(value) === NOTHING ? "NULL" : String(read(value)));
  const x = dialect.quoteName(input.name);
  const isWhole = input.levels.some((level) => /^-?\d+$/.test(level));
  const text = (isWhole ? dialect.level?.(x) : undefined) ?? dialect.text(x);
  const levels = input.levels.map((level) => `WHEN ${text} = ${dialect.quoteText(level)}${orTruth(level)} THEN ${code(level)}`);
  /** True and False as a table of texts writes them; a column of truth values prints in small letters. */
  function orTruth(level: string): string {
    const small = level.toLowerCase();
    const isTruth = (small === "true" || small === "false") && !input.levels.includes(small);
    return isTruth ? ` OR (${text} = ${dialect.quoteText(small)} AND NOT ${dialect.isText(x)})` : "";
  }
  const missing = words.filter((word) => !input.levels.includes(word));
  const isMissing = `${x} IS NULL${missing.length > 0 ? ` OR ${text} IN (${listTexts(missing, dialect)})` : ""}`;
  return `CASE ${[...levels, `WHEN ${isMissing} THEN ${code(null)}`].join(" ")} ELSE ${code(otherText(input))} END`;
}

function listTexts(texts: readonly string[], dialect: Dialect): string {
  return texts.map((text) => dialect.quoteText(text)).join(", ");
}
