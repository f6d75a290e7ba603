import {unzipSync, zipSync} from "fflate";
import {readFile} from "node:fs/promises";
import {formatCount} from "../../lib/format.js";
import {findNamed} from "../../lib/named.js";

/** Cells of a workbook's first sheet that have no value though something stands in them; see {@link openWorkbook}. */
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

/**
 * A workbook whose cells of no value say what stands in them, because its reader would take them for empty: Excel's errors as text, such as
 * #DIV/0!, and formulas without a value as "=A2/B2".
 *
 * @returns null: it holds none, or is no workbook
 */
export async function openWorkbook(path: string): Promise<{bytes: Buffer; found: ValuelessCells} | null> {
  const bytes = await readFile(path);
  const files = unzip(bytes);
  const found: ValuelessCells = {errors: {count: 0, first: null}, formulas: {count: 0, first: null}};
  const name = findFirstSheet(files);
  const sheet = findNamed(files, name);
  if (sheet === undefined) return null;
  const shown = showCells(sheet, found);
  if (found.errors.count + found.formulas.count === 0) return null;
  return {bytes: Buffer.from(zipSync({...files, [name]: shown}, {level: 0})), found};
}

const CELL = /<((?:\w+:)?)c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/\1c>)/g;
const FORMULA = /<(?:\w+:)?f(?:\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?f>)/;
const VALUE = /<(?:\w+:)?v(?:\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?v>)/;

/** What a person should know of them. */
export function noteValueless({errors, formulas}: ValuelessCells): string[] {
  const notes: string[] = [];
  const cells = ({count, first}: FoundCells, one: string, many: string): string =>
    `${count === 1 ? `a cell holds ${one}` : `${formatCount(count)} cells hold ${many}`}, ${first?.shown} in ${first?.address}${count > 1 ? " first" : ""}`;
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

/** The name of the first sheet's file in the archive, by way of the workbook's list and its relations. */
function findFirstSheet(files: Record<string, Uint8Array>): string {
  const read = (name: string): string => new TextDecoder().decode(findNamed(files, name) ?? new Uint8Array());
  const id = /<(?:\w+:)?sheet(?=\s)[^>]*?\s\w+:id=["']([^"']+)["']/.exec(read("xl/workbook.xml"))?.[1];
  const relations = read("xl/_rels/workbook.xml.rels").match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? [];
  const relation = relations.find((tag) => /\sId=["']([^"']+)["']/.exec(tag)?.[1] === id);
  const target = /\sTarget=["']([^"']+)["']/.exec(relation ?? "")?.[1];
  return target?.startsWith("/") ? target.slice(1) : `xl/${target}`;
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
