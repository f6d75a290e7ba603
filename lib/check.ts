/** An error written for the person who can mend it; everything else is a bug. */
export class ChurnbookError extends Error {
  override name = "ChurnbookError";
}

/** What a broken rule says: where it stands, what must rule, what came instead, and how to mend it. */
export interface Complaint {
  /** the function, file or setting that found the fault */
  where: string;
  /** what must hold */
  rule: string;
  /** what came instead; all offenders, not the first */
  got: unknown;
  /** what to do about it, a whole sentence */
  remedy?: string;
}

/**
 * Throws unless the condition holds, in the one voice of errors: `where: what must rule; got value. Remedy.`
 *
 * @throws ChurnbookError
 * @example check(n > 0, {where: "mean", rule: "values must not be empty", got: n})
 */
export function check(condition: unknown, complaint: Complaint): asserts condition {
  if (!condition) throw complain(complaint);
}

/** The error that {@link check} throws, for the places that find out by a switch or a catch. */
export function complain({where, rule, got, remedy}: Complaint): ChurnbookError {
  return new ChurnbookError(`${where}: ${rule}; got ${String(got)}.${remedy ? ` ${remedy}` : ""}`);
}

/**
 * A short list for an error: the first few, and how many more.
 *
 * @example someOf(["a", "b", "c"], 2) // "a, b and 1 more"
 */
export function someOf(values: readonly unknown[], limit = 5): string {
  if (values.length === 0) return "none";
  const head = values.slice(0, limit).join(", ");
  return values.length > limit ? `${head} and ${values.length - limit} more` : head;
}

/** @throws unless every label is 0 or 1 and both occur */
export function checkLabels(where: string, yTrue: ArrayLike<number>): void {
  const seen = [false, false];
  const strangers: string[] = [];
  for (let i = 0; i < yTrue.length; ++i) {
    if (yTrue[i] === 0 || yTrue[i] === 1) seen[yTrue[i]] = true;
    else strangers.push(`${yTrue[i]} at row ${i}`);
  }
  check(strangers.length === 0, {where, rule: "yTrue must be 0 or 1", got: someOf(strangers)});
  const present = [0, 1].filter((label) => seen[label]);
  check(present.length === 2, {
    where,
    rule: "yTrue must contain both 0 and 1",
    got: present.length === 0 ? "no rows" : `only ${present[0]}`
  });
}
