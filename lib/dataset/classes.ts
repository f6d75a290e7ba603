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

/** Whether a text of a label's column is none of its classes, but one whose rows are set aside. */
export function isAside({aside = []}: LabelChoice, text: string): boolean {
  return aside.some((d) => d.trim() === text);
}

/** A day that never comes, as databases write it where nothing has ended: 0000-00-00, 9999-12-31. As both JavaScript and DuckDB read it. */
export const NEVER = "[^1-9]*0[^1-9]*|(.*[^0-9])?9999([^0-9].*)?";
const IS_NEVER = new RegExp(`^(${NEVER})$`);

/**
 * Prepares to say which class's text a text of a label's column stands for, by the rule of all doors: a date or a time for that of
 * `dated`; any other for itself.
 *
 * @returns null for a day that never comes, which says nothing
 */
export function createLabelText(label: LabelChoice): (text: string) => string | null {
  const {dated} = label;
  if (dated === undefined) return (text) => text;
  const classes = new Set(textsOf(label));
  return (text) => (classes.has(text) || isAside(label, text) || !/[0-9]/.test(text) ? text : IS_NEVER.test(text) ? null : dated.trim());
}

/** What a row counts as of which the label's column says nothing; null: it has no label. */
export function blankClassOf(label: LabelChoice): keyof Classes | null {
  if (label.blank === undefined) return null;
  return classesOf(label).churned.includes(label.blank.trim()) ? "churned" : "retained";
}
