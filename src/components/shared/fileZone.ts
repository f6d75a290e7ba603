import type {FileLike} from "./openFile.js";
import {el, uniqueId} from "../ui/dom.js";

export interface FileZone {
  element: HTMLElement;
  focus(): void;
}

/** Where a reader's file comes in: dropped anywhere on the page, or chosen. @param hint what it may be, and that it stays here */
export function fileZone(hint: string, onFile: (file: FileLike) => void): FileZone {
  const id = uniqueId("file");
  const input = el("input", {
    type: "file",
    id,
    accept: ".csv,.tsv,.txt,.parquet,.arrow,.arrows,.feather,.ipc",
    "data-testid": "file",
    "aria-describedby": `${id}-hint`
  });
  const told = el("p", {class: "hint", role: "status"});
  const zone = el(
    "div",
    {class: "bt-zone no-print"},
    el("label", {for: id, class: "bt-zone-label"}, "Drop a file here, or choose one"),
    input,
    el("p", {class: "hint", id: `${id}-hint`}, hint),
    told
  );
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    told.textContent = "";
    input.value = ""; // the same file may be chosen again after it was changed
    if (file) onFile(file);
  });
  takeDrops(zone, ([file, ...others]) => {
    told.textContent = others.length === 0 ? "" : `${others.length + 1} files were dropped, and one is read at a time: ${file.name}.`;
    onFile(file);
  });
  return {element: zone, focus: () => input.focus()};
}

/** The whole page takes a drop, so that a file dropped beside the zone does not replace the page. */
function takeDrops(zone: HTMLElement, onFiles: (files: [File, ...File[]]) => void): void {
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
    const [first, ...others] = event.dataTransfer?.files ?? [];
    if (first) onFiles([first, ...others]);
  });
}
