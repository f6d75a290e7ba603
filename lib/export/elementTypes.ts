/** TypeScript's types of the site's `/api/churn-predictor.js`, the same for every book. */
export const elementTypes = `/** Inputs by column name; null is missing. */
export type Row = Record<string, number | string | null>;

/** What the events \`load\`, \`input\` and \`change\` have as their detail. */
export interface PredictorDetail {
  /** the chance of churn, in full precision */
  readonly probability: number;
  /** every input of the model */
  readonly values: Row;
}

/** <churn-predictor src="https://your.site/" model="champion" values='{"visits": 3}'> */
export declare class ChurnPredictor extends HTMLElement {
  /** null until the model is loaded */
  readonly probability: number | null;
  /** every input of the model; what is set may be some of them */
  values: Row;
}

declare global {
  interface HTMLElementTagNameMap {
    "churn-predictor": ChurnPredictor;
  }
}
`;
