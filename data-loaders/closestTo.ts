/**
 * The name that somebody most likely meant, or null if none is near: one that begins so, or one that few typing errors part
 * from what was given.
 *
 * @example closestTo("scroe", ["init", "score"]) // "score"
 */
export function closestTo(given: string, names: readonly string[]): string | null {
  const most = Math.max(1, Math.floor(given.length / 3));
  const near = names
    .map((name) => ({name, errors: given.length >= 3 && name.startsWith(given) ? 0 : typingErrors(given, name)}))
    .filter(({errors}) => errors <= most)
    .sort((a, b) => a.errors - b.errors);
  return near.length > 0 ? near[0].name : null;
}

/** How many letters are wrong, missing, too many, or two that changed places (optimal string alignment). */
function typingErrors(a: string, b: string): number {
  const rows = Array.from({length: a.length + 1}, (_, i) => [i, ...Array.from({length: b.length}, () => 0)]);
  for (let j = 1; j <= b.length; ++j) rows[0][j] = j;
  for (let i = 1; i <= a.length; ++i) {
    for (let j = 1; j <= b.length; ++j) {
      const isSame = a[i - 1] === b[j - 1];
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (isSame ? 0 : 1));
      const areSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (areSwapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}
