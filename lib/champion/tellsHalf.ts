import type {Finalist} from "../book/models.js";

/**
 * Whether metrics of the line at 0.5 on test rows are the model's own. Of so few, or so well parted, that no groups of them are told they
 * are counted with users moved across the line, or with nobody called; see toldSides. So they are where the nearest line that may be told
 * has nobody above it, or everybody.
 */
export function tellsHalf({curves, test: {accuracy}}: Pick<Finalist, "curves" | "test">): boolean {
  const {line = 0.5} = accuracy;
  return curves.test !== null && line > 0 && line < 1;
}
