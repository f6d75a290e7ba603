import type {ModelsBook} from "../../../lib/book/models.js";
import {getFinalist} from "../roles.js";

/** Who may be released, as a claim. */
export function gateClaim(book: Pick<ModelsBook, "finalists" | "gates">): string {
  const candidates = book.finalists.filter((d) => d.recipe === null && (book.gates[d.name] ?? []).length > 0);
  const passing = candidates.filter((d) => book.gates[d.name].every((gate) => gate.passed));
  if (passing.length === 0) return "No finalist passes every gate: nothing may be released";
  if (passing.length === 1) return `Only ${getFinalist(book, passing[0].name).title} passes every gate`;
  return `${passing.length} of ${candidates.length} candidates pass every gate`;
}
