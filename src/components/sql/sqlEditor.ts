import type {QueryExample} from "../../lib/book/queries.js";
import {el, uniqueId} from "../ui/dom.js";

export interface SqlEditor {
  element: HTMLElement;
  readonly value: string;
  set: (sql: string) => void;
}

export interface EditorOptions {
  examples: readonly QueryExample[];
  value: string;
  hint: string;
  onInput: (sql: string) => void;
  onExample: (sql: string) => void;
  /** Ctrl or Cmd with Enter */
  onRun: () => void;
  /** Escape: where the focus goes */
  onLeave: () => void;
}

/** The examples as buttons, and a box for the query. The Tab key leaves the box, as everywhere. */
export function sqlEditor({examples, value, hint, onInput, onExample, onRun, onLeave}: EditorOptions): SqlEditor {
  const [id, hintId] = [uniqueId("sql"), uniqueId("sql-hint")];
  const box = el("textarea", {id, rows: 11, spellcheck: "false", autocapitalize: "off", autocomplete: "off", "aria-describedby": hintId});
  box.value = value;
  box.addEventListener("input", () => onInput(box.value));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    }
    if (event.key === "Escape") onLeave();
  });
  const buttons = examples.map(({title, sql}) => {
    const button = el("button", {type: "button"}, title);
    button.addEventListener("click", () => {
      box.value = sql;
      box.scrollTop = 0;
      onExample(sql);
    });
    return button;
  });
  return {
    element: el("div", {class: "sql-editor"},
      el("div", {class: "sql-examples", role: "group", "aria-label": "Example queries"}, buttons),
      el("div", {class: "control"}, el("label", {for: id}, "Query"), box, el("p", {class: "hint", id: hintId}, hint))),
    get value() {
      return box.value;
    },
    set: (sql) => {
      box.value = sql;
    }
  };
}
