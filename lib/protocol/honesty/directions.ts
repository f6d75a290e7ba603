import {someOf} from "../../check.js";
import type {InputDefinition} from "../../dataset/definition.js";
import type {Learner} from "../../learners/learner.js";
import type {HonestyCheck} from "./check.js";

/**
 * Whether the Champion keeps the directions that the definition asks of its inputs. Only some learners can; the rule that crowns
 * does not ask, so a Champion of another learner may score a user lower where the definition says that it must not.
 *
 * @param inputs of the dataset definition; titles stand for names in what is said
 * @param learner the Champion's
 * @returns null where no input has a direction
 */
export function checkDirections(inputs: readonly Pick<InputDefinition, "title" | "monotone">[], learner: Pick<Learner, "title" | "keepsDirections">): HonestyCheck | null {
  const asked = inputs.filter((d) => d.monotone);
  if (asked.length === 0) return null;
  const passed = learner.keepsDirections === true;
  const listed = someOf(asked.map((d) => `${d.title} (${d.monotone})`), 20);
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
