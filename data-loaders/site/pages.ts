import {existsSync} from "node:fs";
import {join} from "node:path";

/** A page in the order of the navigation. */
export interface SitePage {
  /** as Framework writes it: "/", "/eda" */
  path: string;
  title: string;
  /** what it answers, in a few words */
  question: string;
  group: PageGroup;
}

/** What readers come for: the menu's heads, in its order. */
export const pageGroups = ["Act", "Data", "Models", "Run"] as const;
export type PageGroup = (typeof pageGroups)[number];

const pages: readonly SitePage[] = [
  {path: "/", title: "Report", question: "Can we tell who leaves, and is acting worth it?", group: "Act"},
  {path: "/predict", title: "Predict", question: "How would it score, and why?", group: "Act"},
  {path: "/decide", title: "Decide", question: "Whom to contact, how many, at what gain?", group: "Act"},
  {path: "/batch", title: "Batch", question: "Score my file; is it like the training data?", group: "Act"},
  {path: "/eda", title: "Explore", question: "Who churns, and what only looks like a reason?", group: "Data"},
  {path: "/wrangling", title: "Wrangling", question: "Which rows and columns do we trust?", group: "Data"},
  {path: "/models", title: "Models", question: "Which model wins, by which yardstick?", group: "Models"},
  {path: "/cohorts", title: "Cohorts", question: "For whom is it wrong?", group: "Models"},
  {path: "/experiments", title: "Experiments", question: "What was tried, and how sure is the winner?", group: "Models"},
  {path: "/pipeline", title: "Pipeline", question: "How was this built; can I repeat it?", group: "Run"},
  {path: "/history", title: "History", question: "What changed since the last build?", group: "Run"},
  {path: "/about", title: "About", question: "What do the words mean; what is it not for?", group: "Run"}
];

/** The pages whose source stands in `sourceRoot`, in the order of the navigation. */
export function sitePages(sourceRoot: string): SitePage[] {
  return pages.filter(({path}) => existsSync(join(sourceRoot, path === "/" ? "index.md" : `${path}.md`)));
}
