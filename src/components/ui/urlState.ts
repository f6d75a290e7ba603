import {address} from "./address.js";

export interface UrlState<T> {
  readonly value: T;
  /** what had to be repaired when the page opened, or after the reader went back; show it with `notice` */
  readonly notices: readonly string[];
  /** changes some values; the address follows at once, or a moment after the last of many changes */
  set: (change: Partial<T>) => void;
  /** the query of the current state, with its question mark, or empty: the address may be a moment behind */
  search: () => string;
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
  let {value, notices} = parseQuery(schema, address.search);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastWrite = -Infinity;
  const listeners: ((value: T) => void)[] = [];

  const search = (): string => finish(formatQuery(schema, value, address.search));
  function writeNow(): void {
    clearTimeout(timer);
    timer = undefined;
    lastWrite = performance.now();
    address.replace(search());
  }
  /** A single change is written at once: whoever follows a link right after it takes it along. */
  function write(): void {
    if (timer === undefined && performance.now() - lastWrite > rest) return writeNow();
    clearTimeout(timer);
    timer = setTimeout(writeNow, delay);
  }

  address.onMove(() => {
    clearTimeout(timer);
    timer = undefined;
    ({value, notices} = parseQuery(schema, address.search));
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
    search,
    href: () => address.href(search()),
    onChange: (listener) => listeners.push(listener)
  };
}

/** How one query parameter is read and written. */
export interface Field<T> {
  fallback: T;
  /** null: not a value of this field */
  parse: (text: string) => T | null;
  format: (value: T) => string;
  /** what may stand there, for the notice */
  expects: string;
}

export type Schema<T extends object> = {[K in keyof T]: Field<T[K]>};

export interface ParsedQuery<T> {
  value: T;
  /** one sentence per parameter that had to be repaired */
  notices: string[];
}

/** One of a few words. */
export function choiceField<T extends string>(choices: readonly T[], fallback: T): Field<T> {
  return {
    fallback,
    parse: (text) => choices.find((choice) => choice === text) ?? null,
    format: (value) => value,
    expects: `one of ${choices.slice(0, 6).join(", ")}${choices.length > 6 ? ", …" : ""}`
  };
}

/** A finite number within limits; outside it is refused, not clamped, so that the reader is told. */
export function numberField({min = -Infinity, max = Infinity, fallback}: {min?: number; max?: number; fallback: number}): Field<number> {
  return {
    fallback,
    parse: (text) => {
      const value = text.trim() === "" ? NaN : Number(text);
      return Number.isFinite(value) && value >= min && value <= max ? value : null;
    },
    format: String,
    expects: Number.isFinite(min) || Number.isFinite(max) ? `a number from ${min} to ${max}` : "a number"
  };
}

/** `1` or `0`. */
export function flagField(fallback: boolean): Field<boolean> {
  return {
    fallback,
    parse: (text) => (text === "1" ? true : text === "0" ? false : null),
    format: (value) => (value ? "1" : "0"),
    expects: "1 or 0"
  };
}

/**
 * Reads the parameters that the schema names. A bad value becomes the fallback and is told in `notices`; so is one that
 * stands there more than once, of which the first counts.
 *
 * @param search with or without the question mark; other parameters are left alone
 */
export function parseQuery<T extends object>(schema: Schema<T>, search: string): ParsedQuery<T> {
  const parameters = new URLSearchParams(search);
  const notices: string[] = [];
  const entries = keysOf(schema).map((name) => {
    const {fallback, parse, expects, format} = schema[name];
    const [text = null, ...others] = parameters.getAll(name);
    if (others.length > 0) notices.push(`The address holds ${name} more than once; only the first, “${text}”, counts.`);
    if (text === null) return [name, fallback];
    const parsed = parse(text);
    if (parsed === null)
      notices.push(
        `The address asked for ${name} = “${text}”, which must be ${expects}; showing ${format(fallback) || "the page without it"}.`
      );
    return [name, parsed ?? fallback];
  });
  return {value: Object.fromEntries(entries) as T, notices};
}

/**
 * Writes the values into a query: what equals its fallback is left out, other parameters stay as they are.
 *
 * @returns with the question mark, or empty
 */
export function formatQuery<T extends object>(schema: Schema<T>, value: T, search = ""): string {
  const parameters = new URLSearchParams(search);
  for (const name of keysOf(schema)) {
    const {fallback, format} = schema[name];
    const text = format(value[name]);
    if (text === format(fallback)) parameters.delete(name);
    else parameters.set(name, text);
  }
  const text = parameters.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

function keysOf<T extends object>(schema: Schema<T>): (keyof T & string)[] {
  return Object.keys(schema) as (keyof T & string)[];
}
