import type {Model} from "../model/model.js";
import type {Column, Table} from "../dataset/table.js";
import type {Block, Judged, Reasons, Scored, UnknownLevel} from "./block.js";
import {otherText, refusalOf} from "../model/category.js";
import {createExplainer} from "../explain/explainer.js";
import {createScorer} from "../model/scorer.js";
import {getRow} from "../dataset/table.js";
import {MISSING_LEVEL, UNKNOWN_LEVEL} from "../rows/cell.js";

export interface BlockScorerOptions {
  /** how many reasons per row; 0: none */
  nReasons: number;
  /** default: "refuse" */
  unknownLevel?: UnknownLevel;
}

/** Prepares a model to score blocks of rows; bad rows are marked and cost the others nothing. */
export function createBlockScorer(model: Model, {nReasons, unknownLevel}: BlockScorerOptions): (block: Block) => Scored {
  const scorer = createScorer(model, {unknownLevel: "missing"}); // what it refuses is marked, and its score thrown away
  const explain = nReasons > 0 ? createBlockExplainer(model, nReasons) : null;
  const judge = createBlockJudge(model, unknownLevel);
  return (block) => {
    const judged = judge(block);
    const {isBad, nBad} = judged;
    const table = toTable(model, block);
    const probability = scorer.scoreTable(table);
    for (let i = 0; i < block.nRows && nBad > 0; ++i) if (isBad[i]) probability[i] = 0;
    return {...judged, probability, reasons: explain ? explain(table, isBad) : null};
  };
}

/** Marks the rows of blocks that cannot be scored, whose numbers it makes missing, and those of which something is to be said. */
export function createBlockJudge(model: Model, unknownLevel: UnknownLevel = "refuse"): (block: Block) => Judged {
  return (block) => {
    const isUnknown = takeUnknown(model, block, unknownLevel === "missing");
    const {isBad, nBad} = markBad(model, block);
    return {nRows: block.nRows, isBad, nBad, ...markDoubtful(model, block, {isBad, isUnknown})};
  };
}

/** Marks rows with a level that is not known. @param asMissing whether it is to be read as a missing one, from here on */
function takeUnknown({inputs}: Model, {nRows, inputs: cells}: Block, asMissing: boolean): Uint8Array {
  const isUnknown = new Uint8Array(nRows);
  for (const [j, {kind}] of inputs.entries()) {
    for (let i = 0; i < nRows && kind === "category"; ++i) {
      if (cells[j * nRows + i] !== UNKNOWN_LEVEL) continue;
      isUnknown[i] = 1;
      if (asMissing) cells[j * nRows + i] = MISSING_LEVEL;
    }
  }
  return isUnknown;
}

/** Marks rows with a cell that cannot be scored, and makes their numbers missing, so that the rest of the block can be. */
function markBad({inputs}: Model, block: Block): {isBad: Uint8Array; nBad: number} {
  const {nRows} = block;
  const isBad = new Uint8Array(nRows);
  const columns = inputs.map((_, j) => block.inputs.subarray(j * nRows, (j + 1) * nRows));
  for (const [j, input] of inputs.entries()) {
    if (input.kind === "number") markInfinite(columns[j], isBad);
    else markRefused(columns[j], refusalOf(input), isBad);
  }
  let nBad = 0;
  for (let i = 0; i < nRows; ++i) nBad += isBad[i];
  for (const [j, {kind}] of inputs.entries()) {
    for (let i = 0; i < nRows && nBad > 0 && kind === "number"; ++i) if (isBad[i]) columns[j][i] = NaN;
  }
  return {isBad, nBad};
}

function markInfinite(cells: Float32Array, isBad: Uint8Array): void {
  for (let i = 0; i < cells.length; ++i) if (cells[i] === Infinity || cells[i] === -Infinity) isBad[i] = 1;
}

function markRefused(codes: Float32Array, isRefused: (code: number) => boolean, isBad: Uint8Array): void {
  for (let i = 0; i < codes.length; ++i) if (isRefused(codes[i])) isBad[i] = 1;
}

/** Marks rows that can be scored with a number that cannot be, or a level that is not known. */
function markDoubtful(
  {inputs}: Model,
  block: Block,
  {isBad, isUnknown}: {isBad: Uint8Array; isUnknown: Uint8Array}
): {isDoubtful: Uint8Array; nDoubtful: number} {
  const {nRows} = block;
  const isDoubtful = isUnknown.slice();
  for (const [j, rule] of inputs.entries()) {
    if (rule.kind === "category" || rule.limits === undefined) continue;
    const cells = block.inputs.subarray(j * nRows, (j + 1) * nRows);
    const {min = -Infinity, max = Infinity, isWhole = false} = rule.limits;
    for (let i = 0; i < nRows; ++i) {
      const value = cells[i];
      if (value < min || value > max || (isWhole && value === value && !Number.isInteger(value))) isDoubtful[i] = 1;
    }
  }
  let nDoubtful = 0;
  for (let i = 0; i < nRows; ++i) nDoubtful += isDoubtful[i] &&= 1 - isBad[i];
  return {isDoubtful, nDoubtful};
}

function toTable({inputs}: Model, {nRows, inputs: cells}: Block): Table {
  const columns = inputs.map((input, j): Column => {
    const values = cells.subarray(j * nRows, (j + 1) * nRows);
    if (input.kind === "number") return {name: input.name, kind: "number", values};
    const levels = [...input.levels, otherText(input)];
    const codes = new Int32Array(nRows); // a loop, because Int32Array.from calls a function per row
    for (let i = 0; i < nRows; ++i) codes[i] = values[i] === UNKNOWN_LEVEL ? levels.length - 1 : values[i];
    return {name: input.name, kind: "category", levels, codes};
  });
  return {nRows, columns};
}

function createBlockExplainer(model: Model, nReasons: number): (table: Table, isBad: Uint8Array) => Reasons {
  const explainer = createExplainer(model);
  const k = Math.min(nReasons, model.inputs.length);
  return (table, isBad) => {
    const input = new Int16Array(k * table.nRows).fill(-1);
    const effect = new Float32Array(k * table.nRows);
    for (let i = 0; i < table.nRows; ++i) {
      if (isBad[i]) continue;
      takeStrongest(explainer.explainRow(getRow(table, i), null).contributions, {input, effect, start: i * k, k});
    }
    return {input, effect};
  };
}

/** Moves the k contributions of largest size over, strongest first; of equals the first; zeros are no reasons. */
function takeStrongest(contributions: Float64Array, {input, effect, start, k}: Reasons & {start: number; k: number}): void {
  for (let r = start; r < start + k; ++r) {
    let best = 0;
    for (let j = 1; j < contributions.length; ++j) if (Math.abs(contributions[j]) > Math.abs(contributions[best])) best = j;
    if (!(Math.abs(contributions[best]) > 0)) return;
    input[r] = best;
    effect[r] = contributions[best];
    contributions[best] = 0;
  }
}
