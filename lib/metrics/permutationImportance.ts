import type {Interval} from "../book/common.js";
import type {Groups} from "../statistics/intervals.js";
import type {Random} from "../random.js";
import type {Table} from "../dataset/table.js";
import {check} from "../check.js";
import {shuffled} from "../random.js";
import {getColumn, takeRows} from "../dataset/table.js";
import {meanInterval} from "../statistics/intervals.js";

/** Inputs that are shuffled together: one alone, or a group that moves together. */
export interface InputGroup {
  inputs: string[];
  title: string;
}

export interface PermutationOptions {
  /** probabilities of the table's rows by the model under study */
  predict(table: Table): ArrayLike<number>;
  /** what one user of label y and score p costs, such as {@link logCost} */
  cost(y: number, p: number): number;
  groups: readonly InputGroup[];
  random: Random;
  /** by row, those that were drawn together */
  rowGroups?: Groups;
  /** how often each group is shuffled */
  repeats?: number;
  level?: number;
}

export interface Importance extends InputGroup {
  /** mean worsening over the repeats, with an interval over who was drawn; the model is held fixed */
  increase: Interval;
  /** the worsening in each repeat */
  repeats: number[];
}

/**
 * How much more users cost on average when inputs are shuffled among rows: positive means the model leans on them. An input whose
 * twin stays in place looks unimportant; shuffle such twins as a group, the members of a group keeping company row by row.
 *
 * Its interval is Student's, of each user's own mean worsening, or of the groups that they come in: over who was drawn. The spread
 * between repeats alone would leave out that other users might have been tested, and pass off as useful or harmful what is noise.
 *
 * @param table rows that the model was not fitted on
 * @param yTrue length nRows, each 0 (retained) or 1 (churned)
 * @throws if a group names no input or one that the table lacks, or repeats is below 2
 * @see Breiman (2001); agrees in definition with sklearn.inspection.permutation_importance
 */
export function permutationImportance(table: Table, yTrue: ArrayLike<number>, options: PermutationOptions): Importance[] {
  const {predict, cost, groups, random, rowGroups = null, repeats = 10, level = 0.95} = options;
  check(Number.isInteger(repeats) && repeats >= 2, {
    where: "permutationImportance",
    rule: "repeats must be a whole number >= 2",
    got: repeats
  });
  const before = Float64Array.from(predict(table), (p, i) => cost(yTrue[i], p));
  return groups.map(({inputs, title}) => {
    check(inputs.length > 0, {where: "permutationImportance", rule: `the group "${title}" must name an input`, got: "none"});
    const worsening = new Float64Array(table.nRows);
    const increases = Array.from({length: repeats}, () => {
      const after = predict(shuffleColumns(table, inputs, random));
      let sum = 0;
      for (let i = 0; i < worsening.length; ++i) {
        const worse = cost(yTrue[i], after[i]) - before[i];
        worsening[i] += worse / repeats;
        sum += worse;
      }
      return sum / worsening.length;
    });
    const {estimate, low, high} = meanInterval(worsening, {groups: rowGroups, level});
    return {inputs: [...inputs], title, increase: {estimate, low, high}, repeats: increases};
  });
}

/** The table with the named columns' rows in a random order, the same for all of them. */
function shuffleColumns(table: Table, names: readonly string[], random: Random): Table {
  for (const name of names) getColumn(table, name);
  const order = shuffled(
    Array.from({length: table.nRows}, (_, i) => i),
    random
  );
  const moved = takeRows({nRows: table.nRows, columns: table.columns.filter((d) => names.includes(d.name))}, order);
  return {nRows: table.nRows, columns: table.columns.map((column) => moved.columns.find((d) => d.name === column.name) ?? column)};
}

/**
 * Inputs by what is lost without each alone, most first. Where that may be nothing, which way it points is chance, and what few test rows tell
 * comes in steps, on one of which most inputs stand: among those, first the ones that rank better by themselves.
 *
 * @param variables how inputs rank by themselves, by all rows; one that is not there ranks nothing
 */
export function rankAlone(
  importance: readonly Pick<Importance, "inputs" | "increase">[],
  variables: readonly {input: string; rocAuc: number}[] = []
): string[] {
  const ranks = new Map(variables.map(({input, rocAuc}) => [input, rocAuc]));
  const alone = importance.flatMap(({inputs, increase}) =>
    inputs.length === 1 ? [{input: inputs[0], ...increase, ranks: ranks.get(inputs[0]) ?? 0.5}] : []
  );
  const sure = ({estimate, low, high}: Interval): number => (low <= 0 && high >= 0 ? 0 : estimate);
  return alone.sort((a, b) => sure(b) - sure(a) || b.ranks - a.ranks || b.estimate - a.estimate).map(({input}) => input);
}
