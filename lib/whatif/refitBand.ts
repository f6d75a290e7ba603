import type {Refits, RefitSpread} from "../book/predict.js";
import type {LogisticModel} from "../model/model.js";
import type {Row} from "../dataset/table.js";
import {check} from "../check.js";
import {createRowEncoder} from "../model/encode.js";
import type {Scorer} from "../model/scorer.js";
import {sigmoid} from "../model/logOdds.js";

/** Where the score would lie had other users been sampled. */
export interface RefitBand {
  low: number;
  high: number;
  /** share of the refits between low and high */
  coverage: number;
  /** how many refits */
  n: number;
  /** of this very row; or on average over users with such a score */
  over: "row" | "score";
}

export type BandReader = (row: Row) => RefitBand;

const COVERAGE = 0.95;

/**
 * Reads the middle 95 % of the refits' scores for a row (Riley and Collins, 2023: instability of individual predictions).
 *
 * A recalibration of the model holds for its refits too.
 *
 * @param refits in the encoding of `model`: [intercept, ...weights] each
 * @throws if a refit has another number of coefficients than the model
 */
export function createBandReader(model: LogisticModel, {coefficients}: Refits): BandReader {
  const k = model.encoding.length;
  const odd = coefficients.filter((d) => d.length !== k + 1).length;
  check(coefficients.length > 0 && odd === 0, {
    where: "createBandReader",
    rule: `refits must have ${k + 1} coefficients each`,
    got: odd ? `${odd} others` : "no refits"
  });
  const flat = Float64Array.from(coefficients.flat());
  const {intercept: shift, slope} = model.calibration ?? {intercept: 0, slope: 1};
  const encode = createRowEncoder(model);
  const x = new Float64Array(k);
  const z = new Float64Array(coefficients.length);
  return (row) => {
    encode(row, x);
    for (let b = 0, at = 0; b < z.length; ++b) {
      let sum = flat[at++];
      for (let j = 0; j < k; ++j) sum += flat[at++] * x[j];
      z[b] = shift + slope * sum;
    }
    const sorted = z.sort();
    return {
      low: sigmoid(quantileSorted(sorted, (1 - COVERAGE) / 2)),
      high: sigmoid(quantileSorted(sorted, (1 + COVERAGE) / 2)),
      coverage: COVERAGE,
      n: z.length,
      over: "row"
    };
  };
}

/** Linear between the order statistics (type 7 of Hyndman and Fan, 1996). */
function quantileSorted(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** Reads where refits' scores lie for users who score as a row does: linear between the groups, and the last one's beyond them. */
export function createSpreadReader({logOddsRow}: Pick<Scorer, "logOddsRow">, {n, logOdds, reach}: RefitSpread): BandReader {
  return (row) => {
    const z = logOddsRow(row);
    const above = logOdds.findIndex((d) => d >= z);
    const half =
      above < 0
        ? reach[reach.length - 1]
        : above === 0
          ? reach[0]
          : reach[above - 1] + ((z - logOdds[above - 1]) / (logOdds[above] - logOdds[above - 1])) * (reach[above] - reach[above - 1]);
    return {low: sigmoid(z - half), high: sigmoid(z + half), coverage: COVERAGE, n, over: "score"};
  };
}
