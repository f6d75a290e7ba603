import type {PredictBook, PredictInput} from "../book/predict.js";
import type {Row} from "../dataset/table.js";
import type {Move, Rules} from "./setInput.js";
import {clamp} from "../numbers.js";
import {formatValue, shorten} from "../format.js";
import {describeMove} from "./words.js";
import {keepRules} from "./setInput.js";

/** What an address says of the inputs, mended where it could not be. */
export interface DecodedRow {
  row: Row;
  /** inputs that the address set */
  own: Set<string>;
  /** what was mended, one sentence each: values that cannot be, and values that a rule between inputs moved */
  repairs: string[];
  /** inputs that moved to keep to the rules */
  moves: Move[];
}

/**
 * The inputs that differ from the defaults, as search parameters in the inputs' order.
 * Numbers are written in the shortest form that reads back as the same number.
 */
export function encodeRow(row: Row, defaults: Row, inputs: readonly PredictInput[]): URLSearchParams {
  const params = new URLSearchParams();
  for (const {name} of inputs) if (row[name] !== defaults[name] && row[name] !== null) params.set(name, String(row[name]));
  return params;
}

/**
 * Reads inputs from search parameters. Whatever cannot be is mended and told: the page always has a whole row.
 *
 * @param params inputs by name; other names must be among `reserved`
 * @param reserved further names that the page understands
 */
export function decodeRow(
  params: URLSearchParams,
  rules: Rules & Pick<PredictBook, "inputs">,
  reserved: readonly string[] = []
): DecodedRow {
  const given: Row = {...rules.typical};
  const own = new Set<string>();
  const repairs: string[] = [];
  for (const name of new Set(params.keys())) {
    const [text, ...others] = params.getAll(name);
    const input = rules.inputs.find((d) => d.name === name);
    if (others.length > 0)
      repairs.push(`“${shorten(input?.title ?? name, 24)}” stands in the address more than once; the first one counts.`);
    if (!input) {
      if (!reserved.includes(name)) repairs.push(`“${shorten(name, 24)}” is no input of this page and was left out.`);
      continue;
    }
    const {value, repair} = input.kind === "category" ? readLevel(input, text) : readNumber(input, text);
    if (repair) repairs.push(repair);
    if (value === null) continue;
    given[name] = value;
    own.add(name);
  }
  const kept = keepRules(rules, given, own);
  const overruled = kept.moves.filter((move) => own.has(move.input)); // the others had no say in the address
  return {own, repairs: [...repairs, ...overruled.map((move) => describeMove(rules, move))], ...kept};
}

/**
 * A whole row in one short parameter, for rows beside the present one: its values in the inputs' order, nothing where
 * it is as the defaults, categories by the place of their level. Reads back by {@link unpackRow}.
 *
 * @example packRow({visits: 3, plan: "premium", …}, {inputs, typical}) // "3____1"; "typical" when nothing differs
 */
export function packRow(row: Row, {inputs, typical}: Pick<Rules, "inputs" | "typical">): string {
  const values = inputs.map(({name, levels}) => {
    const value = row[name];
    if (value === typical[name] || value === null) return "";
    return String(typeof value === "string" ? levels.indexOf(value) : value);
  });
  return values.some((text) => text !== "") ? values.join("_") : "typical";
}

/** Reads a packed row, mended as {@link decodeRow} does; one that was packed for other inputs is read as the defaults. */
export function unpackRow(text: string, rules: Rules): DecodedRow {
  const {inputs} = rules;
  const values = text === "typical" ? inputs.map(() => "") : text.split("_");
  const isWhole = values.length === inputs.length;
  const given = isWhole
    ? inputs.flatMap(({name, levels, kind}, i): [string, string][] => {
        if (values[i] === "") return [];
        return [[name, kind === "category" ? (levels[Number(values[i])] ?? values[i]) : values[i]]];
      })
    : [];
  const decoded = decodeRow(new URLSearchParams(given), rules);
  if (!isWhole) decoded.repairs.push(`“${shorten(text, 24)}” holds no setting of these inputs; the typical one stands.`);
  return decoded;
}

interface Read {
  value: number | string | null;
  repair: string | null;
}

function readNumber({title, kind, min, max, unit}: PredictInput, text: string): Read {
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value) || !/^[\s\d.eE+-]+$/.test(text)) {
    return {value: null, repair: `${title}: “${shorten(text, 24)}” is not a number; the typical value stands.`};
  }
  const limited = clamp(kind === "integer" ? Math.round(value) : value, min, max);
  if (limited === value) return {value, repair: null};
  const why =
    value < min || value > max
      ? `must lie in ${formatValue(min)} to ${formatValue(max)}${unit ? ` ${unit}` : ""}`
      : "must be a whole number";
  return {value: limited, repair: `${title} ${why}; ${shorten(text, 24)} became ${formatValue(limited)}.`};
}

function readLevel({title, levels}: PredictInput, text: string): Read {
  if (levels.includes(text)) return {value: text, repair: null};
  const alike = levels.find((level) => level.toLowerCase() === text.trim().toLowerCase());
  if (alike !== undefined) return {value: alike, repair: `${title}: “${shorten(text, 24)}” was read as ${alike}.`};
  return {value: null, repair: `${title}: “${shorten(text, 24)}” is none of ${levels.join(", ")}; the usual one stands.`};
}
