import type {Finalist, ModelsBook} from "../book/models.js";
import {misjudges} from "../metrics/calibrationError.js";
import {findNamed} from "../named.js";
import {findRateMove} from "./rateMoved.js";

/**
 * Why a finalist's scores may not be taken at their word, and so say whom to contact first and not how many will leave. "off": a gate let them
 * pass with a caution, or what happened to test rows, which may be later ones, is further from them than chance explains. "moved": the latest
 * churned at another rate than those that it learned from, and who comes next may at yet another. Null: they may.
 */
export function whyNotHowMany(
  {gates, periods}: Pick<ModelsBook, "gates" | "periods">,
  {name, test}: Pick<Finalist, "name" | "test">
): "off" | "moved" | null {
  const isCautioned = (findNamed(gates, name) ?? []).some(({passed, caution}) => passed && caution === true);
  const {estimate, byChance} = test.calibrationError;
  if (isCautioned || (byChance !== undefined && misjudges(estimate, byChance))) return "off";
  return findRateMove(periods) === null ? null : "moved";
}
