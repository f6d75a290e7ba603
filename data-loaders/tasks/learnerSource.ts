/**
 * The file that exports each learner, so that a search runs again only when its own learner changes. A learner that is
 * not named here is found in the table of all learners.
 */
const files: Record<string, string> = {
  baseline: "baseline.ts",
  logistic: "logistic/logistic.ts",
  tree: "forest/tree.ts",
  forest: "forest/forest.ts",
  boosting: "boosting/boosting.ts"
};

/** URL of the file to load the learner from; its code is what decides a search's result. */
export function learnerSource(name: string): string {
  return new URL(`../../lib/learners/${files[name] ?? "learners.ts"}`, import.meta.url).href;
}
