import type {FormInput} from "../book/predict.js";
import type {Choice} from "./choices.js";
import {truthOf} from "../rows/text.js";
import {listChoices} from "./choices.js";

/** The two choices of an input that is yes or no and nothing else, so that a switch can say all of it; null: it is another. */
export function switchChoices(input: FormInput): {off: Choice; on: Choice} | null {
  const choices = listChoices(input);
  if (input.isSwitch !== true || choices.length !== 2) return null;
  const [first, second] = choices;
  return truthOf(String(first.value)) === true ? {off: second, on: first} : {off: first, on: second};
}
