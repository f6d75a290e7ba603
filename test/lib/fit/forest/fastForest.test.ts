import * as fc from "fast-check";
import type {FastForestOptions} from "../../../../lib/fit/forest/fastForest.js";
import type {CartNode} from "../../../../lib/fit/forest/fastTree.js";
import type {Random} from "../../../../lib/random.js";
import {DecisionTreeClassifier} from "ml-cart";
import {RandomForestClassifier} from "ml-random-forest";
import {describe, expect, it} from "vitest";
import {FastForest} from "../../../../lib/fit/forest/fastForest.js";
import {FastTree} from "../../../../lib/fit/forest/fastTree.js";
import {createTreeGrower} from "../../../../lib/fit/forest/growTree.js";
import {createRandom, drawIndex} from "../../../../lib/random.js";
import {syntheticUsers} from "../../../support/syntheticUsers.js";

interface DataSet {
  title: string;
  X: number[][];
  y: number[];
}

/** Rows of float32 numbers, as they come through the door. */
function dataSet(title: string, n: number, draw: (random: Random) => number[], label: (row: number[], random: Random) => boolean): DataSet {
  const random = createRandom(title);
  const X = Array.from({length: n}, () => draw(random).map(Math.fround));
  return {title, X, y: X.map((row) => Number(label(row, random)))};
}

const users = syntheticUsers(150, 3);
const dataSets = [
  dataSet(
    "distinct values",
    120,
    (r) => [r(), r() * 10 - 5, r() ** 3],
    (row, r) => row[0] + 0.3 * row[1] > r()
  ),
  dataSet(
    "few values, many ties",
    150,
    (r) => [drawIndex(4, r), drawIndex(3, r), drawIndex(9, r), r()],
    (row, r) => row[0] + row[2] > 12 * r()
  ),
  dataSet(
    "noise",
    80,
    (r) => [r(), r()],
    (_, r) => r() < 0.2
  ),
  {
    title: "users",
    X:
      users.table.columns[0].kind === "number"
        ? Array.from(users.y, (_, i) => users.table.columns.map((d) => (d.kind === "number" ? d.values[i] : NaN)))
        : [],
    y: [...users.y]
  }
];

describe.each(dataSets)("FastTree on $title", ({X, y}) => {
  it.each([{}, {gainThreshold: 0}, {gainThreshold: 0, maxDepth: 3}, {gainThreshold: 0, minNumSamples: 20}])(
    "grows ml-cart's tree with %o",
    (options) => {
      const stock = new DecisionTreeClassifier(options);
      stock.train(X, y);
      const fast = new FastTree(options);
      fast.train(X, y);
      const nSplits = expectSameTree(rootOf(stock), rootOf(fast));
      if (options.gainThreshold === 0) expect(nSplits).toBeGreaterThan(2);
      expect(DecisionTreeClassifier.load(JSON.parse(JSON.stringify(fast))).predict(X)).toEqual(fast.predict(X));
    }
  );
});

describe("FastTree.train(X, y)", () => {
  it("grows ml-cart's tree whatever the rows, ties and all", () => {
    const row = fc.tuple(fc.integer({min: -2, max: 2}), fc.integer({min: 0, max: 5}), fc.float({noNaN: true, min: -1, max: 1}));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, fc.boolean()), {minLength: 5, maxLength: 40}),
        fc.integer({min: 1, max: 4}),
        (users, minNumSamples) => {
          const X = users.map(([values]) => [...values]);
          const y = users.map(([, label]) => Number(label));
          const options = {gainThreshold: 0, maxDepth: 6, minNumSamples};
          const [stock, fast] = [new DecisionTreeClassifier(options), new FastTree(options)];
          stock.train(X, y);
          fast.train(X, y);
          expectSameTree(rootOf(stock), rootOf(fast));
        }
      ),
      {numRuns: 200, seed: 4}
    );
  });
});

describe.each(dataSets)("FastForest on $title", ({X, y}) => {
  const choices: FastForestOptions[] = [
    {
      seed: 1,
      nEstimators: 5,
      maxFeatures: 2,
      replacement: false,
      useSampleBagging: true,
      treeOptions: {gainThreshold: 0, maxDepth: 4}
    },
    {
      seed: 77,
      nEstimators: 5,
      maxFeatures: 0.8,
      replacement: true,
      useSampleBagging: true,
      treeOptions: {gainThreshold: 0, maxDepth: 3}
    },
    {seed: -3, nEstimators: 3, maxFeatures: 1, replacement: false, useSampleBagging: false, treeOptions: {maxDepth: 3}}
  ];
  it.each(choices)("makes the package's choices and grows its trees with %o", (options) => {
    const stock = new RandomForestClassifier({...options, noOOB: true});
    stock.train(X, y);
    const fast = new FastForest(options);
    fast.train(X, y);
    expect(fast.indexes).toEqual(stock.indexes);
    fast.estimators.forEach((estimator, i) =>
      expectSameTree(rootOf(stock.estimators?.[i] as unknown as DecisionTreeClassifier), rootOf(estimator))
    );
    expect(fast.predict(X)).toEqual(stock.predict(X));
    expect(RandomForestClassifier.load(JSON.parse(JSON.stringify(fast))).predict(X)).toEqual(stock.predict(X));
  });
});

describe("FastForest", () => {
  it("refuses a number of columns that there are not", () => {
    expect(() =>
      new FastForest({maxFeatures: 4}).train(
        [
          [1, 2],
          [3, 4]
        ],
        [0, 1]
      )
    ).toThrow("FastForest: maxFeatures must be a share in (0, 1] that keeps a column, or a whole number up to 2; got 4.");
  });
});

function rootOf(tree: {toJSON(): object}): CartNode {
  return (JSON.parse(JSON.stringify(tree)) as {root: CartNode}).root;
}

/** Expects equal splits and shares, node by node. @returns the number of splits */
function expectSameTree(stock: CartNode, fast: CartNode): number {
  if (!stock.left || !stock.right || !fast.left || !fast.right) {
    expect(fast.left).toBe(stock.left); // both are leaves
    fast.distribution?.[0].forEach((share, c) => expect(share).toBeCloseTo(stock.distribution?.[0][c] ?? 0, 10));
    return 0;
  }
  expect({column: fast.splitColumn, value: fast.splitValue}).toEqual({
    column: stock.splitColumn,
    value: stock.splitValue
  });
  expect(fast.gain).toBeCloseTo(stock.gain ?? NaN, 10);
  expect(fast.numberSamples).toBe(stock.numberSamples);
  return 1 + expectSameTree(stock.left, fast.left) + expectSameTree(stock.right, fast.right);
}

it("FastForest with mostDraws grows each tree on so many drawn rows, and as ever where there are no more", () => {
  const random = createRandom("draws");
  const columns = [Float32Array.from({length: 4000}, () => random())];
  const y = Uint8Array.from(columns[0], (x) => Number(random() < x));
  const grow = (mostDraws?: number): number[] => {
    const forest = new FastForest({
      nEstimators: 3,
      maxFeatures: 1,
      replacement: false,
      useSampleBagging: true,
      random: createRandom(1),
      mostDraws
    });
    forest.trainGrower(createTreeGrower(columns, y), {nRows: 4000, nColumns: 1});
    return forest.estimators.map((tree) => tree.predict([[0.1], [0.9]])[1]);
  };
  expect(grow(4000)).toEqual(grow());
  const counted: number[] = [];
  const counting: Random = () => {
    counted.push(1);
    return 0.5;
  };
  new FastForest({
    nEstimators: 2,
    maxFeatures: 1,
    replacement: true,
    useSampleBagging: true,
    random: counting,
    mostDraws: 100
  }).trainGrower(createTreeGrower(columns, y), {nRows: 4000, nColumns: 1});
  expect(counted).toHaveLength(2 * (100 + 1)); // rows, and the tree's one column
});
