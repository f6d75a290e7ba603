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
    for (let j = 0; j < nColumns; ++j)
      for (let k = 0; k < nColumns; ++k) gram[j * nColumns + k] += values[o + j] * values[o + k];
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
