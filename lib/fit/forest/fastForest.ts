import type {RandomForestBaseOptions} from "ml-random-forest";
import type {Random} from "../../random.js";
import type {TreeOptions} from "./fastTree.js";
import {Matrix} from "ml-matrix";
import {RandomForestClassifier} from "ml-random-forest";
import {MersenneTwister19937, integer} from "random-js";
import {check} from "../../check.js";
import {drawIndex} from "../../random.js";
import {FastTree} from "./fastTree.js";
import type {TreeGrower} from "./growTree.js";
import {createTreeGrower} from "./growTree.js";

export interface FastForestOptions extends Partial<RandomForestBaseOptions> {
  treeOptions?: TreeOptions;
  /** draws rows and columns in place of the package's generator, whose state of 32 bits could be guessed; `seed` then says nothing */
  random?: Random;
  /** rows that each tree draws, at the most; default: as many as there are */
  mostDraws?: number;
}

/**
 * The package's random forest, with its trees grown by {@link createTreeGrower}, or over bins by createBinnedGrower.
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
  readonly random: Random | null;
  readonly mostDraws: number;

  constructor({random, mostDraws = Infinity, ...options}: FastForestOptions) {
    super({...options, noOOB: true});
    this.random = random ?? null;
    this.mostDraws = mostDraws;
  }

  override train(trainingSet: number[][] | Matrix, trainingValues: number[]): void {
    const matrix = Matrix.checkMatrix(trainingSet);
    const columns = Array.from({length: matrix.columns}, (_, j) => Float32Array.from(matrix.getColumn(j)));
    const y = Uint8Array.from(trainingValues);
    this.trainGrower(createTreeGrower(columns, y), {nRows: y.length, nColumns: columns.length});
  }

  /** Draws each tree's rows and columns, and lets the grower grow it. */
  trainGrower(grower: TreeGrower, {nRows, nColumns}: {nRows: number; nColumns: number}): void {
    this.maxFeatures = this.maxFeatures || nColumns;
    this.numberFeatures = nColumns;
    this.n = countFeatures(this.maxFeatures, nColumns);
    this.indexes = [];
    this.estimators = [];
    const everyRow = Int32Array.from({length: nRows}, (_, i) => i);
    const openDraws = createDraws(this.random, this.seed);
    for (let i = 0; i < this.nEstimators; ++i) {
      const rows = this.useSampleBagging ? drawRows(nRows, Math.min(nRows, this.mostDraws), openDraws()) : everyRow;
      this.indexes[i] = drawFeatures(nColumns, {count: this.n, replacement: this.replacement}, openDraws());
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

/** A function that gives whole numbers in [0, n). */
type Draw = (n: number) => number;

/**
 * What gives each piece of work its draws: of one source, or, as the package has it, of a generator of its own, seeded by what the
 * one before draws last.
 */
function createDraws(random: Random | null, firstSeed: number): () => Draw {
  if (random) return () => (n) => drawIndex(n, random);
  let engine: MersenneTwister19937 | null = null;
  return () => {
    const own = MersenneTwister19937.seed(engine ? engine.next() : firstSeed);
    engine = own;
    return (n) => integer(0, n - 1)(own);
  };
}

/** So many of the rows, with replacement. */
function drawRows(nRows: number, nDraws: number, draw: Draw): Int32Array {
  const rows = new Int32Array(nDraws);
  for (let i = 0; i < nDraws; ++i) rows[i] = draw(nRows);
  return rows;
}

/** A tree's columns. Without replacement a column drawn again is drawn anew. */
function drawFeatures(nColumns: number, {count, replacement}: {count: number; replacement: boolean}, draw: Draw): number[] {
  if (replacement) return Array.from({length: count}, () => draw(nColumns));
  const used = new Set<number>();
  let index = draw(nColumns);
  while (used.size < count) {
    while (used.has(index)) index = draw(nColumns);
    used.add(index);
  }
  return [...used];
}
