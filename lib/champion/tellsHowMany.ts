import type {Finalist, ModelsBook} from "../book/models.js";
import {misjudges} from "../metrics/calibrationError.js";
import {findNamed} from "../named.js";

/**
 * Whether a finalist's scores may be taken at their word, and so say how many will leave: no gate let them pass with a caution, and what
 * happened to test rows, which may be later ones, is not further from them than chance explains.
 */
export function tellsHowMany({gates}: Pick<ModelsBook, "gates">, {name, test}: Pick<Finalist, "name" | "test">): boolean {
  const isCautioned = (findNamed(gates, name) ?? []).some(({passed, caution}) => passed && caution === true);
  const {estimate, byChance} = test.calibrationError;
  return !isCautioned && !(byChance !== undefined && misjudges(estimate, byChance));
}
