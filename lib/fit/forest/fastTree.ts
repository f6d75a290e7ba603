import type {Trees} from "../../model/model.js";
import type {Grid} from "../../statistics/grid.js";
import type {GrownTree, GrowOptions, TreeGrower} from "./growTree.js";
import {DecisionTreeClassifier} from "ml-cart";
import {Matrix} from "ml-matrix";
import {addTree} from "../treesBuilder.js";
import {createTreeGrower} from "./growTree.js";

/** ml-cart's options, with its defaults. */
export type TreeOptions = Partial<GrowOptions>;

const DEFAULTS = {
  gainFunction: "gini",
  splitFunction: "mean",
  minNumSamples: 3,
  maxDepth: Infinity,
  gainThreshold: 0.01
} as const;

/**
 * Users at the tree's own churn rate that each leaf is given beside its own: so no leaf says never or always, which one user would
 * prove wrong at an infinite log loss.
 *
 * @see Cestnik (1990), Estimating probabilities: a crucial task in machine learning: the m-estimate
 */
const PRIOR_USERS = 1;

/** ml-cart's classification tree, grown over sorted columns and kept in flat arrays. */
export class FastTree extends DecisionTreeClassifier {
  readonly settings: Required<TreeOptions>;
  grown: GrownTree = {splitColumn: [], splitValue: [], left: [], right: [], count: [], churned: [], gain: []};

  constructor(options: TreeOptions = {}) {
    super(options);
    this.settings = {...DEFAULTS, ...options};
  }

  override train(X: Matrix | number[][], y: number[]): void {
    const matrix = Matrix.checkMatrix(X);
    const columns = Array.from({length: matrix.columns}, (_, j) => Float32Array.from(matrix.getColumn(j)));
    this.growFrom(createTreeGrower(columns, Uint8Array.from(y)), Int32Array.from(y.keys()), [...columns.keys()]);
  }

  growFrom(grower: TreeGrower, rows: Int32Array, features: readonly number[]): void {
    this.grown = grower.grow(rows, features, this.settings);
  }

  /** 1 where more than half of the leaf's rows churned, as ml-cart's largest share, of two equal ones the first */
  override predict(X: Matrix | number[][]): number[] {
    const matrix = Matrix.checkMatrix(X);
    const {splitColumn, splitValue, left, right, churned, count} = this.grown;
    return Array.from({length: matrix.rows}, (_, i) => {
      let node = 0;
      while (splitColumn[node] >= 0) node = matrix.get(i, splitColumn[node]) < splitValue[node] ? left[node] : right[node];
      return churned[node] * 2 > count[node] ? 1 : 0;
    });
  }

  /** ml-cart's own JSON, so that its `load` and the forest's importances can read it. */
  override toJSON(): {options: object; root: CartNode; name: "DTClassifier"} {
    return {options: {...this.settings, kind: "classifier"}, root: this.toCartNode(0), name: "DTClassifier"};
  }

  /**
   * Appends the tree to a model's flat arrays: a leaf's value is its share of churned, {@link PRIOR_USERS} of the root's share added;
   * another node's is the mean over its rows, which explanations rest on.
   *
   * @param features which encoded column each of the tree's columns is
   * @param grids by encoded column: where thresholds may lie
   */
  addTo(trees: Trees, features: readonly number[], grids: readonly Pick<Grid, "up">[]): void {
    const {splitColumn, splitValue, left, right, count} = this.grown;
    const values = this.valuesOf();
    addTree(trees, count.length, (node) => ({
      feature: splitColumn[node] < 0 ? -1 : features[splitColumn[node]],
      threshold: splitColumn[node] < 0 ? 0 : grids[features[splitColumn[node]]].up(splitValue[node]),
      left: left[node],
      right: right[node],
      missingLeft: false,
      value: values[node],
      cover: count[node]
    }));
  }

  private valuesOf(): Float64Array {
    const {splitColumn, left, right, churned, count} = this.grown;
    const values = new Float64Array(count.length);
    // children stand after their parents
    for (let node = count.length - 1; node >= 0; --node) {
      const [a, b] = [left[node], right[node]];
      values[node] =
        splitColumn[node] < 0
          ? (churned[node] + (PRIOR_USERS * churned[0]) / count[0]) / (count[node] + PRIOR_USERS)
          : (values[a] * count[a] + values[b] * count[b]) / count[node];
    }
    return values;
  }

  private toCartNode(node: number): CartNode {
    const {splitColumn, splitValue, left, right, churned, count, gain} = this.grown;
    const shared = {kind: "classifier", gainFunction: "gini", splitFunction: "mean", ...this.settings};
    if (splitColumn[node] < 0) {
      const share = churned[node] / count[node];
      return {...shared, distribution: share === 0 ? [[1]] : [[1 - share, share]]};
    }
    return {
      ...shared,
      splitValue: splitValue[node],
      splitColumn: splitColumn[node],
      gain: gain[node],
      numberSamples: count[node],
      left: this.toCartNode(left[node]),
      right: this.toCartNode(right[node])
    };
  }
}

/** The parts of ml-cart's node that its readers need. */
export interface CartNode {
  splitValue?: number;
  splitColumn?: number;
  gain?: number;
  numberSamples?: number;
  distribution?: number[][];
  left?: CartNode;
  right?: CartNode;
}
