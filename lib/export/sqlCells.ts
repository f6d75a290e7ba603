import type {CategoryInput, Model} from "../model/model.js";
import type {NumberMarks} from "../rows/text.js";
import type {Dialect} from "./sqlDialects.js";
import {createCategoryReader, NOTHING, otherText} from "../model/category.js";
import {missingNumbers, otherSpellings} from "../rows/cell.js";
import {longestFirst, missingTextsOf, NUMBER_BLANKS} from "../rows/text.js";
import type {DateOrder, DayCount} from "../rows/dates.js";
import {FIRST_OF_1900S, monthNumbers} from "../rows/dates.js";

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
        : dateCell({name: input.name, asOf: input.asOf, ahead: input.ahead}, {words, order: format.dates}, dialect)
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

/**
 * Columns of dates and timestamps print with the year first, in ten characters. Texts are read by the places of their parts, so only
 * with two digits for a day and a month, or three letters for a month.
 */
function dateCell(
  {name, asOf, ahead = false}: {name: string} & DayCount,
  {words, order}: {words: readonly string[]; order?: DateOrder},
  dialect: Dialect
): string {
  const x = dialect.quoteName(name);
  const text = dialect.text(x);
  const part = (from: number, n: number): string => `SUBSTR(${text}, ${from}, ${n})`;
  const isAt = (from: number, marks: readonly string[]): string => `${part(from, 1)} IN (${listTexts(marks, dialect)})`;
  const isDigits = (from: number, n: number): string => `${dialect.isNumber(part(from, n))} AND LENGTH(${part(from, n)}) = ${n}`;
  const dated = (tests: readonly string[], [year, month, day]: readonly string[]): string =>
    `WHEN ${tests.join(" AND ")} THEN ${ahead ? "0 - " : ""}${dialect.days(`${year} || '-' || ${month} || '-' || ${day}`, asOf)}`;
  /** Years of four digits, and of two, that begin at a place. */
  const yearFrom = (from: number): {year: string; tests: string[]}[] => [
    {year: part(from, 4), tests: [isDigits(from, 4)]},
    {
      year: `CASE WHEN ${part(from, 2)} >= '${FIRST_OF_1900S}' THEN '19' ELSE '20' END || ${part(from, 2)}`,
      tests: [isDigits(from, 2), isAt(from + 2, ["", " ", "T", ":"])]
    }
  ];
  const marks = ["-", "/", "."];
  const wordMarks = [...marks, " "];
  const yearFirst = dated(
    [isAt(5, marks), isAt(8, marks), isDigits(1, 4), isDigits(6, 2), isDigits(9, 2)],
    [part(1, 4), part(6, 2), part(9, 2)]
  );
  const isEnd = `SUBSTR(${text}, 9) IN (${listTexts(["", ".0"], dialect)})`;
  const inOneNumber = dated(
    [`${part(1, 2)} IN (${listTexts(["19", "20"], dialect)})`, isDigits(1, 4), isDigits(5, 2), isDigits(7, 2), isEnd],
    [part(1, 4), part(5, 2), part(7, 2)]
  );
  const widths = [2, 1]; // of a day beside a month by its name
  const dayOf = (from: number, n: number): string => (n === 2 ? part(from, 2) : `'0' || ${part(from, 1)}`);
  const named = widths.flatMap((n) =>
    yearFrom(n + 6).map(({year, tests}) =>
      dated([isAt(n + 1, wordMarks), isAt(n + 5, wordMarks), isDigits(1, n), ...tests], [year, monthNumber(part(n + 2, 3)), dayOf(1, n)])
    )
  );
  const monthFirst = widths.flatMap((n) =>
    [", ", " "].map((mark) =>
      dated(
        [isAt(4, [" "]), `${part(5 + n, mark.length)} = ${dialect.quoteText(mark)}`, isDigits(5, n), isDigits(5 + n + mark.length, 4)],
        [part(5 + n + mark.length, 4), monthNumber(part(1, 3)), dayOf(5, n)]
      )
    )
  );
  const [month, day] = order === "dmy" ? [4, 1] : [1, 4];
  const inNumbers = yearFrom(7).map(({year, tests}) =>
    dated([isAt(3, marks), isAt(6, marks), isDigits(month, 2), isDigits(day, 2), ...tests], [year, part(month, 2), part(day, 2)])
  );
  const cases = [yearFirst, inOneNumber, ...(order === undefined ? [] : inNumbers), ...named, ...monthFirst];
  const isMissing = `${x} IS NULL OR ${text} IN (${listTexts([...words], dialect)})`;
  return `CASE WHEN ${isMissing} THEN NULL ELSE COALESCE(CASE ${cases.join(" ")} END, ${dialect.number(NO_NUMBER)}) END`;

  /** NULL where the letters name no month. */
  function monthNumber(letters: string): string {
    const starts = [...monthNumbers()].filter(([start]) => start.length === 3);
    return `CASE LOWER(${letters}) ${starts.map(([start, number]) => `WHEN ${dialect.quoteText(start)} THEN '${number}'`).join(" ")} END`;
  }
}

function hasMarks({decimal = ".", thousands, symbols = [], accounting = false}: NumberMarks): boolean {
  return decimal !== "." || thousands !== undefined || symbols.length > 0 || accounting;
}

/** A text as the definition's format writes numbers: without its symbol and its marks between thousands, its sign first, and with a point. */
function markedNumber(text: string, marks: NumberMarks, dialect: Dialect): string {
  const {decimal = ".", thousands, symbols = [], accounting = false} = marks;
  const replace = (cell: string, mark: string, by: string): string =>
    `REPLACE(${cell}, ${dialect.quoteText(mark)}, ${dialect.quoteText(by)})`;
  const blanks = symbols.length > 0 || thousands === " " || accounting ? [...NUMBER_BLANKS] : [];
  const groups = thousands === undefined || thousands === " " ? [] : [thousands];
  const whole = [...longestFirst(symbols), ...blanks, ...groups].reduce((cell, mark) => replace(cell, mark, ""), text);
  const signed = accounting ? signFirst(whole) : whole;
  const plain = decimal === "." ? signed : replace(signed, decimal, ".");
  return `CASE WHEN ${dialect.isNumber(text, marks)} THEN ${dialect.toNumber(plain)} ELSE ${dialect.number(NO_NUMBER)} END`;
}

/** A number below zero as accounts write it, in brackets or with its minus last, with its minus first. */
function signFirst(number: string): string {
  const bare = `REPLACE(REPLACE(${number}, '(', ''), ')', '')`;
  return (
    `CASE SUBSTR(${number}, LENGTH(${number}), 1) WHEN ')' THEN '-' || ${bare} ` +
    `WHEN '-' THEN '-' || SUBSTR(${number}, 1, LENGTH(${number}) - 1) ELSE ${number} END`
  );
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
  const others = otherSpellings(input);
  const spelled = others.map(([other, level]) => `WHEN ${text} = ${dialect.quoteText(other)} THEN ${code(level)}`);
  const known = [...input.levels, ...others.map(([other]) => other)];
  const missing = words.filter((word) => !known.includes(word));
  const isMissing = `${x} IS NULL${missing.length > 0 ? ` OR ${text} IN (${listTexts(missing, dialect)})` : ""}`;
  return `CASE ${[...levels, ...spelled, `WHEN ${isMissing} THEN ${code(null)}`].join(" ")} ELSE ${code(otherText(input))} END`;
}

function listTexts(texts: readonly string[], dialect: Dialect): string {
  return texts.map((text) => dialect.quoteText(text)).join(", ");
}
