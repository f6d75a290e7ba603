import type {FormInput} from "../book/predict.js";
import {inText, listWords, nameLevel} from "../format.js";

/** One of the values that a category can be set to. */
export interface Choice {
  /** null: missing */
  value: string | null;
  /** for readers: "pro", "other (5 levels)", "missing" */
  word: string;
  /** in an address: the level itself; nothing where the value is missing */
  token: string;
}

type Chosen = Pick<FormInput, "levels" | "missing" | "other" | "values">;

/** How a missing value stands in an address, of a number too: "plan=". */
export const MISSING_TOKEN = "";

/** What a category can be set to, in the order in which it is offered: its levels, the pooled one under its own word, and missing. */
export function listChoices(input: Chosen): Choice[] {
  const levels = input.levels.map((level): Choice => ({value: level, word: levelWord(input, level), token: level}));
  return input.missing ? [...levels, {value: null, word: missingWord(input), token: MISSING_TOKEN}] : levels;
}

/** A level for readers: the pooled one with the number of those that it stands for. @example "other (5 levels)" */
export function levelWord({other, values}: Pick<FormInput, "other" | "values">, level: string): string {
  if (other?.level === level) return `${level} (${other.nLevels} ${other.nLevels === 1 ? "level" : "levels"})`;
  return nameLevel({values}, level);
}

/** No value for readers; where "missing" is a level, by other words. */
export function missingWord({levels}: Pick<FormInput, "levels">): string {
  return levels.includes("missing") ? "no value" : "missing";
}

/** Choices that a sentence names; of more the first few. */
const [MOST_SAID, FIRST] = [20, 5];

/** What a category can be, in a sentence. @example "basic, premium, other (5 levels) or missing" @example "A1, A2, A3, A4, A5 or 80 more" */
export function sayChoices(input: Chosen): string {
  const words = listChoices(input).map(({word}) => inText(word));
  return listWords(words.length > MOST_SAID ? [...words.slice(0, FIRST), `${words.length - FIRST} more`] : words, "or");
}
