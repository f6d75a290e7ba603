import type {LabelChoice} from "./definition.js";

/** The texts that a label's column may hold, without blanks around them. */
export interface Classes {
  churned: readonly [string, ...string[]];
  retained: readonly [string, ...string[]];
}

export function classesOf({churned, alsoChurned = [], retained, alsoRetained = []}: LabelChoice): Classes {
  return {
    churned: [churned.trim(), ...alsoChurned.map((text) => text.trim())],
    retained: [retained.trim(), ...alsoRetained.map((text) => text.trim())]
  };
}

/** All texts of a label, those of who left first. */
export function textsOf(label: LabelChoice): string[] {
  const {churned, retained} = classesOf(label);
  return [...churned, ...retained];
}

/** What a row counts as of which the label's column says nothing; null: it has no label. */
export function blankClassOf(label: LabelChoice): keyof Classes | null {
  if (label.blank === undefined) return null;
  return classesOf(label).churned.includes(label.blank.trim()) ? "churned" : "retained";
}
