import type {FormInput} from "../book/predict.js";
import type {Row} from "../dataset/table.js";
import type {Move, Rules} from "./setInput.js";
import {clamp} from "../numbers.js";
import {formatValue, shorten} from "../format.js";
import {describeMove} from "./words.js";
import {inputWord, readInputWord} from "./inputWord.js";
import {keepRules} from "./setInput.js";
import {listChoices, MISSING_TOKEN, sayChoices} from "./choices.js";
import {findNamed} from "../named.js";

/** What an address says of the inputs, mended where it could not be. */
export interface DecodedRow {
  row: Row;
  /** inputs that the address set */
  own: Set<string>;
  /** whether the address names an input at all, even one whose value could not be read */
  isAsked: boolean;
  /** what was mended, one sentence each: values that cannot be, and values that a rule between inputs moved */
  repairs: string[];
  /** inputs that moved to keep to the rules */
  moves: Move[];
}

/**
 * The inputs that differ from the defaults, as search parameters in the inputs' order, named as {@link inputWord} says.
 * Numbers are written in the shortest form that reads back as the same number, a missing value as nothing.
 */
export function encodeRow(row: Row, defaults: Row, inputs: readonly FormInput[], pageWords: readonly string[] = []): URLSearchParams {
  const params = new URLSearchParams();
  for (const {name} of inputs) {
    const value = findNamed(row, name);
    if (value !== undefined && value !== findNamed(defaults, name))
      params.set(inputWord(name, pageWords), value === null ? MISSING_TOKEN : String(value));
  }
  return params;
}

/**
 * Reads inputs from search parameters. Whatever cannot be is mended and told: the page always has a whole row.
 *
 * @param pageWords what the address may hold beside inputs; every other word is told
 */
export function decodeRow(params: URLSearchParams, rules: Rules, pageWords: readonly string[] = []): DecodedRow {
  let given = rules.typical;
  const own = new Set<string>();
  const repairs: string[] = [];
  const byInput = new Map<FormInput | string, string[]>();
  for (const [word, text] of params) {
    const meant = rules.inputs.find((d) => d.name === readInputWord(word, pageWords)) ?? word;
    byInput.set(meant, [...(byInput.get(meant) ?? []), text]);
  }
  for (const [input, [text, ...others]] of byInput) {
    const isWord = typeof input === "string";
    if (others.length > 0)
      repairs.push(`“${shorten(isWord ? input : input.title, 24)}” stands in the address more than once; the first one counts.`);
    if (isWord) {
      if (!pageWords.includes(input)) repairs.push(`“${shorten(input, 24)}” is no input of this page and was left out.`);
      continue;
    }
    const {value, repair} = input.kind === "category" ? readLevel(input, text) : readNumber(input, text);
    if (repair) repairs.push(repair);
    if (value === undefined) continue;
    given = {...given, [input.name]: value};
    own.add(input.name);
  }
  const kept = keepRules(rules, given, own);
  const overruled = kept.moves.filter((move) => own.has(move.input)); // the others had no say in the address
  const isAsked = [...byInput.keys()].some((d) => typeof d !== "string");
  return {own, isAsked, repairs: [...repairs, ...overruled.map((move) => describeMove(rules, move))], ...kept};
}

/**
 * A whole row in one short parameter, for rows beside the present one: its values in the inputs' order, nothing where
 * it is as the defaults, categories by the place of their choice, a missing number as "-". Reads back by {@link unpackRow}.
 *
 * @example packRow({visits: 3, plan: "premium", …}, {inputs, typical}) // "3____1"; "typical" when nothing differs
 */
export function packRow(row: Row, {inputs, typical}: Pick<Rules, "inputs" | "typical">): string {
  const values = inputs.map((input) => {
    const value = findNamed(row, input.name);
    if (value === findNamed(typical, input.name) || value === undefined) return "";
    if (input.kind === "category") return String(listChoices(input).findIndex((d) => d.value === value));
    return value === null ? PACKED_MISSING : String(value);
  });
  return values.some((text) => text !== "") ? values.join("_") : "typical";
}

const PACKED_MISSING = "-";

/** Reads a packed row, mended as {@link decodeRow} does; one that was packed for other inputs is read as the defaults. */
export function unpackRow(text: string, rules: Rules): DecodedRow {
  const {inputs} = rules;
  const values = text === "typical" ? inputs.map(() => "") : text.split("_");
  const isWhole = values.length === inputs.length;
  const given = isWhole
    ? inputs.flatMap((input, i): [string, string][] => {
        if (values[i] === "") return [];
        const choice = input.kind === "category" ? listChoices(input)[Number(values[i])] : undefined;
        const isMissing = input.kind !== "category" && values[i] === PACKED_MISSING;
        return [[inputWord(input.name, []), isMissing ? MISSING_TOKEN : (choice?.token ?? values[i])]];
      })
    : [];
  const decoded = decodeRow(new URLSearchParams(given), rules);
  if (!isWhole) decoded.repairs.push(`“${shorten(text, 24)}” holds no setting of these inputs; the typical one stands.`);
  return decoded;
}

interface Read {
  /** null: missing; undefined: it cannot be read */
  value?: number | string | null;
  repair: string | null;
}

function readNumber({title, kind, min, max, unit, missing}: FormInput, text: string): Read {
  if (missing && text.trim() === MISSING_TOKEN) return {value: null, repair: null};
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value) || !/^[\s\d.eE+-]+$/.test(text)) {
    return {repair: `${title}: “${shorten(text, 24)}” is not a number; the typical value stands.`};
  }
  const limited = clamp(kind === "integer" ? Math.round(value) : value, min, max);
  if (limited === value) return {value, repair: null};
  const why =
    value < min || value > max
      ? `must lie in ${formatValue(min)} to ${formatValue(max)}${unit ? ` ${unit}` : ""}`
      : "must be a whole number";
  return {value: limited, repair: `${title} ${why}; ${shorten(text, 24)} became ${formatValue(limited)}.`};
}

function readLevel(input: FormInput, text: string): Read {
  const choices = listChoices(input);
  const exact = choices.find(({token}) => token === text);
  if (exact) return {value: exact.value, repair: null};
  const folded = text.trim().toLowerCase();
  const said = `“${shorten(text, 24)}”`;
  const alike = choices.find(({token, word}) => token.toLowerCase() === folded || word.toLowerCase() === folded);
  if (alike) return {value: alike.value, repair: `${input.title}: ${said} was read as ${alike.word}.`};
  return {repair: `${input.title} must be ${sayChoices(input)}; got ${said}, and the usual one stands.`};
}
