import type {Table} from "../dataset/table.js";
import type {EncodeOptions} from "./encode.js";
import type {AdditiveModel, ByTrait, LogisticModel, Model} from "./model.js";
import {calibrateLogOdds, sigmoid} from "./logOdds.js";
import {hasTrait, ofKind} from "./model.js";
import {createScorer} from "./scorer.js";

/**
 * Prepares a model to score tables that differ from one in a few columns, as shuffling inputs or setting one asks for: of a model that adds
 * up over its columns, only what these columns add is worked out anew. The probabilities are those of {@link createScorer}, up to rounding.
 *
 * @param base of at least the model's inputs; its columns never change. A column of a table to score that is one of these, the very object,
 *   is not looked at again
 * @returns probabilities, length nRows, of a table of as many rows in the same order
 * @throws as a scorer does
 */
export function createRescorer(model: Model, base: Table, options: EncodeOptions = {}): (table: Table) => Float64Array {
  const {scoreTable} = createScorer(model, options);
  const known = new Set(base.columns);
  let whole: Float64Array | null = null;
  return (table) => {
    const changed = table.columns.filter((column) => !known.has(column)).map(({name}) => name);
    if (!hasTrait(model, "hasParts") || model.inputs.every(({name}) => changed.includes(name))) return scoreTable(table);
    whole ??= createScorer({...model, calibration: undefined}, options).logOddsTable(base);
    const {logOddsTable} = createScorer(ofKind(parts, model, changed), options);
    const [before, after] = [logOddsTable(base), logOddsTable(table)];
    return after.map((d, i) => {
      const logOdds = (whole as Float64Array)[i] + (d - before[i]);
      return sigmoid(model.calibration ? calibrateLogOdds(logOdds, model.calibration) : logOdds);
    });
  };
}

/** What some inputs add to the log-odds, as a model. */
const parts: ByTrait<"hasParts", [names: readonly string[]], Model> = {logistic: partOfLogistic, additive: partOfAdditive};

function partOfLogistic(model: LogisticModel, names: readonly string[]): LogisticModel {
  const kept = [...model.encoding.keys()].filter((j) => names.includes(model.encoding[j].input));
  return {...keepColumns(model, kept), weights: kept.map((j) => model.weights[j])};
}

/** With what they stand in pairs with: what that adds alone is the same before and after. */
function partOfAdditive(model: AdditiveModel, names: readonly string[]): AdditiveModel {
  const isNamed = (j: number): boolean => names.includes(model.encoding[j].input);
  const pairs = (model.pairs ?? []).filter(({columns}) => columns.some(isNamed));
  const beside = new Set(pairs.flatMap(({columns}) => columns));
  const kept = [...model.encoding.keys()].filter((j) => isNamed(j) || beside.has(j));
  return {
    ...keepColumns(model, kept),
    shapes: kept.map((j) => model.shapes[j]),
    pairs: pairs.map((pair) => ({...pair, columns: [kept.indexOf(pair.columns[0]), kept.indexOf(pair.columns[1])]}))
  };
}

/** A model of some of another's encoded columns, without its intercept and calibration. */
function keepColumns<M extends LogisticModel | AdditiveModel>(model: M, kept: readonly number[]): M {
  const encoding = kept.map((j) => model.encoding[j]);
  const inputs = model.inputs.filter(({name}) => encoding.some(({input}) => input === name));
  return {...model, intercept: 0, calibration: undefined, encoding, inputs};
}
