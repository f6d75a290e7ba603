/** A site remembers no more builds than this. */
export const MOST_BUILDS = 500;
/** As many of the latest are never thinned out. */
const LATEST = 50;

/**
 * Which of many builds to remember: while there are more than {@link MOST_BUILDS}, the one goes whose neighbours lie closest
 * together for their age, so that what is left stands the closer together the younger it is: days apart this month, months apart
 * years ago. The first one, the {@link LATEST} latest and the site's own stay. Ages are counted from the latest build, so the clock has no say.
 *
 * @param builds in any order
 * @param current the site's own book, whatever its time
 * @returns the oldest first; of one time, by their hashes
 */
export function thinHistory<B extends {book: string; builtOn: string}>(
  builds: readonly B[],
  current: string | null = null,
  most = MOST_BUILDS
): B[] {
  const kept = [...builds].sort((a, b) => (a.builtOn === b.builtOn ? (a.book < b.book ? -1 : 1) : a.builtOn < b.builtOn ? -1 : 1));
  const times = kept.map(({builtOn}) => Date.parse(builtOn));
  const latest = Math.min(LATEST, most - 1);
  while (kept.length > most) {
    const now = times[times.length - 1];
    const open = Array.from({length: kept.length - latest - 1}, (_, i) => i + 1).filter((i) => kept[i].book !== current); // neither the first nor the latest
    const crowding = (i: number): number => (times[i + 1] - times[i - 1]) / (now - times[i] + 1);
    const gone = open.reduce((closest, i) => (crowding(i) < crowding(closest) ? i : closest));
    kept.splice(gone, 1);
    times.splice(gone, 1);
  }
  return kept;
}
