import type {EncodedColumn} from "../model/model.js";

/**
 * A name for each encoded column: the input's, or `input=level`. XGBoost allows no square bracket and no `<` in a name,
 * so these are replaced; names that would then be equal are numbered.
 *
 * @example encodedNames([{input: "plan", kind: "level", level: "pro", mean: 0, scale: 1}]) // ["plan=pro"]
 */
export function encodedNames(encoding: readonly EncodedColumn[]): string[] {
  const used = new Set<string>();
  return encoding.map((column) => {
    const stem = (column.kind === "level" ? `${column.input}=${column.level}` : column.input).replace(/[[\]<]/g, "_");
    let name = stem;
    for (let i = 2; used.has(name); ++i) name = `${stem}_${i}`;
    used.add(name);
    return name;
  });
}
