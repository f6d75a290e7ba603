import type {ModelsBook, Gate} from "../../lib/book/models.js";
import type {Column} from "../ui/dataTable.js";
import {lowerFirst} from "../../lib/format.js";
import {findNamed, getNamed} from "../../lib/named.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {emptyState} from "../ui/notice.js";
import {modelLabel, getFinalist, roleOf} from "../shared/roles.js";
import {behindTicks, checkMark, decidedList} from "./checkMark.js";

interface GateRow {
  name: string;
  [gate: `gate:${string}`]: Gate | undefined;
}

/** Which finalist passes which gate: ticks, and words where one failed or is passed with a caution; the other numbers on demand. */
export function gateTable(book: ModelsBook): HTMLElement {
  const names = book.finalists.map((d) => d.name).filter((name) => (findNamed(book.gates, name) ?? []).length > 0);
  if (names.length === 0) return emptyState("No gate was run.", "Build the book again; the selection task runs them.");
  const kinds = [...new Map(names.flatMap((name) => getNamed(book.gates, name)).map((gate) => [gate.name, gate.title])).entries()];
  const rows = names.map((name): GateRow => ({
    name,
    ...Object.fromEntries(getNamed(book.gates, name).map((gate) => [`gate:${gate.name}`, gate]))
  }));
  const columns: Column<GateRow>[] = [
    {key: "name", title: "Gate", format: (name) => modelLabel(getFinalist(book, name).title, roleOf(book, name))},
    ...kinds.map(([kind, title]): Column<GateRow> => ({key: `gate:${kind}`, title, align: "left", format: gateMark}))
  ];
  const decided = names.flatMap((name) =>
    getNamed(book.gates, name).map(({title, detail, passed, caution}) => ({
      title: `${getFinalist(book, name).title}, ${lowerFirst(title)}`,
      detail,
      // the base rate does not beat itself, which needs no words
      isTold: caution === true || (!passed && name !== book.finalists[0].name)
    }))
  );
  const table = dataTable({columns, rows, sortable: false, caption: gateClaim(book)});
  return el("div", {class: "gates"}, table, decidedList(decided.filter((d) => d.isTold)), behindTicks(decided));
}

function gateMark(gate: Gate | undefined): HTMLElement {
  if (!gate) return el("span", {class: "muted"}, "not run");
  if (!gate.passed) return checkMark("failed", "failed");
  return gate.caution ? checkMark("caution", "caution") : checkMark("passed", "passed");
}

/** Who may be released, as a claim. */
export function gateClaim(book: Pick<ModelsBook, "finalists" | "gates">): string {
  const candidates = book.finalists.filter((d) => d.recipe === null && (findNamed(book.gates, d.name) ?? []).length > 0);
  const passing = candidates.filter((d) => getNamed(book.gates, d.name).every((gate) => gate.passed));
  if (passing.length === 0) return "No finalist passes every gate: nothing may be released";
  if (passing.length === 1) return `Only ${getFinalist(book, passing[0].name).title} passes every gate`;
  return `${passing.length} of ${candidates.length} candidates pass every gate`;
}
