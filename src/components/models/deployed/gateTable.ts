import type {Gate, ModelsBook} from "../../../lib/book/models.js";
import type {Column} from "../../ui/dataTable.js";
import {dataTable} from "../../ui/dataTable.js";
import {el, svg} from "../../ui/dom.js";
import {emptyState} from "../../ui/notice.js";
import {modelLabel} from "../roleTag.js";
import {getFinalist, roleOf} from "../roles.js";
import {gateClaim} from "./gateClaims.js";

interface GateRow {
  name: string;
  [gate: `gate:${string}`]: Gate | undefined;
}

/** Which finalist passes which gate, with the numbers that decided; shape and word say it, colour only repeats. */
export function gateTable(book: ModelsBook): HTMLElement {
  const names = book.finalists.map((d) => d.name).filter((name) => (book.gates[name] ?? []).length > 0);
  if (names.length === 0) return emptyState("No gate was run.", "Build the book again; the selection task runs them.");
  const kinds = [...new Map(names.flatMap((name) => book.gates[name]).map((gate) => [gate.name, gate.title])).entries()];
  const rows = names.map((name): GateRow =>
    Object.assign({name}, Object.fromEntries(book.gates[name].map((gate) => [`gate:${gate.name}`, gate]))));
  const columns: Column<GateRow>[] = [
    {key: "name", title: "Model", format: (name) => modelLabel(getFinalist(book, name).title, roleOf(book, name))},
    ...kinds.map(([kind, title]): Column<GateRow> => ({key: `gate:${kind}`, title, align: "left", format: gateCell}))
  ];
  return dataTable({columns, rows, sortable: false, caption: gateClaim(book)});
}

function gateCell(gate: Gate | undefined): HTMLElement {
  if (!gate) return el("span", {class: "muted"}, "not run");
  const word = gate.passed ? "passed" : "failed";
  return el("span", {}, el("span", {class: `gate ${word}`}, gateSign(gate.passed), word), el("small", {}, gate.detail));
}

function gateSign(passed: boolean): SVGElement {
  const path = passed ? "M3 8.5l3.5 3.5L13 4.5" : "M4 4l8 8M12 4l-8 8";
  return svg("svg", {width: 14, height: 14, viewBox: "0 0 16 16", "aria-hidden": "true"},
    svg("path", {d: path, fill: "none", stroke: "currentColor", "stroke-width": 2.5, "stroke-linecap": "round"}));
}
