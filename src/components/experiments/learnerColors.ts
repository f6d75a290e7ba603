import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {Registry} from "../../lib/book/registry.js";
import {modelColorScale} from "../ui/colors.js";

/**
 * One colour per learner: that of the finalist of the same name, so that no page contradicts another.
 *
 * @param registry its first version is the base rate
 */
export function learnerColors({learners}: ExperimentsBook, {versions, aliases}: Registry): (learner: string) => string {
  const names = versions.map((d) => d.name);
  const others = learners.map((d) => d.name).filter((name) => !names.includes(name));
  return modelColorScale([...names, ...others], {champion: aliases.champion, challenger: aliases.challenger, baseline: names[0]});
}
