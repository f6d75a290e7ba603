import type {PredictBook} from "../book/predict.js";
import type {Condition, UserQuery} from "./findUsers.js";
import {listChoices} from "./choices.js";
import {everybody, outcomes} from "./findUsers.js";

type Known = Pick<PredictBook, "inputs" | "models">;

/**
 * A query in one short parameter: its parts, joined by `!`; inputs and models by their place in the book, levels by that among their choices.
 *
 * @example packQuery({…everybody, score: {from: 20, to: 40}, conditions: [{input: "visits", from: 0, to: 3}]}, book) // "score_20_40!in_0_0_3"
 */
export function packQuery({score, conditions, outcome, beside}: UserQuery, {inputs, models}: Known): string {
  const parts: string[] = [];
  if (score.from !== everybody.score.from || score.to !== everybody.score.to) parts.push(`score_${score.from}_${score.to}`);
  for (const condition of conditions) {
    const place = inputs.findIndex((d) => d.name === condition.input);
    if (place < 0) continue;
    parts.push(
      "level" in condition
        ? `is_${place}_${listChoices(inputs[place]).findIndex(({value}) => value === condition.level)}`
        : `in_${place}_${condition.from}_${condition.to}`
    );
  }
  if (outcome !== "any") parts.push(outcome);
  if (beside) parts.push(`beside_${models.findIndex((d) => d.name === beside.model)}_${beside.points}${beside.isSplit ? "_split" : ""}`);
  return parts.join("!") || "any";
}

/** Reads a packed query. A part that cannot be understood is left out. @returns the query and how many parts were left out */
export function unpackQuery(text: string, known: Known): {query: UserQuery; nLeftOut: number} {
  let query = everybody;
  let nLeftOut = 0;
  for (const part of text === "any" ? [] : text.split("!")) {
    const read = readPart(part, query, known);
    if (read) query = {...query, ...read};
    else nLeftOut += 1;
  }
  return {query, nLeftOut};
}

function readPart(part: string, {conditions}: UserQuery, known: Known): Partial<UserQuery> | null {
  const [kind, ...values] = part.split("_");
  if (kind === "score") return readScore(values);
  if (kind === "beside") return readBeside(values, known);
  if (kind === "in" || kind === "is") {
    const condition = readCondition(kind, values, known);
    return condition && {conditions: [...conditions.filter((d) => d.input !== condition.input), condition]};
  }
  const outcome = outcomes.find((d) => d === part);
  return outcome ? {outcome} : null;
}

function readScore(values: readonly string[]): Pick<UserQuery, "score"> | null {
  const pair = readPair(values);
  return pair && pair.max >= 0 && pair.min <= 100 ? {score: {from: Math.max(0, pair.min), to: Math.min(100, pair.max)}} : null;
}

function readCondition(kind: "in" | "is", [place, ...rest]: string[], {inputs}: Known): Condition | null {
  const input = inputs[readNumber(place)];
  if (!input || (kind === "is") !== (input.kind === "category")) return null;
  if (kind === "is") {
    const choice = rest.length === 1 ? listChoices(input)[readNumber(rest[0])] : undefined;
    return choice === undefined ? null : {input: input.name, level: choice.value};
  }
  const limits = readPair(rest);
  return limits && {input: input.name, from: limits.min, to: limits.max};
}

function readBeside([place, points, split, ...rest]: string[], {models}: Known): Pick<UserQuery, "beside"> | null {
  const model = models[readNumber(place)];
  const least = readNumber(points);
  if (!model || !(least >= 0 && least <= 100) || rest.length > 0 || !(split === undefined || split === "split")) return null;
  return {beside: {model: model.name, points: least, isSplit: split === "split"}};
}

/** A number as `String(x)` writes it into an address; NaN for any other text. */
export function readNumber(text: string | undefined): number {
  return text !== undefined && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : NaN;
}

/** Two finite numbers, the smaller one first; null if they are none. */
export function readPair(texts: readonly string[]): {min: number; max: number} | null {
  const [a, b] = texts.map(readNumber);
  return texts.length === 2 && Number.isFinite(a) && Number.isFinite(b) ? {min: Math.min(a, b), max: Math.max(a, b)} : null;
}
