import type {PhysicalType, TimeUnit, TypeName} from "./physicalType.js";

/** A cell as text; null where there is no value. */
export type CellPrinter = (cell: unknown) => string | null;

/**
 * Prints cells of one physical type as a CSV file of the same table holds them, without loss: numbers with as few digits as
 * give the same number back, decimals with their scale, times in ISO 8601, bytes as UTF-8 where they are that. These are
 * DuckDB's own texts, so that a file saved here equals the one that `churnbook score` saves.
 */
export function createCellPrinter(type: PhysicalType): CellPrinter {
  return orNull(printerOf(type));
}

function orNull(print: (cell: unknown) => string): CellPrinter {
  return (cell) => (cell === null || cell === undefined ? null : print(cell));
}

function printerOf(type: PhysicalType): (cell: unknown) => string {
  switch (type.name) {
    case "float":
      return (cell) => printFloat(Number(cell), type.bits);
    case "decimal":
      return (cell) => printDecimal(BigInt(cell as bigint), type.scale);
    case "date":
      return (cell) => printDate(Number(cell));
    case "time":
    case "duration":
      return (cell) => printClock(BigInt(cell as bigint), type.unit);
    case "timestamp":
      return (cell) => printTimestamp(BigInt(cell as bigint), type);
    case "uuid":
      return (cell) => printUuid(cell as Uint8Array);
    case "binary":
      return (cell) => printBytes(cell as Uint8Array);
    case "list":
    case "struct":
    case "map":
      return printNested(type);
    default: // a text that is no UTF-8 comes as bytes
      return (cell) => (cell instanceof Uint8Array ? printBytes(cell) : String(cell as string | number | bigint | boolean));
  }
}

/** A float's shortest text; whole ones end in ".0", as they are no whole numbers by type. */
function printFloat(value: number, bits: 32 | 64): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const [mantissa, power] = (bits === 64 ? value.toExponential() : shortestFloat32(value)).split("e");
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const tail = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${tail}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

/**
 * The fewest digits that give a float32 back. Where these are not one number's alone, because another is as near or they lie between
 * two float32, all digits that tell the number, as DuckDB writes it (by Grisu3, which gives up there).
 *
 * @example shortestFloat32(Math.fround(0.1)) // "1e-1"; shortestFloat32(1048576.25) // "1.04857625e+6", not ...6.3
 */
export function shortestFloat32(value: number): string {
  const [below, above] = betweenFloat32(value);
  for (let digits = 0; digits < 9; ++digits) {
    const text = value.toExponential(digits);
    const number = Number(text);
    if (number < below || number > above) continue;
    const next = value.toExponential(digits + 1);
    const isBetween = next.split("e")[0].endsWith("5") && Number(next) === value;
    if (number !== value && (isBetween || number === below || number === above)) break;
    return text;
  }
  return value.toExponential();
}

const bits = new Float32Array(1);
const asInteger = new Int32Array(bits.buffer);

/** The middles between a finite float32 and its neighbours. */
function betweenFloat32(value: number): [below: number, above: number] {
  const middles = [-1, 1].map((step) => {
    bits[0] = Math.abs(value);
    if (bits[0] === 0) return step * 2 ** -150;
    asInteger[0] += step;
    return (Math.abs(value) + (Number.isFinite(bits[0]) ? bits[0] : 2 ** 128)) / 2;
  });
  return value < 0 ? [-middles[1], -middles[0]] : [middles[0], middles[1]];
}

/** @example printDecimal(-5n, 2) // "-0.05" */
function printDecimal(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  if (scale <= 0) return `${sign}${digits}${digits === "0" ? "" : "0".repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** What databases write for a date without end. */
const ENDLESS_DAYS = 2 ** 31 - 1;
const ENDLESS_COUNT = 2n ** 63n - 1n;

/** @param days since 1970-01-01 of the Gregorian calendar, carried on before its time */
function printDate(days: number): string {
  if (Math.abs(days) === ENDLESS_DAYS) return days > 0 ? "infinity" : "-infinity";
  // Howard Hinnant's civil_from_days, https://howardhinnant.github.io/date_algorithms.html
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const text = `${String(year > 0 ? year : 1 - year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return year > 0 ? text : `${text} (BC)`;
}

const PER_SECOND: Record<TimeUnit, bigint> = {s: 1n, ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n};
const SECONDS_PER_DAY = 86_400n;

/** Hours, minutes, seconds and as much of a second as there is. @example printClock(3_723_500n, "ms") // "01:02:03.5" */
function printClock(count: bigint, unit: TimeUnit): string {
  const perSecond = PER_SECOND[unit];
  const size = count < 0n ? -count : count;
  const seconds = size / perSecond;
  const rest = size % perSecond;
  const fraction =
    rest === 0n
      ? ""
      : `.${String(rest + perSecond)
          .slice(1)
          .replace(/0+$/, "")}`;
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((d) => two(Number(d))).join(":");
  return `${count < 0n ? "-" : ""}${clock}${fraction}`;
}

function printTimestamp(count: bigint, {unit, isUtc}: {unit: TimeUnit; isUtc: boolean}): string {
  if (count === ENDLESS_COUNT || count === -ENDLESS_COUNT) return count > 0n ? "infinity" : "-infinity";
  const perDay = SECONDS_PER_DAY * PER_SECOND[unit];
  const sinceMidnight = ((count % perDay) + perDay) % perDay;
  return `${printDate(Number((count - sinceMidnight) / perDay))} ${printClock(sinceMidnight, unit)}${isUtc ? "+00" : ""}`;
}

function printUuid(bytes: Uint8Array): string {
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const strict = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});

/** Many writers keep text as bytes; what is none has all but plain letters in hexadecimal. @example printBytes([255, 97]) // "\\xFFa" */
function printBytes(bytes: Uint8Array): string {
  try {
    const text = strict.decode(bytes);
    if (!CONTROL.test(text)) return text;
  } catch {
    // no UTF-8
  }
  return escapeBytes(bytes);
}

function escapeBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const isPlain = byte >= 32 && byte < 127 && !ESCAPED.includes(byte);
    return isPlain ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }).join("");
}

/** Characters that no text has, line breaks and tabs aside; the pattern serves JavaScript and DuckDB. */
export const CONTROL_PATTERN = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]";
const CONTROL = new RegExp(CONTROL_PATTERN);
/** ", ' and \\ */
const ESCAPED = [34, 39, 92];

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @example "[1, NULL]", "{'a': 1}", "{k=1}" */
function printNested(type: PhysicalType): (cell: unknown) => string {
  if (type.name === "list") {
    const print = printInside(type.of);
    return (cell) => `[${Array.from(cell as Iterable<unknown>, print).join(", ")}]`;
  }
  if (type.name === "map") {
    const [printKey, printValue] = [printInside(type.key), printInside(type.value)];
    return (cell) =>
      `{${Array.from(cell as Iterable<[unknown, unknown]>, ([key, value]) => `${printKey(key)}=${printValue(value)}`).join(", ")}}`;
  }
  if (type.name !== "struct") return printerOf(type);
  const fields = type.fields.map(({name, type: inner}) => ({name, print: printInside(inner)}));
  if (fields[0]?.name === "") return (cell) => `(${printFields(cell, fields).join(", ")})`;
  return (cell) => {
    const cells = printFields(cell, fields);
    return `{${fields.map(({name}, i) => `'${name.replace(/['\\]/g, "\\$&")}': ${cells[i]}`).join(", ")}}`;
  };
}

function printFields(cell: unknown, fields: readonly {name: string; print: (cell: unknown) => string}[]): string[] {
  const cells = new Map(Object.entries(cell as object));
  return fields.map(({name, print}) => print(cells.get(name)));
}

const NESTED: readonly TypeName[] = ["list", "struct", "map"];

/** Inside others, what could be taken for more than itself stands in quotes; bytes are not read as text. */
function printInside(type: PhysicalType): (cell: unknown) => string {
  const print = type.name === "binary" ? orNull((cell) => escapeBytes(cell as Uint8Array)) : createCellPrinter(type);
  if (NESTED.includes(type.name)) return (cell) => print(cell) ?? "NULL";
  return (cell) => {
    const text = print(cell);
    if (text === null) return "NULL";
    const isPlain = text !== "" && !/[[\]{}(),:='"]|^[ \t-\r]|[ \t-\r]$|^null$/i.test(text);
    return isPlain ? text : `'${text.replace(/['\\]/g, "\\$&")}'`;
  };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
