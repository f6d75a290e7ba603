import {readFileSync} from "node:fs";

/** Synthetic arrays and what scikit-learn, scipy and statsmodels say of them; see make_fixtures.py beside the file. */
export interface Oracle {
  versions: Record<string, string>;
  scores: ScoresCase[];
  curves: {case: string; roc: number[][]; precisionRecall: number[][]; thresholds: number[]}[];
  twoSamples: {name: string; x: number[]; y: number[]; u: number; rankSumP: number; d: number; ksP: number}[];
  contingency: {
    counts: number[][];
    statistic: number;
    pValue: number;
    degrees: number;
    cramersV: number;
    smallestExpected: number;
  }[];
  correlations: {x: number[]; y: number[]; pearson: number; spearman: number};
  calibration: {y: number[]; p: number[]; intercept: number[]; slope: number[]; statistic: number; pValue: number};
  wilson: [number, number, number, number, number][];
  holm: {p: number[]; adjusted: number[]};
  quantiles: {values: number[]; shares: number[]; expected: number[]};
  distributions: Record<string, number[][]>;
  mantelHaenszel: {rows: [number, number, number][]; raw: number[]; within: number[]};
}

export interface ScoresCase {
  name: string;
  y: number[];
  p: number[];
  weights: number[];
  plain: OracleScores;
  weighted: OracleScores;
}

export type OracleScores = Record<string, number> & {confusion: Record<string, number>};

export const oracle = JSON.parse(readFileSync(new URL("../../fixtures/metrics/oracle.json", import.meta.url), "utf8")) as Oracle;
