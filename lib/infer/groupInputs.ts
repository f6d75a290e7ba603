import {titleOf, wordsOf} from "../dataset/plainWords.js";

/** Inputs that need no groups. */
const FEW_INPUTS = 8;
const MOST_GROUPS = 6;
/** Names that begin alike make a group if there are so many. */
const LEAST_ALIKE = 3;

export interface InputGroups {
  groups: {name: string; title: string}[];
  groupOf(input: string): string;
}

/**
 * At most six groups of inputs for reading: of names that begin alike (`total_calls`, `total_minutes`), or else of neighbours.
 *
 * @param names of the inputs, in reading order
 */
export function groupInputs(names: readonly string[]): InputGroups {
  if (names.length <= FEW_INPUTS) return {groups: [{name: "inputs", title: "Inputs"}], groupOf: () => "inputs"};
  const firstOf = (name: string): string => (wordsOf(name).length > 1 ? wordsOf(name)[0].toLowerCase() : "");
  const counts = new Map<string, number>();
  for (const name of names) counts.set(firstOf(name), (counts.get(firstOf(name)) ?? 0) + 1);
  counts.delete("");
  const alike = [...counts].filter(([, n]) => n >= LEAST_ALIKE && n < names.length).sort((a, b) => b[1] - a[1]);
  const firsts = alike.slice(0, MOST_GROUPS - 1).map(([first]) => first);
  return firsts.length > 0 ? byFirstWord(names, firsts, firstOf) : byPlace(names);
}

function byFirstWord(names: readonly string[], firsts: readonly string[], firstOf: (name: string) => string): InputGroups {
  const placeOf = (name: string): number => firsts.indexOf(firstOf(name));
  const used = firsts.map((first, i) => ({name: `group-${i + 1}`, title: titleOf(first), place: i}));
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
    const [first, last] = [names[i * size], names[Math.min(names.length, (i + 1) * size) - 1]];
    return {name: `group-${i + 1}`, title: first === last ? titleOf(first) : `${titleOf(first)} to ${titleOf(last)}`};
  });
  return {groups, groupOf: (name) => groups[Math.floor(names.indexOf(name) / size)].name};
}
