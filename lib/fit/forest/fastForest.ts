import type {RandomForestBaseOptions} from "ml-random-forest";
import type {TreeOptions} from "./fastTree.js";
import {Matrix} from "ml-matrix";
import {RandomForestClassifier} from "ml-random-forest";
import {MersenneTwister19937, integer} from "random-js";
import {check} from "../../check.js";
import {FastTree} from "./fastTree.js";
import {createTreeGrower} from "./growTree.js";

export interface FastForestOptions extends Partial<RandomForestBaseOptions> {
  treeOptions?: TreeOptions;
}

/**
 * The package's random forest, with its trees grown by {@link createTreeGrower}.
 *
 * The package's `train` names ml-cart's class itself and copies every sampled row into new matrices, so `train` is what
 * is overridden, and nothing else: voting, tree-by-tree predictions and JSON stay the package's. Its choices stay too: the same
 * generator (random-js), drawn from in the same order, gives the same rows and columns to each tree. A test holds every
 * choice and every tree against the stock package's.
 *
 * Not taken over: out-of-bag predictions; `maxSamples` (which keeps the first rows, not random ones); and importances,
 * in which the package counts gains of splits that were looked for in leaves and not made.
 */
export class FastForest extends RandomForestClassifier {
  declare estimators: FastTree[];
  declare maxFeatures: number;
  declare replacement: boolean;
  declare useSampleBagging: boolean;
  declare nEstimators: number;
  declare seed: number;
  declare treeOptions: TreeOptions;
  declare indexes: number[][];
  declare n: number;
  numberFeatures = 0;

  constructor(options: FastForestOptions) {
    super({...options, noOOB: true});
  }

  override train(trainingSet: number[][] | Matrix, trainingValues: number[]): void {
    const matrix = Matrix.checkMatrix(trainingSet);
    const columns = Array.from({length: matrix.columns}, (_, j) => Float32Array.from(matrix.getColumn(j)));
    this.trainColumns(columns, Uint8Array.from(trainingValues));
  }

  /** @param columns the inputs as float32, without NaN */
  trainColumns(columns: readonly Float32Array[], y: Uint8Array): void {
    this.maxFeatures = this.maxFeatures || columns.length;
    this.numberFeatures = columns.length;
    this.n = countFeatures(this.maxFeatures, columns.length);
    this.indexes = [];
    this.estimators = [];
    const grower = createTreeGrower(columns, y);
    const everyRow = Int32Array.from(y.keys());
    let {seed} = this;
    for (let i = 0; i < this.nEstimators; ++i) {
      let rows: Int32Array = everyRow;
      if (this.useSampleBagging) [rows, seed] = drawRows(y.length, seed);
      [this.indexes[i], seed] = drawFeatures(columns.length, {count: this.n, replacement: this.replacement, seed});
      this.estimators[i] = new FastTree(this.treeOptions);
      this.estimators[i].growFrom(grower, rows, this.indexes[i]);
    }
  }
}

/** The package's rule: up to 1 it is a share of the columns (so 1 means all), above 1 a number of columns. */
function countFeatures(maxFeatures: number, nColumns: number): number {
  const count = maxFeatures > 0 && maxFeatures <= 1 ? Math.floor(nColumns * maxFeatures) : maxFeatures;
  check(Number.isInteger(count) && count > 0 && count <= nColumns, {
    where: "FastForest",
    rule: `maxFeatures must be a share in (0, 1] that keeps a column, or a whole number up to ${nColumns}`,
    got: maxFeatures
  });
  return count;
}

/** As many rows as there are, with replacement, and the seed of the next draw. */
function drawRows(nRows: number, seed: number): [Int32Array, number] {
  const engine = MersenneTwister19937.seed(seed);
  const draw = integer(0, nRows - 1);
  const rows = new Int32Array(nRows);
  for (let i = 0; i < nRows; ++i) rows[i] = draw(engine);
  return [rows, engine.next()];
}

/** A tree's columns and the seed of the next draw. Without replacement a column drawn again is drawn anew. */
function drawFeatures(
  nColumns: number,
  {count, replacement, seed}: {count: number; replacement: boolean; seed: number}
): [number[], number] {
  const engine = MersenneTwister19937.seed(seed);
  const draw = integer(0, nColumns - 1);
  if (replacement) return [Array.from({length: count}, () => draw(engine)), engine.next()];
  const used = new Set<number>();
  let index = draw(engine);
  while (used.size < count) {
    while (used.has(index)) index = draw(engine);
    used.add(index);
  }
  return [[...used], engine.next()];
}
