import type {ByColumn, EncodedColumn, ModelInput, PairShape} from "../model/model.js";
import type {CellWriting} from "./sqlTrees.js";
import type {Dialect} from "./sqlDialects.js";
import {codeOf} from "../model/category.js";
import {ofKind} from "../model/model.js";
import {heightOver, surfaceOf} from "../model/surface.js";

/**
 * What a pair adds: a CASE by the first column's stretches, in each one by the second's, in each the bilinear piece.
 *
 * @param factor what heights are multiplied by
 */
export function pairSql(
  pair: PairShape,
  {encoding, inputs}: {encoding: readonly EncodedColumn[]; inputs: readonly ModelInput[]},
  {dialect, nameOf, factor}: CellWriting & {factor: number}
): string {
  const surface = surfaceOf(pair);
  const heightAt = (x: number, y: number): number => factor * heightOver(surface, x, y);
  const [first, second] = pair.columns.map((j, i) => {
    const column = encoding[j];
    return ofKind(stretchesOf, column, {knots: pair.knots[i], cell: nameOf(column.input), inputs, dialect});
  });
  const whole = choose(first, (a) => choose(second, (b) => pieceSql(heightAt, [a, b], dialect)));
  const numbers = pair.columns.map((j) => encoding[j]).filter(({kind}) => kind === "number");
  if (numbers.length === 0) return whole;
  const isMissing = numbers.map(({input}) => `${nameOf(input)} IS NULL`).join(" OR ");
  return `CASE WHEN ${isMissing} THEN ${dialect.number(0)} ELSE ${whole} END`;
}

/** A part of a column's values along which a pair is straight. */
interface Stretch {
  /** the test for it, if it is in none before; absent in the last */
  when?: string;
  /** where it starts, as the column is encoded */
  from: number;
  /** where it ends, and the way from its start to the row, in SQL; absent where the pair is level along it */
  along?: {to: number; way: string};
}

interface StretchWriting {
  knots: readonly number[];
  /** the name of the input's cell */
  cell: string;
  inputs: readonly ModelInput[];
  dialect: Dialect;
}

/** The stretches of a column of each kind. */
const stretchesOf: ByColumn<[StretchWriting], Stretch[]> = {
  number: (_, {knots, cell, dialect}) => {
    const x = dialect.round(cell);
    const isBelow = (knot: number): string => `${x} < ${dialect.number(knot)}`;
    const between = knots.slice(1).map((to, k): Stretch => ({
      when: isBelow(to),
      from: knots[k],
      along: {to, way: `(${x} - ${dialect.number(knots[k])})`}
    }));
    return [{when: isBelow(knots[0]), from: knots[0]}, ...between, {from: knots[knots.length - 1]}];
  },
  level: levelStretches,
  rest: levelStretches
};

function levelStretches(column: EncodedColumn & {kind: "level" | "rest"}, {cell, inputs}: StretchWriting): Stretch[] {
  return [{when: `${cell} = ${codeOf(inputs, column)}`, from: 1}, {from: 0}];
}

function choose(stretches: readonly Stretch[], write: (stretch: Stretch) => string): string {
  const cases = stretches.map((stretch) =>
    stretch.when === undefined ? `ELSE ${write(stretch)}` : `WHEN ${stretch.when} THEN ${write(stretch)}`
  );
  return `CASE ${cases.join(" ")} END`;
}

/** Over a stretch of each column: the height where both start, and what the ways along either, and along both, add. */
function pieceSql(heightAt: (x: number, y: number) => number, [a, b]: [Stretch, Stretch], dialect: Dialect): string {
  const number = (value: number): string => dialect.number(value);
  const start = heightAt(a.from, b.from);
  const acrossSecond = (x: number, {to}: {to: number}): number => (heightAt(x, to) - heightAt(x, b.from)) / (to - b.from);
  const terms = [number(start)];
  if (b.along) terms.push(`${b.along.way} * ${number(acrossSecond(a.from, b.along))}`);
  if (a.along) {
    const width = a.along.to - a.from;
    const slope = number((heightAt(a.along.to, b.from) - start) / width);
    const twist = b.along ? number((acrossSecond(a.along.to, b.along) - acrossSecond(a.from, b.along)) / width) : null;
    terms.push(`${a.along.way} * ${b.along && twist ? `(${slope} + ${b.along.way} * ${twist})` : slope}`);
  }
  return terms.join(" + ");
}
