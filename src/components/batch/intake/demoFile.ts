import type {PredictBook, UserSample} from "../../../lib/book/predict.js";
import {formatCsv} from "../../ui/files/csv.js";
import type {FileLike} from "./openFile.js";

/** Rows of the example file. */
const EXAMPLE_ROWS = 20;

type Columns = UserSample["columns"];
type Input = PredictBook["inputs"][number];

/** A CSV file of the users that the site ships, made in the page. */
export function demoFile(book: PredictBook, {columns, synthetic}: UserSample): FileLike {
  const many = book.unit?.plural ?? "users";
  const note = synthetic
    ? `These ${many} are synthetic, drawn from statistics of the data that the models learned from.`
    : `These ${many} are among those that the models learned from or were tested on: a demonstration, no test.`;
  return toFile("shipped-users.csv", tableText(book.inputs, columns), note);
}

/** The same users with one input halved, so that there is a difference to find. */
export function shiftedDemoFile(book: PredictBook, {columns}: UserSample, {name, title}: Input): FileLike {
  const halved = columns[name].map((value) => (typeof value === "number" ? Math.floor(value / 2) : value));
  return toFile("simulated-shift.csv", tableText(book.inputs, {...columns, [name]: halved}), `A simulated shift: the shipped ${book.unit?.plural ?? "users"}, with “${title}” halved.`);
}

/** The first number among the inputs. */
export function shiftedInput({inputs}: PredictBook): Input | undefined {
  return inputs.find((d) => d.kind !== "category");
}

/** A few rows, to see what a file must look like. */
export function exampleText({inputs}: PredictBook, {columns}: UserSample): string {
  return tableText(inputs, Object.fromEntries(inputs.map(({name}) => [name, columns[name].slice(0, EXAMPLE_ROWS)])));
}

function tableText(inputs: readonly Input[], columns: Columns): string {
  const names = inputs.map((d) => d.name);
  const nRows = columns[names[0]].length;
  return formatCsv(names, Array.from({length: nRows}, (_, i) => names.map((name) => columns[name][i])));
}

function toFile(name: string, text: string, note: string): FileLike {
  const bytes = new TextEncoder().encode(text);
  return {name, size: bytes.length, note, arrayBuffer: () => Promise.resolve(bytes.buffer)};
}
