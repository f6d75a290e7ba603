import type {Schema} from "./query.js";
import {formatQuery, parseQuery} from "./query.js";

export {choiceField, flagField, listField, numberField} from "./query.js";

export interface UrlState<T> {
  readonly value: T;
  /** what had to be repaired when the page opened, or after the reader went back; show it with `notice` */
  readonly notices: readonly string[];
  /** changes some values; the address follows a moment later */
  set: (change: Partial<T>) => void;
  /** the full address of the current state, for a copy button */
  href: () => string;
  /** called when the values change from outside: back, forward, an edited address */
  onChange: (listener: (value: T) => void) => void;
}

const delay = 150;

/**
 * Keeps a few values in the page's address, so that what is on screen can be linked to. Defaults are left out, bad
 * values are repaired and told, the hash and other parameters stay.
 *
 * @example const state = urlState({variable: choiceField(names, names[0])});
 */
export function urlState<T extends object>(schema: Schema<T>): UrlState<T> {
  let {value, notices} = parseQuery(schema, location.search);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners: ((value: T) => void)[] = [];

  const address = (): string => `${location.pathname}${formatQuery(schema, value, location.search)}${location.hash}`;
  function write(): void {
    clearTimeout(timer);
    timer = setTimeout(() => history.replaceState(history.state, "", address()), delay);
  }

  addEventListener("popstate", () => {
    ({value, notices} = parseQuery(schema, location.search));
    listeners.forEach((listener) => listener(value));
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
