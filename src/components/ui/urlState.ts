import type {Schema} from "./query.js";
import {formatQuery, parseQuery} from "./query.js";

export {choiceField, flagField, listField, numberField} from "./query.js";

export interface UrlState<T> {
  readonly value: T;
  /** what had to be repaired when the page opened, or after the reader went back; show it with `notice` */
  readonly notices: readonly string[];
  /** changes some values; the address follows at once, or a moment after the last of many changes */
  set: (change: Partial<T>) => void;
  /** the full address of the current state, for a copy button */
  href: () => string;
  /** called when the values change from outside: back, forward, an edited address */
  onChange: (listener: (value: T) => void) => void;
}

export interface UrlStateOptions {
  /** the last word on the query before it is written: a stamp that goes with every link */
  finish?: (search: string) => string;
}

/** Browsers refuse more than a few writes a second. */
const delay = 150;
const rest = 400;

/**
 * Keeps a few values in the page's address, so that what is on screen can be linked to. Defaults are left out, bad
 * values are repaired and told, the hash and other parameters stay.
 *
 * @example const state = urlState({variable: choiceField(names, names[0])});
 */
export function urlState<T extends object>(schema: Schema<T>, {finish = (search) => search}: UrlStateOptions = {}): UrlState<T> {
  let {value, notices} = parseQuery(schema, location.search);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastWrite = -Infinity;
  const listeners: ((value: T) => void)[] = [];

  const address = (): string => `${location.pathname}${finish(formatQuery(schema, value, location.search))}${location.hash}`;
  function writeNow(): void {
    clearTimeout(timer);
    timer = undefined;
    lastWrite = performance.now();
    history.replaceState(history.state, "", address());
  }
  /** A single change is written at once: whoever follows a link right after it takes it along. */
  function write(): void {
    if (timer === undefined && performance.now() - lastWrite > rest) return writeNow();
    clearTimeout(timer);
    timer = setTimeout(writeNow, delay);
  }

  addEventListener("popstate", () => {
    clearTimeout(timer);
    timer = undefined;
    ({value, notices} = parseQuery(schema, location.search));
    listeners.forEach((listener) => listener(value));
    if (notices.length > 0) write();
  });
  addEventListener("pagehide", () => {
    if (timer !== undefined) writeNow();
  });
  if (notices.length > 0) write();
  return {
    get value() {
      return value;
    },
    get notices() {
      return notices;
    },
    set: (change) => {
      value = {...value, ...change};
      write();
    },
    href: () => new URL(address(), location.href).href,
    onChange: (listener) => listeners.push(listener)
  };
}
