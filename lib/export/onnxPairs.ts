import type {PairShape} from "../model/model.js";
import type {GraphBuilder} from "./onnxGraph.js";

/**
 * What a pair adds, in float64: from the height at the first crossing of knots, each interval that a row has passed adds the step along
 * it, of either column and of both. How far it has passed one runs from 0 to 1 (a ramp), so that the sum is bilinear, and level beyond.
 *
 * @param x the name of a tensor N x 1 of the first column, y of the second; NaN is missing
 * @returns the name of a tensor N x 1
 */
export function addPair(graph: GraphBuilder, {knots, values}: PairShape, [x, y]: readonly [string, string]): string {
  const constant = (rows: readonly (readonly number[])[]): string =>
    graph.constant({type: "double", dims: [rows.length, rows[0].length], values: rows.flat()});
  const scalar = (value: number): string => graph.constant({type: "double", dims: [], values: [value]});
  const ramps = (column: string, isMissing: string, along: readonly number[]): string => {
    const given = graph.node("Where", [isMissing, scalar(along[0]), column]);
    const way = graph.node("Sub", [given, constant([along.slice(0, -1)])]);
    const share = graph.node("Div", [way, constant([along.slice(1).map((to, k) => to - along[k])])]);
    return graph.node("Min", [graph.node("Max", [share, scalar(0)]), scalar(1)]);
  };
  const steps = stepsOf(values);
  const [noX, noY] = [x, y].map((column) => graph.node("IsNaN", [column]));
  const [rampsX, rampsY] = [ramps(x, noX, knots[0]), ramps(y, noY, knots[1])];
  const cut = (from: number, to?: number): string => {
    const [head, ...rest] = steps.map((row) => row.slice(from, to));
    return graph.node("Add", [graph.node("MatMul", [rampsX, constant(rest)]), constant([head])]);
  };
  const along = graph.node("Mul", [cut(1), rampsY]);
  const sum = graph.node("MatMul", [along, constant(knots[1].slice(1).map(() => [1]))]);
  return graph.node("Where", [graph.node("Or", [noX, noY]), scalar(0), graph.node("Add", [cut(0, 1), sum])]);
}

/** The first height, then steps along the second column; below it the steps of these along the first. */
function stepsOf(values: PairShape["values"]): number[][] {
  const rises = values.map((row) => row.map((value, l) => (l > 0 ? value - row[l - 1] : value)));
  return rises.map((row, k) => (k > 0 ? row.map((rise, l) => rise - rises[k - 1][l]) : row));
}
