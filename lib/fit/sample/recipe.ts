/** The recipe's version; a reader refuses any other. */
export const RECIPE_VERSION = 1;

/**
 * All that the generator knows of a table, and nothing that is one user's: shares, rounded quantiles, correlations and
 * a logistic model's weights. The shape of `data/sample.recipe.json`.
 */
export interface SampleRecipe {
  version: typeof RECIPE_VERSION;
  /** the definition's name */
  dataset: string;
  /** rows of the table that it was fitted to, and of the sample unless asked otherwise */
  nRows: number;
  /** share of rows without a label; 0: none, or too few to be told */
  unlabelledShare: number;
  /** churned among the labelled */
  churnRate: number;
  /** the shares that every column's quantiles belong to, rising from 0 to 1 */
  shares: number[];
  numbers: RecipeNumber[];
  categories: RecipeCategory[];
  /** the inputs in the order of the correlations' rows */
  order: string[];
  /** Spearman's rank correlations to draw with, tuned so that the sample shows the table's; a category counts by the place of its level */
  correlations: number[][];
  /** by constraint the share of rows that break it, by check the share that it counts; 0: none, or of too few users to be told */
  violations: Record<string, number>;
  /** log odds of churn per unit of a number, or of a level against the first; the intercept follows from churnRate */
  weights: {input: string; level?: string; weight: number}[];
}

export interface RecipeNumber {
  name: string;
  /** decimals of the sample's values; 0 for whole numbers */
  decimals: number;
  /** the share of rows without a value; 0: none, or too few to be told */
  missing: number;
  /** at `shares`; the ends are means over several users */
  quantiles: number[];
}

export interface RecipeCategory {
  name: string;
  missing: number;
  levels: {level: string; share: number}[];
}
