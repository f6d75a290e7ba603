import type {QueryExample} from "../../lib/book/queries.js";
import type {UrlState} from "../ui/urlState.js";
import {el, uniqueId} from "../ui/dom.js";
import {address} from "../ui/address.js";
import {urlState} from "../ui/urlState.js";

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
    element: el(
      "div",
      {class: "sql-editor"},
      el("div", {class: "sql-examples", role: "group", "aria-label": "Example queries"}, buttons),
      el("div", {class: "control"}, el("label", {for: id}, "Query"), box, el("p", {class: "hint", id: hintId}, hint))
    ),
    get value() {
      return box.value;
    },
    set: (sql) => {
      box.value = sql;
    }
  };
}

/** Longer queries are not kept in the address: not every program passes on a longer one. */
export const LONGEST_QUERY = 2000;

/** The query, kept in the address as `sql`. */
export interface QueryAddress {
  readonly value: string;
  /** what had to be repaired */
  notice: string | null;
  /** @returns whether the address can hold it */
  set: (sql: string) => boolean;
  onChange: (listener: (sql: string) => void) => void;
}

/** @param fallback the query to begin with, which the address leaves out */
export function queryAddress(fallback: string): QueryAddress {
  const asked = new URLSearchParams(address.search).get("sql") ?? "";
  const state: UrlState<{sql: string}> = urlState({sql: queryField(fallback)});
  const tooLong = asked.length > LONGEST_QUERY;
  if (tooLong) state.set({});
  return {
    get value() {
      return state.value.sql;
    },
    notice: tooLong
      ? `The address holds a query of ${asked.length} characters; at most ${LONGEST_QUERY} are taken, so the box shows the first example.`
      : null,
    set: (sql) => {
      const fits = sql.length <= LONGEST_QUERY;
      state.set({sql: fits ? sql : fallback});
      return fits;
    },
    onChange: (listener) => state.onChange(({sql}) => listener(sql))
  };
}

/** Any text that is not too long; too long a text and an empty one become the fallback. */
export function queryField(fallback: string): {
  fallback: string;
  parse: (text: string) => string;
  format: (sql: string) => string;
  expects: string;
} {
  return {
    fallback,
    parse: (text) => (text.trim() === "" || text.length > LONGEST_QUERY ? fallback : text),
    format: (sql) => sql,
    expects: `a query of at most ${LONGEST_QUERY} characters`
  };
}
