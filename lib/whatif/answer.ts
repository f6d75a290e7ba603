import type {PredictBook} from "../book/predict.js";
import type {Row} from "../dataset/table.js";
import type {RefitBand} from "./refitBand.js";
import type {Reference, Session} from "./session.js";
import type {MeasureSupport, Support} from "./support.js";
import type {Bar, Waterfall} from "./waterfall.js";
import {describeAverages} from "./words.js";
import {foldWaterfall, layWaterfall, orderBySize, planBars, probabilityAt, startAtBaseRate} from "./waterfall.js";

/** All that the page says about one row at one moment. */
export interface Answer {
  row: Row;
  probability: number;
  reference: Reference;
  waterfall: Waterfall;
  /** null: the model has no refits */
  band: RefitBand | null;
  /** null: no users are shipped to compare with */
  support: Support | null;
  /** the contact line; null: none was chosen */
  threshold: number | null;
}

export interface Question {
  row: Row;
  session: Session;
  reference: Reference;
  isGrouped: boolean;
  threshold: number | null;
  /** keep the bars' order as it is: a slider is moving */
  isMoving: boolean;
}

/**
 * Answers questions about one book. It remembers the order of the bars between questions, so that they stay in place
 * while a slider moves.
 *
 * @param measureSupport how many users are like a row; null: unknown
 */
export function createAnswerer(book: PredictBook, measureSupport: MeasureSupport): (question: Question) => Answer {
  let planned: {key: string; bars: Bar[]} = {key: "", bars: []};
  let order: number[] = [];
  return ({row, session, reference, isGrouped, threshold, isMoving}) => {
    const key = `${session.name} ${isGrouped}`;
    if (planned.key !== key) planned = {key, bars: planBars(book, session.inputs, isGrouped)};
    const {bars} = planned;
    const explanation = session.explainer.explainRow(row, reference.row);
    const canKeep = isMoving && order.length === bars.length;
    if (!canKeep) order = orderBySize(bars.map(({indices}) => indices.reduce((sum, i) => sum + explanation.contributions[i], 0)));
    return {
      row,
      probability: session.scorer.scoreRow(row),
      reference,
      waterfall: layWaterfall(explanation, bars, order),
      band: session.readBand?.(row) ?? null,
      support: measureSupport?.(row) ?? null,
      threshold
    };
  };
}

/** So many bars stand alone where not all are drawn. */
const LARGEST = 5;

/**
 * The waterfall of an answer as it is drawn: compared with the average it begins at the base rate, where the two are not
 * the same in words.
 *
 * @param isLinear whether the average is a user with average inputs
 * @param isWhole whether every bar is drawn; else the largest, and the rest as one
 */
export function drawnWaterfall(
  {waterfall, reference}: Pick<Answer, "waterfall" | "reference">,
  {baseRate}: Pick<PredictBook, "baseRate">,
  {isLinear, isWhole}: {isLinear: boolean; isWhole: boolean}
): Waterfall {
  const bars = isWhole ? waterfall : foldWaterfall(waterfall, LARGEST);
  const {unit, start} = bars;
  const isApart = reference.choice === "average" && describeAverages(probabilityAt(unit, start), baseRate, {isLinear, unit}) !== null;
  return isApart ? startAtBaseRate(bars, baseRate, isLinear ? "At average inputs" : "At the mean log-odds") : bars;
}
