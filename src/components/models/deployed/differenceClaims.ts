import type {ModelsBook} from "../../../lib/book/models.js";

export interface Difference {
  title: string;
  estimate: number;
  low: number;
  high: number;
  pValue: number;
  /** what the interval says of this finalist against the Champion */
  verdict: "worse" | "better" | "cannot tell";
}

/** Paired differences to the Champion by one metric, signed so that the metric's own direction stands; largest loss last. */
export function differencesTo(book: ModelsBook, metric: string): Difference[] {
  const better = book.metrics.find((d) => d.name === metric)?.better ?? "lower";
  const sign = better === "lower" ? 1 : -1;
  return book.comparisons
    .filter((d) => d.metric === metric && d.name !== book.champion)
    .map(({name, difference: {estimate, low, high}, pValue}): Difference => ({
      title: book.finalists.find((d) => d.name === name)?.title ?? name,
      estimate,
      low,
      high,
      pValue,
      verdict: low <= 0 && high >= 0 ? "cannot tell" : sign * estimate > 0 ? "worse" : "better"
    }))
    .toSorted((a, b) => sign * (a.estimate - b.estimate));
}

/** How many of the others the Champion beats beyond the interval, as a claim. */
export function differenceClaim(champion: string, differences: readonly Difference[]): string {
  const worse = differences.filter((d) => d.verdict === "worse").length;
  const better = differences.filter((d) => d.verdict === "better");
  if (better.length > 0) return `${better[0].title} scores better than ${champion} on the same folds: the rule prefers the simpler model`;
  if (worse === differences.length) return `${champion} beats every other finalist on the same folds`;
  const untold = differences.length - worse;
  return `${champion} beats ${worse} of ${differences.length} on the same folds; ${untold === 1 ? "one" : untold} cannot be told apart from it`;
}

/** What the importance says, as a claim: of the test users drawn, not of inputs in themselves. */
export function importanceClaim(importance: ModelsBook["importance"]): string {
  const sorted = importance.toSorted((a, b) => b.increase.estimate - a.increase.estimate);
  const shown = importance.filter((d) => d.increase.low > 0).length;
  if (shown === 0) return "No scrambling raises the log loss beyond what other test users might";
  const lean = `Scrambling “${sorted[0].title}” hurts most`;
  if (shown === importance.length) return `${lean}; every scrambling raises the log loss beyond what other test users might`;
  return `${lean}; for ${importance.length - shown} of ${importance.length} these test users cannot tell a loss from none`;
}
