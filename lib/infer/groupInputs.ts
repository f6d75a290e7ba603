import {titleOf, wordsOf} from "../dataset/plainWords.js";

/** Inputs that need no groups. */
const FEW_INPUTS = 8;
const MOST_GROUPS = 6;
/** Numbered inputs of more are parted by their places, as those without any order of names. */
const MOST_NUMBERED = 24;
/** Names that begin alike make a group if there are so many. */
const LEAST_ALIKE = 3;

export interface InputGroups {
  groups: {name: string; title: string}[];
  groupOf(input: string): string;
}

/**
 * At most six groups of inputs for reading: of names that begin alike (`total_calls`, `total_minutes`) or are numbered (`w1`, `w2`), or else of
 * neighbours.
 *
 * @param names of the inputs, in reading order
 */
export function groupInputs(names: readonly string[]): InputGroups {
  if (names.length <= FEW_INPUTS) return {groups: [{name: "inputs", title: "Inputs"}], groupOf: () => "inputs"};
  const counts = new Map<string, number>();
  for (const name of names) counts.set(firstOf(name), (counts.get(firstOf(name)) ?? 0) + 1);
  counts.delete("");
  for (const [first, n] of counts) if (first.endsWith(NUMBERED) && n > MOST_NUMBERED) counts.delete(first);
  const alike = [...counts].filter(([, n]) => n >= LEAST_ALIKE && n < names.length).sort((a, b) => b[1] - a[1]);
  const firsts = alike.slice(0, MOST_GROUPS - 1).map(([first]) => first);
  return firsts.length > 0 ? byFirstWord(names, firsts) : byPlace(names);
}

/** How a name begins: its first word of several, or all before a number; "": it begins like no other. */
function firstOf(name: string): string {
  const words = wordsOf(name);
  if (words.length > 1) return words[0].toLowerCase();
  const [, stem] = /^(\D+)\d+$/.exec(name) ?? [];
  return stem === undefined ? "" : `${stem.toLowerCase()}${NUMBERED}`;
}

const NUMBERED = "1";

function byFirstWord(names: readonly string[], firsts: readonly string[]): InputGroups {
  const placeOf = (name: string): number => firsts.indexOf(firstOf(name));
  const used = firsts.map((first, i) => {
    const own = names.filter((name) => placeOf(name) === i);
    const title = first.endsWith(NUMBERED) && own.every((name) => wordsOf(name).length === 1) ? spanOf(own) : titleOf(first);
    return {name: `group-${i + 1}`, title, place: i};
  });
  const rest = names.some((name) => placeOf(name) < 0) ? [{name: "others", title: "Other inputs"}] : [];
  return {
    groups: [...used.map(({name, title}) => ({name, title})), ...rest],
    groupOf: (name) => (placeOf(name) < 0 ? "others" : used[placeOf(name)].name)
  };
}

function byPlace(names: readonly string[]): InputGroups {
  const nGroups = Math.min(MOST_GROUPS, Math.ceil(names.length / FEW_INPUTS));
  const size = Math.ceil(names.length / nGroups);
  const groups = Array.from({length: Math.ceil(names.length / size)}, (_, i) => {
    return {name: `group-${i + 1}`, title: spanOf(names.slice(i * size, (i + 1) * size))};
  });
  return {groups, groupOf: (name) => groups[Math.floor(names.indexOf(name) / size)].name};
}

/** @example "W1 to W12" */
function spanOf(names: readonly string[]): string {
  const [first, last] = [names[0], names[names.length - 1]];
  return first === last ? titleOf(first) : `${titleOf(first)} to ${titleOf(last)}`;
}
