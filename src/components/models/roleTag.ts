import {el} from "../ui/dom.js";
import type {Role} from "./roles.js";

const WORDS: Record<Role, string | null> = {
  baseline: "base rate",
  champion: "Champion",
  challenger: "Challenger",
  recipe: "recipe",
  finalist: null
};

/** A model's title with its role in a word; colour repeats the word, never replaces it. */
export function modelLabel(title: string, role: Role): HTMLElement {
  const word = WORDS[role];
  const repeats = word !== null && title.toLowerCase() === word;
  return el("span", {class: "model-label"}, title, word && !repeats ? el("span", {class: `role-tag role-${role}`}, word) : null);
}
