import {check, someOf} from "../check.js";

/** Which column of a file stands for which input. */
export interface ColumnMatch {
  /** by input: the column's place in the file; -1: none */
  places: number[];
  /** inputs that were found under a name written otherwise: "Active Days" for active_days */
  forgiven: {input: string; column: string}[];
  /** columns that stand for no input; they are kept */
  extra: string[];
}

/**
 * Finds a model's inputs among a file's columns by name. Capitals, blanks, underscores and hyphens do not count, unless
 * that would leave two columns to choose from.
 */
export function matchColumns(inputs: readonly string[], columns: readonly string[]): ColumnMatch {
  const folded = columns.map(foldName);
  const places = inputs.map((input) => {
    const exact = columns.indexOf(input);
    if (exact >= 0) return exact;
    const name = foldName(input);
    const at = folded.indexOf(name);
    const isOne = at === folded.lastIndexOf(name) && inputs.filter((d) => foldName(d) === name).length === 1;
    return isOne ? at : -1;
  });
  return describeMatch(inputs, columns, places);
}

/** What follows from a choice of columns. @param places by input: the column's place in the file; -1: none */
function describeMatch(inputs: readonly string[], columns: readonly string[], places: readonly number[]): ColumnMatch {
  return {
    places: [...places],
    forgiven: inputs.flatMap((input, i) => (places[i] >= 0 && columns[places[i]] !== input ? [{input, column: columns[places[i]]}] : [])),
    extra: columns.filter((_, place) => !places.includes(place))
  };
}

/** A name without what people write differently. @example foldName("Active Days") // "activedays" */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, "");
}

/** Gives columns without a name one by their place, such as the index that pandas writes. @example nameColumns(["", "a"]) // ["unnamed_1", "a"] */
export function nameColumns(names: readonly string[]): string[] {
  return names.map((name, i) => {
    if (name !== "") return name;
    let own = `unnamed_${i + 1}`;
    while (names.includes(own)) own += "_";
    return own;
  });
}

/**
 * Refuses a header that has a column twice, or one that the scores will take.
 *
 * @param where who reads which file, for errors
 * @param added the columns that will be added
 */
export function checkColumnNames(columns: readonly string[], {where, added}: {where: string; added: readonly string[]}): void {
  const folded = columns.map((name) => name.toLowerCase());
  const repeated = columns.filter((_, i) => folded.indexOf(folded[i]) !== i);
  check(repeated.length === 0, {
    where,
    rule: "each column must have a name of its own (capitals do not count)",
    got: someOf(repeated, 20),
    remedy: "Rename or drop them."
  });
  const taken = added.filter((name) => folded.includes(name.toLowerCase()));
  check(taken.length === 0, {
    where,
    rule: "the file must not have the new columns already",
    got: taken.join(", "),
    remedy: "Drop or rename them."
  });
}

export interface MatchOptions {
  /** by input: the column's place; -1: none */
  places: readonly number[];
  /** who reads which file, for errors */
  where: string;
  /** for inputs without a column */
  remedy?: string;
}

/**
 * Refuses a choice of columns in which an input has none, or shares one with another input.
 */
export function checkMatch(
  inputs: readonly string[],
  columns: readonly string[],
  {places, where, remedy = "Choose the columns below, or rename them in the file."}: MatchOptions
): void {
  const missing = inputs.filter((_, i) => !(places[i] >= 0));
  check(missing.length === 0, {
    where,
    rule: `the file must have every input of the model (${someOf(inputs, 30)})`,
    got: `none named ${someOf(missing, 30)}; it has ${someOf(columns, 30)}`,
    remedy
  });
  const shared = inputs.filter((_, i) => places.indexOf(places[i]) !== places.lastIndexOf(places[i]));
  check(shared.length === 0, {
    where,
    rule: "each input must have a column of its own",
    got: `one for ${someOf(shared, 30)}`,
    remedy: "Choose another column for one of them."
  });
}
