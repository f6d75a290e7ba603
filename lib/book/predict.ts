import type {Row} from "../table/table.js";

/** All that /predict needs beside the models: `predict.json`. */
export interface PredictBook {
  baseRate: number;
  /** champion first, then challenger, then the other finalists */
  models: {name: string; title: string; file: string; sha256: string; alias: "champion" | "challenger" | null; inputs: string[]}[];
  inputs: PredictInput[];
  /** the population median of every input (mode of categories) */
  typical: Row;
  /** means of numbers, modes of categories; for exact linear contributions the encoded mean is in the model */
  average: Row;
  /** median of the retained */
  typicalRetained: Row;
  presets: {name: string; title: string; row: Row; /** synthetic when rows are private */ synthetic: boolean}[];
  /** inputs that move together (|r| > 0.9), shown as one group by default */
  groups: {title: string; inputs: string[]}[];
  constraints: {name: string; title: string; left: string; right: string; action: "enforce" | "warn"}[];
  /** rows scored in Node, for the parity check; scores by model name, full precision */
  golden: {rows: Row[]; scores: Record<string, number[]>};
}

export interface PredictInput {
  name: string;
  title: string;
  kind: "integer" | "number" | "category";
  unit: string | null;
  meaning: string;
  /** group title */
  group: string;
  fixed: boolean;
  levels: string[];
  step: number;
  /** P1 and P99 of the labelled users: the slider's range */
  low: number;
  high: number;
  /** what can be: the definition's range, widened to what was seen; the range beyond the opt-in */
  min: number;
  max: number;
  /** for the picture behind the slider: shares within each class */
  histogram: {low: number; high: number; churned: number; retained: number}[];
}
