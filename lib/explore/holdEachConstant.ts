import type {Interval} from "../book/common.js";
import type {HoldConstant, RateBin} from "../book/eda.js";
import type {DatasetDefinition, DerivedDefinition} from "../dataset/definition.js";
import type {Column, NumberColumn, Table} from "../dataset/table.js";
import type {Cell, LabelledUsers} from "../groups.js";
import type {BinnedRows} from "../statistics/bins.js";
import type {Groups} from "../statistics/intervals.js";
import type {UnadjustedSummary} from "./describeVariable.js";
import {bindQuantity} from "../dataset/conditions.js";
import {columnsOf} from "../dataset/parseDefinition.js";
import {addCells, countBins, isTold, poolLevelsBelow, roundWithin} from "../groups.js";
import {take} from "../dataset/table.js";
import {cutByCount, rowsByCode} from "../statistics/bins.js";
import {designOfRates, rateOver} from "../statistics/intervals.js";
import {sortEvenly} from "../statistics/evenRows.js";
import {codeHalves, halve, holdConstant} from "../statistics/holdConstant.js";
import {nearRate, tellSorted} from "../statistics/tell.js";

/** strata of a held number; narrow enough to hold it, wide enough to count in */
const STRATA = 8;

/** A number, where its high half begins, and what customers of several rows do to the difference of the halves; see designOfRates. */
interface Halved {
  name: string;
  values: Float64Array;
  highFrom: number;
  design: number;
}

/** @param values in two halves, of which one may be empty. @param users.y what their rates are of */
export function designOfHalves(
  {values, highFrom}: {values: ArrayLike<number>; highFrom: number},
  {y, groups}: {y: ArrayLike<number>; groups: Groups}
): number {
  if (groups === null) return 1;
  const halves = rowsByCode(codeHalves(values, new Int32Array(values.length), highFrom), 2).filter((rows) => rows.length > 0);
  return designOfRates(
    halves.map((rows) => rateOver(take(y, rows, new Uint8Array(rows.length)), take(groups, rows, new Float64Array(rows.length))))
  );
}

/**
 * For every number input, every quantity derived from inputs, and every other input held constant: the difference of churn
 * rates between its halves, raw and within strata. Pairs that no stratum can tell (the two are one variable) are left out.
 * A derived quantity is called by its title; where it is not defined, rows are left out. One of inputs that are not told of is not either.
 *
 * @param table the inputs of labelled rows that are told of
 * @param users.y length nRows: 1 churned, 0 retained; both must occur
 */
export function holdEachConstant(
  table: Table,
  {y, groups}: LabelledUsers,
  {variables: summaries, definition}: {variables: readonly UnadjustedSummary[]; definition: Pick<DatasetDefinition, "derived">}
): HoldConstant[] {
  const names = new Set(table.columns.map((d) => d.name));
  const told = (definition.derived ?? []).filter(({value}) => columnsOf(value).every((name) => names.has(name)));
  const inputs = table.columns.map((d) => cutColumn(d, {y, groups}, summaries.find(({input}) => input === d.name)?.rates ?? []));
  const variables = [
    ...inputs.flatMap(({halved}) => (halved ? [halved] : [])),
    ...told.flatMap((d) => halveDerived(deriveColumn(table, d), {y, groups}))
  ];
  return inputs.flatMap(({held, strata}) => {
    return variables.flatMap(({name, values, highFrom, design}): HoldConstant[] => {
      if (name === held) return [];
      const {raw, within, strata: all} = holdConstant(values, y, strata, {highFrom, design});
      if (!within) return [];
      const cells = groups && countBins(codeHalves(values, strata.codes, highFrom), y, 2 * strata.bins.length, groups);
      const found = all.map((stratum): Counted => {
        const place = 2 * strata.bins.findIndex(({low}) => low === stratum.low);
        return {stratum, halves: cells ? ([cells[place], cells[place + 1]] as const) : [stratum.lowHalf, stratum.highHalf]};
      });
      return [{variable: name, held, raw: tellDifference(raw), within: tellDifference(within), strata: tellStrata(found, design)}];
    });
  });
}

/**
 * Where the high half of an input begins: at the edge of its bands that is nearest to the median. Elsewhere a difference of rates would
 * tell of the few between the median and that edge, whose numbers of users on either side have one solution. Null where it has one band.
 */
function edgeOfHalves(rates: readonly RateBin[]): number | null {
  const half = rates.reduce((sum, {n}) => sum + n, 0) / 2;
  let below = 0;
  const edges = rates.slice(1).map(({from}, i) => ({from, away: Math.abs((below += rates[i].n) - half)}));
  const nearest = edges.reduce<{from: number; away: number} | null>((best, d) => (best && best.away <= d.away ? best : d), null);
  return nearest && nearest.from;
}

/** A derived quantity in halves at its median, beside which nothing else of it is counted. Nothing where a half is of too few. */
function halveDerived({name, values}: NumberColumn, {y, groups}: LabelledUsers): Halved[] {
  const highFrom = halve(values);
  const halves = countBins(codeHalves(values, new Int32Array(values.length), highFrom), y, 2, groups);
  if (!halves.every((half) => isTold(half))) return [];
  const halved = {name, values: Float64Array.from(values), highFrom};
  return [{...halved, design: designOfHalves(halved, {y, groups})}];
}

/** Digits of half the width of an interval. */
const DIFFERENCE_DIGITS = 2;

/** A difference to so many digits as its interval has to say: with more, the cells that it is made of would have one solution. */
function tellDifference({estimate, low, high}: Interval): Interval {
  const round = (value: number): number => roundWithin(value, (high - low) / 2, DIFFERENCE_DIGITS);
  return {estimate: round(estimate), low: round(low), high: round(high)};
}

type Stratum = HoldConstant["strata"][number];

/** A stratum and the users of its halves, low and high. */
interface Counted {
  stratum: Stratum;
  halves: readonly [Cell, Cell];
}

/**
 * Strata that may be told.
 *
 * @param design of the difference of the halves
 * @returns those of enough: what the others hold together is enough too, as the whole halves can be added up elsewhere.
 */
function tellStrata(strata: readonly Counted[], design: number): Stratum[] {
  const {alone} = poolLevelsBelow(strata, {
    isEnough: ({halves}) => halves.every((half) => isTold(half)),
    size: ({halves: [low, high]}) => low.n + high.n,
    join: (a, b): Counted => ({...a, halves: [addCells([a.halves[0], b.halves[0]]), addCells([a.halves[1], b.halves[1]])]})
  });
  return alone.map((i) => {
    const {lowHalf, highHalf, ...about} = strata[i].stratum;
    return {...about, lowHalf: nearRate(lowHalf, {design}), highHalf: nearRate(highHalf, {design})};
  });
}

function deriveColumn(table: Table, {title, value}: DerivedDefinition): NumberColumn {
  const quantity = bindQuantity(table, value);
  const values = Float32Array.from({length: table.nRows}, (_, i) => quantity(i));
  return {name: title, kind: "number", values: values.map((d) => (Number.isFinite(d) ? d : NaN))};
}

/** An input as it is held constant, and, of a number, in halves. */
interface CutInput {
  held: string;
  strata: BinnedRows;
  /** null: a category, or a number that is told of as one */
  halved: Halved | null;
}

/** @param rates the input's bands */
function cutColumn(column: Column, users: LabelledUsers, rates: readonly RateBin[]): CutInput {
  const {name} = column;
  const {groups} = users;
  if (column.kind === "category") {
    return {held: name, strata: {bins: column.levels.map((label, i) => ({label, low: i, high: i})), codes: column.codes}, halved: null};
  }
  const {values, sorted} = tellSorted(column.values, groups);
  const strata = cutByCount(values, STRATA, {sorted, placing: sortEvenly({values, sorted}, groups)});
  const highFrom = edgeOfHalves(rates);
  return {
    held: name,
    strata,
    halved: highFrom === null ? null : {name, values, highFrom, design: designOfHalves({values, highFrom}, users)}
  };
}
