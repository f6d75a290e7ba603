import type {UrlState} from "../ui/urlState.js";
import {urlState} from "../ui/urlState.js";

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
  const asked = new URLSearchParams(location.search).get("sql") ?? "";
  const state: UrlState<{sql: string}> = urlState({sql: queryField(fallback)});
  const tooLong = asked.length > LONGEST_QUERY;
  if (tooLong) state.set({});
  return {
    get value() {
      return state.value.sql;
    },
    notice: tooLong ? `The address holds a query of ${asked.length} characters; at most ${LONGEST_QUERY} are taken, so the box shows the first example.` : null,
    set: (sql) => {
      const fits = sql.length <= LONGEST_QUERY;
      state.set({sql: fits ? sql : fallback});
      return fits;
    },
    onChange: (listener) => state.onChange(({sql}) => listener(sql))
  };
}

/** Any text that is not too long; too long a text and an empty one become the fallback. */
export function queryField(fallback: string): {fallback: string; parse: (text: string) => string; format: (sql: string) => string; expects: string} {
  return {
    fallback,
    parse: (text) => (text.trim() === "" || text.length > LONGEST_QUERY ? fallback : text),
    format: (sql) => sql,
    expects: `a query of at most ${LONGEST_QUERY} characters`
  };
}
