import type {Trees} from "./model.js";

/** A row's way through a tree must fit a byte. */
export const DEEPEST = 8;

/**
 * Trees for rows that walk together: what they ask, each comparison of a column with a threshold once (as Ye et al., RapidScorer, KDD 2018),
 * and blocks of two levels. Nodes are placed as in a heap: the root is 1, the children of i are 2 i and 2 i + 1.
 */
export interface TreeBlocks {
  questions: Question[];
  /** places for answers, a number each: one per threshold and some that no node reads */
  nAnswers: number;
  /** per tree: its levels of splits, made even */
  depths: Int32Array;
  /** per block 4 numbers: where its upper node is placed, and where the answers of that node and of its children stand */
  blocks: Int32Array;
  /** ends[DEEPEST / 2 * t + s]: where the blocks of tree t's levels 2 s and 2 s + 1 begin, and those before them end */
  ends: Int32Array;
  /** per tree 2^depth values, in the order of ways; a leaf higher up stands where all go left below it */
  leaves: Float64Array;
  /** per tree */
  firstLeaf: Int32Array;
}

/** What nodes ask of one column that send a missing value the same way. */
export interface Question {
  column: number;
  missingLeft: boolean;
  nThresholds: number;
  /** float32, in order; then NaN up to one less than a power of 2, so that a search takes as many steps whatever it finds */
  thresholds: Float32Array;
  /** where its first threshold's answers stand; the others follow, and one place more */
  first: number;
}

/** Answers by which no row goes right: of leaves above the last level. */
const NEVER = 0;

/** @returns null if a tree has more than {@link DEEPEST} levels of splits */
export function createTreeBlocks(trees: Trees): TreeBlocks | null {
  const depths = measureDepths(trees);
  if (depths.some((depth) => depth > DEEPEST)) return null;
  const {questions, nAnswers} = listQuestions(trees);
  return {questions: [...questions.values()], nAnswers, depths, ...layBlocks(trees, {depths, questions})};
}

/** Per tree, an even number from 2 on that is not below the splits on its longest way. */
function measureDepths({roots, feature, left, right}: Trees): Int32Array {
  const below = new Int32Array(feature.length);
  for (let node = feature.length - 1; node >= 0; --node) {
    // children stand after their parents
    if (feature[node] >= 0) below[node] = 1 + Math.max(below[left[node]], below[right[node]]);
  }
  return Int32Array.from(roots, (root) => Math.max(2, 2 * Math.ceil(below[root] / 2)));
}

const keyOf = ({feature, missingLeft}: Trees, node: number): number => 2 * feature[node] + missingLeft[node];

/** Gathers what all trees ask. */
function listQuestions(trees: Trees): {questions: Map<number, Question>; nAnswers: number} {
  const asked = new Map<number, Set<number>>();
  for (const [node, column] of trees.feature.entries()) {
    if (column < 0) continue;
    const key = keyOf(trees, node);
    const thresholds = asked.get(key) ?? new Set();
    asked.set(key, thresholds.add(Math.fround(trees.threshold[node])));
  }
  const questions = new Map<number, Question>();
  let first = NEVER + 1;
  for (const [key, {size}] of asked) {
    const thresholds = new Float32Array(2 ** Math.ceil(Math.log2(size + 1)) - 1).fill(NaN);
    thresholds.set(Float32Array.from(asked.get(key) ?? []).sort());
    questions.set(key, {column: key >> 1, missingLeft: key % 2 === 1, nThresholds: size, thresholds, first});
    first += size + 1;
  }
  return {questions, nAnswers: first};
}

/** Lays trees out, level by level. */
function layBlocks(
  trees: Trees,
  {depths, questions}: {depths: Int32Array; questions: Map<number, Question>}
): Pick<TreeBlocks, "blocks" | "ends" | "leaves" | "firstLeaf"> {
  const {roots, feature, left, right, value} = trees;
  const place = (node: number): number => placeOf(trees, questions, node);
  const blocks: number[] = [];
  const ends = [0];
  const leaves: number[] = [];
  const firstLeaf = new Int32Array(roots.length);
  for (const [t, root] of roots.entries()) {
    const size = 2 ** depths[t];
    firstLeaf[t] = leaves.length;
    for (let k = 0; k < size; ++k) leaves.push(0);
    let here = [{node: root, i: 1}];
    for (let level = 0; level <= DEEPEST; ++level) {
      const next: typeof here = [];
      for (const {node, i} of here) {
        if (feature[node] < 0) {
          leaves[firstLeaf[t] + i * 2 ** (depths[t] - level) - size] = value[node];
          continue;
        }
        next.push({node: left[node], i: 2 * i}, {node: right[node], i: 2 * i + 1});
        if (level % 2 === 0) blocks.push(i, place(node), place(left[node]), place(right[node]));
      }
      if (level % 2 === 1) ends.push(blocks.length);
      here = next;
    }
  }
  return {blocks: Int32Array.from(blocks), ends: Int32Array.from(ends), leaves: Float64Array.from(leaves), firstLeaf};
}

/** Where the answers of a node stand. */
function placeOf(trees: Trees, questions: Map<number, Question>, node: number): number {
  const question = questions.get(keyOf(trees, node));
  return question ? question.first + question.thresholds.indexOf(Math.fround(trees.threshold[node])) : NEVER;
}
