import type {ModelInput} from "../model/model.js";
import {otherSpellings} from "../rows/cell.js";
import {createCategoryReader, NOTHING, otherText} from "../model/category.js";

/**
 * TypeScript's types of the site's `/api/predict.js`, for programs that import it. A row of the Champion is spelt out, so
 * that a compiler finds what a caller forgot.
 *
 * @param champion the Champion's inputs
 */
export function formatPredictTypes(champion: readonly ModelInput[]): string {
  const fields = champion.map((input) => `  ${JSON.stringify(input.name)}: ${typesOf(input).join(" | ")};`);
  return `/** What a model asks for: numbers, or one of the levels. */
export type ModelInput = {name: string; kind: "number"} | {name: string; kind: "category"; levels: string[]; missing?: true; blank?: string; spelled?: Record<string, string[]>; other?: {nLevels: number; levels?: string[]}};

/** One row; null is missing. */
export type Row = Record<string, number | string | null>;

/** One row, as the Champion of this site asks for it. */
export interface ChampionRow {
${fields.join("\n")}
}

/** A model made ready. */
export interface Predictor<R = Row> {
  readonly inputs: readonly ModelInput[];
  /** @throws naming every input that the row lacks, or whose value cannot be */
  predict(row: R): {probability: number};
}

/** A model's JSON, parsed: not a predictor. */
export interface ModelLike {
  readonly version: number;
  readonly kind: string;
  readonly inputs: readonly {readonly name: string; readonly kind: string}[];
  readonly encoding: readonly object[];
}

/** @param model as \`champion.json\` or \`models/<finalist>.json\` hold it. @throws if it is something else */
export function createPredictor<R = Row>(model: ModelLike): Predictor<R>;

/** The Champion, from beside the module, by fetch. From files, give \`createPredictor\` the parsed \`champion.json\`. */
export function loadChampion(): Promise<Predictor<ChampionRow> & {readonly model: ModelLike}>;

/** A finalist by its name, such as "logistic"; registry.json lists them. @throws if there is none of that name */
export function loadFinalist(name: string): Promise<Predictor & {readonly model: ModelLike}>;
`;
}

function typesOf(input: ModelInput): string[] {
  if (input.kind === "number") return input.asOf === undefined ? ["number", "null"] : ["number", "string", "null"];
  const read = createCategoryReader(input);
  const named = [...input.levels, ...otherSpellings(input).map(([text]) => text)].map((text) => JSON.stringify(text));
  const other = read(otherText(input)) === NOTHING ? [] : ["(string & {})"]; // keeps an editor's list of the named ones
  return [...named, ...other, ...(read(null) === NOTHING ? [] : ["null"])];
}
