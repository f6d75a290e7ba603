import type {BuildRecord} from "../book/history.js";
import type {BuildDiff} from "./compareBuilds.js";
import {listWords, sayDay} from "../format.js";
import {compareBuilds, OF_THE_FILE} from "./compareBuilds.js";

/** So many builds before the last but one, or the first of fewer, slow drift is looked for. */
const LOOK_BACK = 5;

/** Of builds in their order: with which one the last of two is compared too, so that small steps add up. Null: there is none before them. */
export function earlierThan<T>(builds: readonly T[], before: T): T | null {
  const place = builds.indexOf(before);
  return place < 1 ? null : builds[Math.max(0, place - LOOK_BACK)];
}

/**
 * What moved beyond chance since an earlier build, though the last step shows nothing of it: inputs and the churn rate can drift by so little
 * each time that no two neighbours tell it. It may also have been one step before the last, so that nothing is said of how it moved.
 *
 * @param earlier null: there is none
 */
export function addDrift(diff: BuildDiff, earlier: BuildRecord | null, after: BuildRecord): BuildDiff {
  if (earlier === null) return diff;
  const steps = new Map(diff.data.map(({what, verdict}) => [what, verdict]));
  const moved = compareBuilds(earlier, after).data.filter(
    ({what, verdict}) => verdict === "changed" && steps.get(what) !== "changed" && !OF_THE_FILE.includes(what)
  );
  if (moved.length === 0) return diff;
  const told = moved.map(({what, before, after: now}) => `${what} (${before} → ${now})`);
  return {
    ...diff,
    drift:
      `Since book ${earlier.book.slice(0, 12)} of ${sayDay(earlier.builtOn.slice(0, 10))} there moved ${listWords(told)}; ` +
      "the last step shows nothing of it."
  };
}
