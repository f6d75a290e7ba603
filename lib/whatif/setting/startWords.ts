import type {PredictBook} from "../../book/predict.js";
import {formatInHundred} from "../../format.js";
import type {Row} from "../../table/table.js";
import {joinWords, lowerFirst} from "../values.js";

type People = Pick<PredictBook, "inputs" | "typical" | "users" | "presets" | "unit">;

/** How many changed inputs are named; more are counted. */
const NAMED = 3;

/**
 * Whom the inputs started from. Of a real user also what happened, and the score of a model that had not seen them.
 *
 * @example "Started from a user who churned; the Champion, before it had seen this user, scored 34 in 100."
 */
export function describeStart(book: People, start: Row): string {
  const one = book.unit?.singular ?? "user";
  if (isSame(book, start, book.typical)) return `Started from the typical ${one}.`;
  const found = findUser(book, start);
  if (!found) return "Started from another setting.";
  if (!found.known) return `Started from a ${found.synthetic ? "synthetic " : ""}${one}.`;
  const {churned, outOfFold} = found.known;
  return `Started from a ${one} who ${churned ? "churned" : "was retained"}; the Champion, without having seen this ${one}, scored ${formatInHundred(outOfFold)}.`;
}

/** What was changed since; null: nothing. @example "Changed since: active days and drives." */
export function describeEdits(book: Pick<PredictBook, "inputs">, start: Row, row: Row): string | null {
  const changed = book.inputs.filter(({name}) => row[name] !== start[name]);
  if (changed.length === 0) return null;
  return changed.length > NAMED ? `${changed.length} inputs are changed since.` : `Changed since: ${joinWords(changed.map((d) => lowerFirst(d.title)))}.`;
}

type Found = Pick<PredictBook["presets"][number], "synthetic" | "known">;

function findUser(book: People, row: Row): Found | null {
  const preset = book.presets.find((d) => isSame(book, row, d.row));
  if (preset || !book.users) return preset ?? null;
  const {n, columns, synthetic, known} = book.users;
  for (let i = 0; i < n; ++i) {
    if (book.inputs.some(({name}) => (columns[name][i] ?? book.typical[name]) !== row[name])) continue;
    return {synthetic, ...(known ? {known: {churned: known.churned[i] === 1, outOfFold: known.outOfFold[i]}} : {})};
  }
  return null;
}

function isSame({inputs}: Pick<PredictBook, "inputs">, a: Row, b: Row): boolean {
  return inputs.every(({name}) => a[name] === b[name]);
}
