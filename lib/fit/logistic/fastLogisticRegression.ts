import type {LogisticRegressionOptions} from "ml-logistic-regression";
import type {BlockDesign} from "../blockDesign.js";
import LogisticRegression from "ml-logistic-regression";
import {Matrix} from "ml-matrix";
import {bareDesign} from "../blockDesign.js";
import {climb} from "./climb.js";

export interface FastLogisticOptions extends LogisticRegressionOptions {
  /** of our own, per weight: minus half of this times its square is added to the log-likelihood; none if not given */
  penalty?: Float64Array;
}

/**
 * The package's logistic regression with its arithmetic in typed arrays.
 *
 * The package's: the options, the method (gradient steps of one length from zero weights, each class against all others),
 * what is kept of it (`classifiers`), predictions and JSON. Ours: `train`, which the package does in new matrices at every
 * step; the steps are the same, so the weights agree to about 1e-12 (a test holds them together). The second of two classes
 * is trained by a change of sign, because its labels are the first's turned round. Ours, too, is the penalty.
 */
export class FastLogisticRegression extends LogisticRegression {
  readonly #penalty: Float64Array | undefined;

  constructor({penalty, ...options}: FastLogisticOptions = {}) {
    super(options);
    this.#penalty = penalty;
  }

  override train(X: Matrix, Y: Matrix): void {
    const labels = Y.to1DArray();
    const columns = Array.from({length: X.columns}, (_, j) => Float64Array.from(X.getColumn(j)));
    const design = bareDesign(X.rows, columns);
    const nClasses = new Set(labels).size;
    if (nClasses === 2) this.trainDesign(design, Uint8Array.from(labels));
    else
      this.#keep(
        Array.from({length: nClasses}, (_, c) =>
          this.#climb(
            design,
            Uint8Array.from(labels, (label) => (label === c ? 0 : 1))
          )
        )
      );
  }

  /**
   * Trains on two classes without a matrix of the package.
   *
   * @param y length nRows, 0 or 1
   * @returns the weights of class 1's log-odds, one per coefficient of the design
   */
  trainDesign(design: BlockDesign, y: Uint8Array): Float64Array {
    const weights = this.#climb(design, y);
    this.#keep([weights, weights.map((weight) => -weight)]);
    return weights;
  }

  #climb(design: BlockDesign, y: Uint8Array): Float64Array {
    return climb(design, y, {steps: this.numSteps, rate: this.learningRate, penalty: this.#penalty});
  }

  /** As the package's own classifiers, which its predictions ask. */
  #keep(weights: readonly Float64Array[]): void {
    this.numberClasses = weights.length;
    const classifiers = weights.map((each) => ({weights: Matrix.rowVector(Array.from(each))}));
    const {name, numSteps, learningRate, numberClasses} = {...this, name: "LogisticRegression"};
    this.classifiers = LogisticRegression.load({name, numSteps, learningRate, numberClasses, classifiers}).classifiers;
  }
}
