import type {AdditiveModel, EncodedColumn, PairShape} from "../../lib/model/model.js";
import type {Table} from "../../lib/dataset/table.js";
import {bindColumns, encodeColumn} from "../../lib/model/encode.js";
import {heightOver, surfaceOf} from "../../lib/model/surface.js";
import {createLcg} from "./syntheticUsers.js";

/** Knots for a number: three, at some of its values. */
function knotsAt(values: Float64Array): number[] {
  const given = values.filter((x) => x === x).sort();
  return [...new Set([0.1, 0.5, 0.9].map((share) => given[Math.floor(share * given.length)]))];
}

/**
 * An additive model with made-up pairs of each kind that its inputs have, each with mean 0 over the users along either column, as fitted
 * ones: of two numbers, of a number and every level of a category, of levels of two categories.
 */
export function withPairs(model: AdditiveModel, table: Table, size = 1): AdditiveModel {
  const {encoding, inputs} = model;
  const bound = bindColumns(inputs, table, {unknownLevel: "missing"});
  const encoded = encoding.map((column) => encodeColumn(column, model, bound, new Float64Array(table.nRows)));
  const draw = createLcg(17);
  const make = (columns: [number, number]): PairShape => {
    const [first, second] = columns.map((j) => (encoding[j].kind === "number" ? knotsAt(encoded[j]) : [0, 1]));
    const values = first.map(() => second.map(() => size * (2 * draw() - 1)));
    return purify({columns, knots: [first, second], values}, [encoded[columns[0]], encoded[columns[1]]]);
  };
  const isCategory = ({kind}: EncodedColumn): boolean => kind !== "number";
  const places = [...encoding.keys()];
  const numbers = places.filter((j) => !isCategory(encoding[j]));
  const [one, other] = [...new Set(encoding.filter(isCategory).map(({input}) => input))];
  const levelsOf = (input: string): number[] => places.filter((j) => isCategory(encoding[j]) && encoding[j].input === input);
  const chosen = [
    [numbers[0], numbers[1]],
    ...(one === undefined ? [] : levelsOf(one).map((j) => [numbers[2], j])),
    ...(other === undefined ? [] : [[levelsOf(one)[0], levelsOf(other)[0]]])
  ];
  return {...model, pairs: chosen.map(([a, b]) => make([Math.min(a, b), Math.max(a, b)]))};
}

/** The pair without what either column would add by itself: each knot's mean over the users near it taken out, until none is left. */
function purify(pair: PairShape, [x, y]: [Float64Array, Float64Array]): PairShape {
  const [first, second] = pair.knots;
  // how near each user is to each crossing: what a height of 1 there, and 0 at the others, would add
  const near = first.map((_, k) =>
    second.map((__, l) => {
      const values = first.map((___, i) => second.map((____, j) => Number(i === k && j === l)));
      const tent = surfaceOf({...pair, values});
      return x.reduce((sum, at, i) => sum + heightOver(tent, at, y[i]), 0);
    })
  );
  const values = pair.values.map((row) => [...row]);
  const sumOf = (of: readonly number[]): number => of.reduce((sum, d) => sum + d, 0);
  for (let step = 0; step < 200; ++step) {
    for (const [k, row] of values.entries()) {
      const mean = sumOf(row.map((value, l) => value * near[k][l])) / sumOf(near[k]);
      row.forEach((value, l) => (row[l] = value - mean));
    }
    for (const l of second.keys()) {
      const mean = sumOf(values.map((row, k) => row[l] * near[k][l])) / sumOf(near.map((row) => row[l]));
      for (const row of values) row[l] -= mean;
    }
  }
  return {...pair, values};
}
