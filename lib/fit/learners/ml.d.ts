/** What is used here of two packages that come without types. */
declare module "ml-logistic-regression" {
  import type {Matrix} from "ml-matrix";

  export interface LogisticRegressionOptions {
    /** gradient steps, 50,000 if not given */
    numSteps?: number;
    /** by what the summed gradient is multiplied, 5e-4 if not given */
    learningRate?: number;
  }

  export default class LogisticRegression {
    constructor(options?: LogisticRegressionOptions);
    numSteps: number;
    learningRate: number;
    numberClasses: number;
    /** one per class against all others; that of class 0 has the weights of class 1's log-odds, and the other way round */
    classifiers: {weights: Matrix}[];
    train(X: Matrix, Y: Matrix): void;
    predict(X: Matrix): number[];
    toJSON(): object;
    static load(model: object): LogisticRegression;
  }
}

declare module "ml-cart" {
  import type {Matrix} from "ml-matrix";

  interface TreeOptions {
    gainFunction?: "gini";
    splitFunction?: "mean";
    minNumSamples?: number;
    maxDepth?: number;
    gainThreshold?: number;
  }

  export class DecisionTreeClassifier {
    constructor(options?: TreeOptions);
    train(X: Matrix | number[][], y: number[]): void;
    predict(X: Matrix | number[][]): number[];
    toJSON(): object;
    static load(model: object): DecisionTreeClassifier;
  }
}
