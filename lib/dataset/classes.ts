import type {LabelChoice} from "./definition.js";

/** The texts that a label's column may hold, without blanks around them: that of who left first, then those of who stayed. */
export function classesOf({churned, retained, alsoRetained = []}: LabelChoice): [string, string, ...string[]] {
  return [churned.trim(), retained.trim(), ...alsoRetained.map((text) => text.trim())];
}
