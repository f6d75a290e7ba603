import type {ByColumn, EncodedColumn, ModelInput, Trees} from "../model/model.js";
import type {SqlCells} from "./sqlCells.js";
import type {Dialect} from "./sqlDialects.js";
import {codeOf} from "../model/category.js";
import {ofKind} from "../model/model.js";
import {foldMissing} from "./foldMissing.js";
import {float32Before} from "../numbers.js";

/** How a model's cells are called, and how its numbers are written. */
export type CellWriting = Pick<SqlCells, "nameOf"> & {dialect: Dialect};

/**
 * The sum of the leaves that a row reaches: one nested CASE per tree, added up in a balanced way, because databases
 * limit how deep an expression may be.
 *
 * @param leaf what a leaf adds, given its value
 */
export function treesSql(
  {trees, encoding, inputs}: {trees: Trees; encoding: readonly EncodedColumn[]; inputs: readonly ModelInput[]},
  {dialect, nameOf}: CellWriting,
  leaf: (value: number) => number
): string {
  const {feature, threshold, left, right, value} = trees;
  const missingLeft = foldMissing(trees, encoding);
  const names = encoding.map(({input}) => nameOf(input));
  const visit = (node: number): string => {
    if (feature[node] < 0) return dialect.number(leaf(value[node]));
    const name = names[feature[node]];
    const [l, r] = [visit(left[node]), visit(right[node])];
    return ofKind(branches, encoding[feature[node]], threshold[node], {
      name,
      l,
      r,
      isMissingLeft: missingLeft[node] === 1,
      dialect,
      inputs
    });
  };
  return addAll(trees.roots.map(visit));
}

interface Branch {
  name: string;
  l: string;
  r: string;
  isMissingLeft: boolean;
  dialect: Dialect;
  inputs: readonly ModelInput[];
}

/** How a node is written that splits on a column of each kind. */
const branches: ByColumn<[number, Branch], string> = {
  number: (_, threshold, branch) => numberSql(threshold, branch),
  level: splitLevel,
  rest: splitLevel
};

function splitLevel(column: EncodedColumn & {kind: "level" | "rest"}, threshold: number, {name, l, r, inputs}: Branch): string {
  return levelSql(threshold, {is: `${name} = ${codeOf(inputs, column)}`, l, r});
}

/** That a number, rounded to float32, lies below a threshold. */
export function belowSql(threshold: number, name: string, dialect: Dialect): string {
  const {bound, inclusive} = float32Boundary(threshold);
  return `${name} ${inclusive ? "<=" : "<"} ${dialect.number(bound)}`;
}

/** ELSE takes what is NULL. */
function numberSql(threshold: number, {name, l, r, isMissingLeft, dialect}: Branch): string {
  if (!isMissingLeft) return `CASE WHEN ${belowSql(threshold, name, dialect)} THEN ${l} ELSE ${r} END`;
  const {bound, inclusive} = float32Boundary(threshold);
  const at = dialect.number(bound);
  return `CASE WHEN ${name} ${inclusive ? ">" : ">="} ${at} THEN ${r} ELSE ${l} END`;
}

/** A level is 1 or 0, so only three kinds of threshold differ. */
function levelSql(threshold: number, {is, l, r}: {is: string; l: string; r: string}): string {
  if (threshold <= 0) return r;
  if (threshold > 1) return l;
  return `CASE WHEN ${is} THEN ${r} ELSE ${l} END`;
}

/** A sum in balanced brackets. */
export function addAll(terms: readonly string[]): string {
  if (terms.length === 1) return terms[0];
  const half = terms.length >> 1;
  return `(${addAll(terms.slice(0, half))} + ${addAll(terms.slice(half))})`;
}

/**
 * The comparison of a float64 that says what `x < threshold` says once x has been rounded to float32.
 *
 * A float64 is rounded to the nearest float32, so it comes to lie below the threshold exactly if it lies below the
 * middle between the threshold and the float32 before it. In the middle itself the even one of the two is taken.
 *
 * @param threshold a float32
 * @returns `isBelow(x) = inclusive ? x <= bound : x < bound`
 * @example float32Boundary(1) // {bound: 0.9999999701976776, inclusive: false}
 */
export function float32Boundary(threshold: number): {bound: number; inclusive: boolean} {
  const before = float32Before(threshold);
  if (before === -Infinity) return {bound: threshold, inclusive: false};
  return {bound: before / 2 + threshold / 2, inclusive: !isEven(threshold)};
}

/** Whether the last bit of a float32 is 0. */
function isEven(value: number): boolean {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return (view.getUint32(0) & 1) === 0;
}
