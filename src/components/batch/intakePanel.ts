import type {PredictBook, UserSample} from "../../lib/book/predict.js";
import type {Child} from "../ui/dom.js";
import type {FileLike} from "../shared/openFile.js";
import {formatCount} from "../../lib/format.js";

import {el} from "../ui/dom.js";
import {download} from "../ui/download.js";
import {formatCsv} from "../ui/files.js";
import {fileZone} from "../shared/fileZone.js";
import {getNamed} from "../../lib/named.js";
import {nameFile, rowUnit} from "../ui/rowUnit.js";
import {countOf, dateCounted} from "../../lib/rows/dates.js";

export interface IntakePanel {
  element: HTMLElement;
  focus(): void;
}

/** Where a file comes in: dropped, chosen, or made by the page for those who have none. @param choosers of how it is scored */
export function intakePanel(book: PredictBook, choosers: Child[], onFile: (file: FileLike) => void): IntakePanel {
  const zone = fileZone("CSV, Parquet or Arrow, up to 200 MB. It is read and scored in this tab, and never uploaded.", onFile);
  return {
    element: el(
      "section",
      {class: "bt-intake no-print", "aria-label": "Your file"},
      zone.element,
      el("div", {class: "bt-side"}, choosers, demoButtons(book, onFile))
    ),
    focus: zone.focus
  };
}

function demoButtons(book: PredictBook, onFile: (file: FileLike) => void): HTMLElement | null {
  const {users} = book;
  const shifted = shiftedInput(book);
  if (!users) return null;
  return el(
    "div",
    {class: "bt-demo"},
    el("p", {class: "bt-demo-title"}, "No file at hand?"),
    button(`Score ${formatCount(users.n)} shipped ${rowUnit.many}`, "demo", () => onFile(demoFile(book, users))),
    shifted ? button(`The same, with ${shifted.title} halved`, "demo-shifted", () => onFile(shiftedDemoFile(book, users, shifted))) : null,
    button("Save an example file (CSV)", "example", () =>
      download(new Blob([exampleText(book, users)], {type: "text/csv"}), nameFile("example.csv"))
    )
  );
}

function button(text: string, name: string, run: () => void): HTMLElement {
  const element = el("button", {type: "button", "data-testid": name}, text);
  element.addEventListener("click", run);
  return element;
}

/** Rows of the example file. */
const EXAMPLE_ROWS = 20;

type Columns = UserSample["columns"];
type Input = PredictBook["inputs"][number];

/** A CSV file of the users that the site ships, made in the page. */
function demoFile(book: PredictBook, {columns, synthetic}: UserSample): FileLike {
  const many = rowUnit.many;
  const note = synthetic
    ? `These ${many} are synthetic, drawn from statistics of the data that the models learned from.`
    : `These ${many} are among those that the models learned from or were tested on: a demonstration, no test.`;
  return toFile("shipped-users.csv", tableText(book.inputs, columns), note);
}

/** The same users with one input halved, so that there is a difference to find. */
function shiftedDemoFile(book: PredictBook, {columns}: UserSample, {name, title}: Input): FileLike {
  const halved = getNamed(columns, name).map((value) => (typeof value === "number" ? Math.floor(value / 2) : value));
  return toFile(
    "simulated-shift.csv",
    tableText(book.inputs, {...columns, [name]: halved}),
    `A simulated shift: the shipped ${rowUnit.many}, with “${title}” halved.`
  );
}

/** The first number among the inputs whose half it can be: that of a year cannot. */
function shiftedInput({inputs}: PredictBook): Input | undefined {
  return inputs.find(({kind, low, high}) => kind !== "category" && low <= high / 2);
}

/** A few rows, to see what a file must look like. */
function exampleText({inputs}: PredictBook, {columns}: UserSample): string {
  return tableText(inputs, Object.fromEntries(inputs.map(({name}) => [name, getNamed(columns, name).slice(0, EXAMPLE_ROWS)])));
}

function tableText(inputs: readonly Input[], columns: Columns): string {
  const names = inputs.map((d) => d.name);
  const nRows = getNamed(columns, names[0]).length;
  return formatCsv(
    names,
    Array.from({length: nRows}, (_, i) => inputs.map((input) => asInFile(input, getNamed(columns, input.name)[i])))
  );
}

/** A value as the table has it: days before a date as the date. */
function asInFile(input: Input, value: Columns[string][number]): Columns[string][number] {
  const days = countOf(input);
  return days !== undefined && typeof value === "number" ? dateCounted(days, value) : value;
}

function toFile(name: string, text: string, note: string): FileLike {
  const bytes = new TextEncoder().encode(text);
  return {name, size: bytes.length, note, arrayBuffer: () => Promise.resolve(bytes.buffer)};
}
