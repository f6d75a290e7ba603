import {sortedOrder} from "../../sortFloats.js";

/** A forest's columns, each ranked once, and its labels. */
export interface RankedData {
  columns: readonly Float32Array[];
  ranked: readonly RankedColumn[];
  y: Uint8Array;
}

/** The rows and columns that one tree sees, sorted. */
export interface Sample {
  n: number;
  churned: number;
  /** per feature: the sample sorted by value, each entry 2 * place in the sample + label; a node owns the same stretch in each */
  orders: Int32Array[];
  /**
   * Per feature, beside its order: larger for a larger value, equal for an equal one. They move with the order, though
   * they could be looked up by place: with a million rows, looking up costs more than moving.
   */
  ranks: (Uint16Array | Int32Array)[];
  /** the value of a feature at a place */
  valueAt(feature: number, place: number): number;
}

interface RankedColumn {
  rank: Uint16Array | Int32Array;
  nRanks: number;
}

/** Ranks every column: 0 for its smallest value. In 16 bits where they suffice, which halves what a walk must fetch. */
export function rankColumns(columns: readonly Float32Array[], y: Uint8Array): RankedData {
  return {columns, y, ranked: columns.map(rankColumn)};
}

function rankColumn(values: Float32Array): RankedColumn {
  const order = sortedOrder(values);
  const rank = values.length <= 2 ** 16 ? new Uint16Array(values.length) : new Int32Array(values.length);
  let nRanks = 0;
  for (let i = 0; i < order.length; ++i) {
    if (i > 0 && values[order[i]] !== values[order[i - 1]]) ++nRanks;
    rank[order[i]] = nRanks;
  }
  return {rank, nRanks: nRanks + 1};
}

/**
 * Sorts a sample by each of a tree's columns, without comparing.
 *
 * @param rows row indices, repeats allowed, in the order drawn
 * @param features which columns
 */
export function drawSample({columns, ranked, y}: RankedData, rows: Int32Array, features: readonly number[]): Sample {
  const labels = take(y, rows, new Uint8Array(rows.length));
  const sorted = features.map((f) =>
    sortByRank(take(ranked[f].rank, rows, ranked[f].rank.slice(0, rows.length)), labels, ranked[f].nRanks)
  );
  return {
    n: rows.length,
    churned: labels.reduce((sum, label) => sum + label, 0),
    orders: sorted.map((d) => d.order),
    ranks: sorted.map((d) => d.ranks),
    valueAt: (feature, place) => columns[features[feature]][rows[place]]
  };
}

/** Counting sort: stable, so equal values stay in the order drawn. */
function sortByRank<T extends Uint16Array | Int32Array>(rank: T, labels: Uint8Array, nRanks: number): {order: Int32Array; ranks: T} {
  const next = new Int32Array(nRanks + 1);
  for (let i = 0; i < rank.length; ++i) ++next[rank[i] + 1];
  for (let r = 1; r <= nRanks; ++r) next[r] += next[r - 1];
  const order = new Int32Array(rank.length);
  const ranks = rank.slice() as T;
  for (let i = 0; i < rank.length; ++i) {
    const k = next[rank[i]]++;
    order[k] = 2 * i + labels[i];
    ranks[k] = rank[i];
  }
  return {order, ranks};
}

function take<T extends Uint8Array | Uint16Array | Int32Array>(values: T, rows: Int32Array, result: T): T {
  for (let i = 0; i < rows.length; ++i) result[i] = values[rows[i]];
  return result;
}
