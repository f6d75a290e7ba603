import type {Listed} from "../../lib/named.js";
import {unzipSync, zipSync} from "fflate";
import {readFile} from "node:fs/promises";
import {formatCount} from "../../lib/format.js";
import {sayFew} from "../../lib/groups.js";
import {findNamed} from "../../lib/named.js";

/** Cells of a workbook's sheet that have no value though something stands in them; see {@link showValueless}. */
export interface ValuelessCells {
  /** such as #DIV/0! */
  errors: FoundCells;
  /** formulas that no program has calculated, or kept the value of */
  formulas: FoundCells;
}

interface FoundCells {
  count: number;
  /** the first one's address in its sheet, such as C2, and what stands there; null: there is none */
  first: {address: string; shown: string} | null;
}

/** An Excel workbook as its archive holds it. */
export interface Workbook {
  /** sheets in their order, each with its file in the archive; empty: it is no workbook */
  sheets: {name: string; file: string}[];
  files: Record<string, Uint8Array>;
}

export async function openWorkbook(path: string): Promise<Workbook> {
  const files = unzip(await readFile(path));
  return {files, sheets: listSheets(files)};
}

/**
 * A workbook in which a sheet's cells of no value say what stands in them, because its reader would take them for empty: Excel's errors as
 * text, such as #DIV/0!, and formulas without a value as "=A2/B2".
 *
 * @param file of a sheet, in the archive
 * @returns null: it holds none
 */
export function showValueless({files}: Workbook, file: string): {bytes: Buffer; found: ValuelessCells} | null {
  const found: ValuelessCells = {errors: {count: 0, first: null}, formulas: {count: 0, first: null}};
  const sheet = findNamed(files, file);
  if (sheet === undefined) return null;
  const shown = showCells(sheet, found);
  if (found.errors.count + found.formulas.count === 0) return null;
  return {bytes: Buffer.from(zipSync({...files, [file]: shown}, {level: 0})), found};
}

const CELL = /<((?:\w+:)?)c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/\1c>)/g;
const FORMULA = /<(?:\w+:)?f(?:\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?f>)/;
const VALUE = /<(?:\w+:)?v(?:\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?v>)/;

/**
 * What a person should know of them.
 *
 * @param mayShip whether a site may say so: then without where the first stands, and what, and how few there are
 */
export function noteValueless({errors, formulas}: ValuelessCells, mayShip: boolean): string[] {
  const notes: string[] = [];
  const cells = ({count, first}: FoundCells, one: string, many: string): string => {
    if (mayShip) return `${sayFew(count)} cells hold ${many}`;
    const held = count === 1 ? `a cell holds ${one}` : `${formatCount(count)} cells hold ${many}`;
    return `${held}, ${first?.shown} in ${first?.address}${count > 1 ? " first" : ""}`;
  };
  if (errors.count > 0) notes.push(`${cells(errors, "an error", "errors")}: they are read as these words`);
  if (formulas.count > 0) {
    notes.push(
      `${cells(formulas, "a formula without a value", "formulas without a value")}: open the workbook and save it, so that it is calculated`
    );
  }
  return notes;
}

/** What is no zip is left to the workbook's reader to refuse. */
function unzip(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes);
  } catch {
    return {};
  }
}

/** Sheets by the workbook's list, and their files by its relations. */
function listSheets(files: Record<string, Uint8Array>): Workbook["sheets"] {
  const read = (name: string): string => new TextDecoder().decode(findNamed(files, name) ?? new Uint8Array());
  const relations = read("xl/_rels/workbook.xml.rels").match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? [];
  const tags = read("xl/workbook.xml").match(/<(?:\w+:)?sheet(?=\s)[^>]*>/g) ?? [];
  return tags.map((tag) => {
    const id = /\s\w+:id=["']([^"']+)["']/.exec(tag)?.[1];
    const relation = relations.find((d) => /\sId=["']([^"']+)["']/.exec(d)?.[1] === id);
    const target = /\sTarget=["']([^"']+)["']/.exec(relation ?? "")?.[1];
    const name = /\sname=(["'])(.*?)\1/.exec(tag)?.[2] ?? "";
    return {name: plainText(name), file: target?.startsWith("/") ? target.slice(1) : `xl/${target}`};
  });
}

/** A text of XML without its entities. */
function plainText(xml: string): string {
  const known: Listed<string> = {amp: "&", lt: "<", gt: ">", quot: '"', apos: "'"};
  return xml
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => known[name])
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

function showCells(file: Uint8Array, found: ValuelessCells): Uint8Array {
  const xml = new TextDecoder().decode(file);
  if (!/\st=["']e["']/.test(xml) && !FORMULA.test(xml)) return file;
  const shown = xml.replace(CELL, (cell: string, prefix: string, attributes = "", inside = "") => {
    const type = /\st=["'](\w+)["']/.exec(attributes)?.[1] ?? "n";
    const [hasValue, value = ""] = VALUE.exec(inside) ?? [undefined];
    const [hasFormula, formula = ""] = FORMULA.exec(inside) ?? [undefined];
    const isValueless = hasFormula !== undefined && value === "" && !(type === "str" && hasValue !== undefined); // "" is a text too
    if (type !== "e" && !isValueless) return cell;
    const text = isValueless ? `=${formula}` : value;
    note(isValueless ? found.formulas : found.errors, /\sr=["'](\w+)["']/.exec(attributes)?.[1] ?? "?", text);
    const kept = attributes.replace(/\st=["']\w+["']/, "");
    return `<${prefix}c${kept} t="str"><${prefix}v>${text}</${prefix}v></${prefix}c>`;
  });
  return new TextEncoder().encode(shown);
}

function note(cells: FoundCells, address: string, shown: string): void {
  ++cells.count;
  cells.first ??= {address, shown};
}
