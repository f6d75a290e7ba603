export interface ClimbOptions {
  steps: number;
  /** by what the summed gradient is multiplied */
  rate: number;
  /** per weight: minus half of this times its square is added to the log-likelihood; 0 if not given */
  penalty?: Float64Array;
}

/**
 * Climbs the log-likelihood by plain gradient steps of one length from zero weights, as ml-logistic-regression does:
 * weights += rate * X'(y - sigmoid(X weights)).
 *
 * @param y length nRows, each 0 or 1
 * @returns length nColumns
 */
export function climb(design: Design, y: Uint8Array, {steps, rate, penalty}: ClimbOptions): Float64Array {
  const weights = new Float64Array(design.nColumns);
  const slope = new Float64Array(design.nColumns);
  for (let step = 0; step < steps; ++step) {
    gradient({design, y, penalty}, weights, slope);
    for (let j = 0; j < weights.length; ++j) weights[j] += rate * slope[j];
  }
  return weights;
}

export interface Likelihood {
  design: Design;
  y: Uint8Array;
  penalty?: Float64Array;
}

/**
 * The gradient of the log-likelihood (less the penalty) at the weights, written into `slope`. Four rows at a time: each
 * weight is read, and each element of the gradient written, once for all four.
 */
export function gradient({design, y, penalty}: Likelihood, weights: Float64Array, slope: Float64Array): void {
  const {nRows, nColumns, values} = design;
  const last = nRows - (nRows % 4);
  slope.fill(0);
  for (let i = 0; i < last; i += 4) {
    const a = i * nColumns;
    const b = a + nColumns;
    const c = b + nColumns;
    const d = c + nColumns;
    let za = 0;
    let zb = 0;
    let zc = 0;
    let zd = 0;
    for (let j = 0; j < nColumns; ++j) {
      const weight = weights[j];
      za += values[a + j] * weight;
      zb += values[b + j] * weight;
      zc += values[c + j] * weight;
      zd += values[d + j] * weight;
    }
    const ea = y[i] - 1 / (1 + Math.exp(-za));
    const eb = y[i + 1] - 1 / (1 + Math.exp(-zb));
    const ec = y[i + 2] - 1 / (1 + Math.exp(-zc));
    const ed = y[i + 3] - 1 / (1 + Math.exp(-zd));
    for (let j = 0; j < nColumns; ++j) slope[j] += values[a + j] * ea + values[b + j] * eb + values[c + j] * ec + values[d + j] * ed;
  }
  for (let i = last, o = last * nColumns; i < nRows; ++i, o += nColumns) {
    let z = 0;
    for (let j = 0; j < nColumns; ++j) z += values[o + j] * weights[j];
    const error = y[i] - 1 / (1 + Math.exp(-z));
    for (let j = 0; j < nColumns; ++j) slope[j] += values[o + j] * error;
  }
  if (penalty) for (let j = 0; j < nColumns; ++j) slope[j] -= penalty[j] * weights[j];
}

/** The log-likelihood less the penalty; the larger the better. */
export function logLikelihood({design, y, penalty}: Likelihood, weights: Float64Array): number {
  const {nRows, nColumns, values} = design;
  let sum = 0;
  for (let i = 0, o = 0; i < nRows; ++i, o += nColumns) {
    let z = 0;
    for (let j = 0; j < nColumns; ++j) z += values[o + j] * weights[j];
    const margin = y[i] === 1 ? -z : z;
    sum -= margin > 0 ? margin + Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)); // no overflow
  }
  if (penalty) for (let j = 0; j < nColumns; ++j) sum -= (penalty[j] * weights[j] ** 2) / 2;
  return sum;
}

/** A matrix of training rows by weights, row after row in one typed array. */
export interface Design {
  nRows: number;
  nColumns: number;
  /** length nRows * nColumns */
  values: Float64Array;
  setColumn(j: number, column: ArrayLike<number>): void;
}

export function createDesign(nRows: number, nColumns: number): Design {
  const values = new Float64Array(nRows * nColumns);
  return {
    nRows,
    nColumns,
    values,
    setColumn(j, column) {
      for (let i = 0; i < nRows; ++i) values[i * nColumns + j] = column[i];
    }
  };
}

/** The largest eigenvalue of X'X, by power iteration; for a step length that cannot overshoot. */
export function largestEigenvalue({nRows, nColumns, values}: Design): number {
  const gram = new Float64Array(nColumns * nColumns);
  for (let i = 0; i < nRows; ++i) {
    const o = i * nColumns;
    for (let j = 0; j < nColumns; ++j) for (let k = 0; k < nColumns; ++k) gram[j * nColumns + k] += values[o + j] * values[o + k];
  }
  let v = new Float64Array(nColumns).map((_, j) => 1 + j / nColumns); // not orthogonal to a likely eigenvector
  let norm = 0;
  for (let step = 0; step < 100; ++step) {
    const next = new Float64Array(nColumns);
    for (let j = 0; j < nColumns; ++j) for (let k = 0; k < nColumns; ++k) next[j] += gram[j * nColumns + k] * v[k];
    norm = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0));
    if (norm === 0) return 0;
    v = next.map((x) => x / norm);
  }
  return norm;
}
