import type {LevelSummary} from "../book/history.js";
import type {Doubting, DoubtedInput, Pair} from "./doubtMissing.js";
import {formatShare, listWords} from "../format.js";
import {doubtMissing} from "./doubtMissing.js";

/** What can be wrong with a category; the first that is found explains the others. */
export const LEVEL_DOUBTS: readonly Doubting<LevelSummary>[] = [doubtMissing, doubtSpelling, doubtRenamed, doubtOneLevel];

/** Levels that at least so many have come and go by mistake, if at all. */
const LEVEL_SHARE = 0.05;

function newAndGone([before, after]: Pair<LevelSummary>): {gone: LevelSummary["levels"]; come: LevelSummary["levels"]} {
  const [old, now] = [before, after].map(({levels}) => new Set(levels.map(({level}) => level)));
  const isLarge = ({share}: {share: number}): boolean => share >= LEVEL_SHARE;
  return {
    gone: before.levels.filter((d) => isLarge(d) && !now.has(d.level)),
    come: after.levels.filter((d) => isLarge(d) && !old.has(d.level))
  };
}

function plain(level: string): string {
  return level
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function doubtSpelling(pair: Pair<LevelSummary>, {title}: DoubtedInput): string | null {
  const {gone, come} = newAndGone(pair);
  const same = gone.flatMap(({level}) => come.filter((d) => plain(d.level) === plain(level)).map((d) => `“${level}” → “${d.level}”`));
  return same.length === 0 ? null : `${title} is written otherwise: ${listWords(same)}. To a model these are different levels.`;
}

function doubtRenamed(pair: Pair<LevelSummary>, {title}: DoubtedInput): string | null {
  const {gone, come} = newAndGone(pair);
  const renamed = gone.flatMap(({level, share}) =>
    come
      .filter((d) => Math.abs(d.share - share) < 0.03 + 0.1 * share)
      .map((d) => `“${level}” (${formatShare(share, 0)}) → “${d.level}” (${formatShare(d.share, 0)})`)
  );
  if (renamed.length > 0) return `A level of ${title} may have been renamed: ${listWords(renamed.slice(0, 3))}.`;
  const lost = gone.reduce((sum, {share}) => sum + share, 0);
  if (lost < 0.5 && gone.length === 0) return null;
  return `Gone from ${title}: ${listWords(gone.slice(0, 5).map(({level, share}) => `“${level}”, which ${formatShare(share, 0)} had`))}.`;
}

function doubtOneLevel([before, after]: Pair<LevelSummary>, {title}: DoubtedInput): string | null {
  if (before.levels.length < 2 || after.levels.length !== 1) return null;
  return `${title} is “${after.levels[0].level}” for everybody, where it had ${before.levels.length} levels.`;
}
