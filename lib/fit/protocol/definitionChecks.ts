import type {InputDefinition} from "../../dataset/definition.js";
import type {HonestyCheck} from "../../book/honesty.js";
import type {ColumnSkill} from "./leakingColumns.js";
import type {Learner} from "../learners/learner.js";
import {someOf} from "../../check.js";

/**
 * Calls out the inputs that the definition says are measured in the label's own period: they may be churn, not foretell it.
 * Never "passed" while there are any; what they are worth alone says how much hangs on them.
 *
 * @param inputs of the dataset definition
 * @param skills of the same columns, from {@link skillByColumn}
 * @returns null where nothing is wrong with what is known, and of some input it was not said when it is measured
 */
export function checkSamePeriod(
  inputs: readonly Pick<InputDefinition, "name" | "timing">[],
  skills: readonly Pick<ColumnSkill, "input" | "rocAuc">[]
): HonestyCheck | null {
  const skillOf = new Map(skills.map((d) => [d.input, d.rocAuc]));
  const strange = inputs
    .filter((d) => d.timing === "same-period")
    .map((d) => ({name: d.name, rocAuc: skillOf.get(d.name) ?? 0.5}))
    .sort((a, b) => b.rocAuc - a.rocAuc || (a.name < b.name ? -1 : 1));
  if (strange.length === 0 && inputs.some((d) => d.timing === "unknown")) return null;
  const listed = someOf(
    strange.map((d) => d.name),
    20
  );
  return {
    name: "samePeriod",
    title: "Inputs are older than the label",
    passed: strange.length === 0,
    detail:
      strange.length === 0
        ? "no input is measured in the label’s own period"
        : `measured in the label’s own period, so they may be churn and not foretell it, those that tell most first: ${listed}`,
    numbers: Object.fromEntries(strange.map((d) => [d.name, d.rocAuc]))
  };
}

/**
 * Whether the Champion keeps the directions that the definition asks of its inputs. Only some learners can; the rule that crowns
 * does not ask, so a Champion of another learner may score a user lower where the definition says that it must not.
 *
 * @param inputs of the dataset definition; titles stand for names in what is said
 * @param learner the Champion's
 * @returns null where no input has a direction
 */
export function checkDirections(
  inputs: readonly Pick<InputDefinition, "title" | "monotone">[],
  learner: Pick<Learner, "title" | "keepsDirections">
): HonestyCheck | null {
  const asked = inputs.filter((d) => d.monotone);
  if (asked.length === 0) return null;
  const passed = learner.keepsDirections === true;
  const listed = someOf(
    asked.map((d) => `${d.title} (${d.monotone})`),
    20
  );
  return {
    name: "directions",
    title: "The Champion keeps the directions asked for",
    passed,
    detail: passed
      ? `${learner.title} was fitted within them: ${listed}`
      : `${learner.title} cannot be held to a direction, so its scores may run against these: ${listed}`,
    numbers: {asked: asked.length}
  };
}
