import type {PredictBook} from "../../../lib/book/predict.js";
import {formatCount} from "../../../lib/format.js";
import {lowerFirst} from "../../../lib/whatif/values.js";
import type {Child} from "../../ui/dom.js";
import {el, uniqueId} from "../../ui/dom.js";
import {download} from "../../ui/files/download.js";
import {demoFile, exampleText, shiftedDemoFile, shiftedInput} from "./demoFile.js";
import type {FileLike} from "./openFile.js";

export interface IntakePanel {
  element: HTMLElement;
  focus(): void;
}

/** Where a file comes in: dropped, chosen, or made by the page for those who have none. */
export function intakePanel(book: PredictBook, chooser: Child, onFile: (file: FileLike) => void): IntakePanel {
  const id = uniqueId("file");
  const input = el("input", {type: "file", id, accept: ".csv,.tsv,.txt,.parquet", "data-testid": "file", "aria-describedby": `${id}-hint`});
  const zone = el("div", {class: "bt-zone"},
    el("label", {for: id, class: "bt-zone-label"}, "Drop a file here, or choose one"), input,
    el("p", {class: "hint", id: `${id}-hint`}, "CSV or Parquet, up to 200 MB. It is read and scored in this tab, and never uploaded."));
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    input.value = ""; // the same file may be chosen again after it was changed
    if (file) onFile(file);
  });
  takeDrops(zone, onFile);
  return {
    element: el("section", {class: "bt-intake no-print", "aria-label": "Your file"}, zone, el("div", {class: "bt-side"}, chooser, demoButtons(book, onFile))),
    focus: () => input.focus()
  };
}

/** The whole page takes a drop, so that a file dropped beside the zone does not replace the page. */
function takeDrops(zone: HTMLElement, onFile: (file: FileLike) => void): void {
  const hasFile = ({dataTransfer}: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    zone.classList.add("is-over");
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) zone.classList.remove("is-over");
  });
  addEventListener("drop", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    zone.classList.remove("is-over");
    const file = event.dataTransfer?.files[0];
    if (file) onFile(file);
  });
}

function demoButtons(book: PredictBook, onFile: (file: FileLike) => void): HTMLElement | null {
  const {users, unit} = book;
  const shifted = shiftedInput(book);
  if (!users) return null;
  return el("div", {class: "bt-demo"}, el("p", {class: "bt-demo-title"}, "No file at hand?"),
    button(`Score ${formatCount(users.n)} shipped ${unit?.plural ?? "users"}`, "demo", () => onFile(demoFile(book, users))),
    shifted ? button(`The same, with ${lowerFirst(shifted.title)} halved`, "demo-shifted", () => onFile(shiftedDemoFile(book, users, shifted))) : null,
    button("Save an example file (CSV)", "example", () => download(new Blob([exampleText(book, users)], {type: "text/csv"}), "example.csv")));
}

function button(text: string, name: string, run: () => void): HTMLElement {
  const element = el("button", {type: "button", "data-testid": name}, text);
  element.addEventListener("click", run);
  return element;
}
