import type {Finalist, ModelsBook} from "../../lib/book/models.js";
import type {ModelRoles} from "../ui/colors.js";
import {check, someOf} from "../../lib/check.js";
import {modelColorScale} from "../ui/colors.js";
import {el} from "../ui/dom.js";

/** What a finalist is in the book; a recipe is somebody else's and never a candidate. */
export type Role = "baseline" | "champion" | "challenger" | "recipe" | "finalist";

/** @throws if the book has no finalist of that name */
export function getFinalist({finalists}: Pick<ModelsBook, "finalists">, name: string): Finalist {
  const finalist = finalists.find((d) => d.name === name);
  check(finalist, {
    where: "getFinalist",
    rule: `the book must have the finalist "${name}"`,
    got: someOf(
      finalists.map((d) => d.name),
      20
    )
  });
  return finalist;
}

/** The baseline is the first finalist. */
export function rolesOf({finalists, champion, challenger}: ModelsBook): ModelRoles {
  return {champion, challenger, baseline: finalists[0].name};
}

/** A finalist's role; the base rate stays the base rate, whatever it is crowned. */
export function roleOf(book: ModelsBook, name: string): Role {
  if (name === book.finalists[0].name) return "baseline";
  if (name === book.champion) return "champion";
  if (name === book.challenger) return "challenger";
  return getFinalist(book, name).recipe === null ? "finalist" : "recipe";
}

/** One colour per finalist, the same on every page. */
export function finalistColors(book: ModelsBook): (name: string) => string {
  return modelColorScale(
    book.finalists.map((d) => d.name),
    rolesOf(book)
  );
}

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
