import type {Finalist, ModelsBook} from "../book/models.js";
import {misjudges} from "../metrics/calibrationError.js";
import {findNamed} from "../named.js";

/**
 * Why a finalist's scores may not be taken at their word, and so say whom to contact first and not how many will leave. "off": a gate let them
 * pass with a caution, or what happened to test rows, which may be later ones, is further from them than chance explains. "moved": the latest
 * churned at another rate than those that it learned from, and who comes next may at yet another. "untold": those who
 * were kept apart are too few for any interval, so nothing confirms it. Null: they may.
 */
export function whyNotHowMany(
  {gates, rateMove}: Pick<ModelsBook, "gates" | "rateMove">,
  {name, test}: Pick<Finalist, "name" | "test">
): "off" | "moved" | "untold" | null {
  const isCautioned = (findNamed(gates, name) ?? []).some(({passed, caution}) => passed && caution === true);
  const {estimate, byChance} = test.calibrationError;
  if (isCautioned || (byChance !== undefined && misjudges(estimate, byChance))) return "off";
  if (rateMove !== null) return "moved";
  return test.rocAuc.low === null ? "untold" : null;
}
