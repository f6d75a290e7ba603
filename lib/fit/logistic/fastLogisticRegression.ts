import LogisticRegression from "ml-logistic-regression";
import {Matrix} from "ml-matrix";
import {climb, createDesign} from "./climb.js";

/**
 * The package's logistic regression with its arithmetic in typed arrays. It starts from zero weights and takes the same
 * steps, so the weights agree to about 1e-12; each class is still trained against all others, the second of two
 * classes by a change of sign, because its labels are the first's turned round.
 */
export class FastLogisticRegression extends LogisticRegression {
  override train(X: Matrix, Y: Matrix): void {
    const labels = Y.to1DArray();
    this.numberClasses = new Set(labels).size;
    const design = createDesign(X.rows, X.columns);
    for (let j = 0; j < X.columns; ++j) design.setColumn(j, X.getColumn(j));
    const classifiers: {weights: Matrix}[] = [];
    for (let c = 0; c < this.numberClasses; ++c) {
      if (this.numberClasses === 2 && c === 1) {
        classifiers.push({weights: Matrix.mul(classifiers[0].weights, -1)});
        continue;
      }
      const y = Uint8Array.from(labels, (label) => (label === c ? 0 : 1));
      const weights = climb(design, y, {steps: this.numSteps, rate: this.learningRate});
      classifiers.push({weights: Matrix.rowVector(Array.from(weights))});
    }
    const {name, numSteps, learningRate, numberClasses} = {...this, name: "LogisticRegression"};
    this.classifiers = LogisticRegression.load({name, numSteps, learningRate, numberClasses, classifiers}).classifiers;
  }
}
