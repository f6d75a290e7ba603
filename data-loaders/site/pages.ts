import {existsSync} from "node:fs";
import {join} from "node:path";

/** A page in the order of the navigation. */
export interface SitePage {
  /** as Framework writes it: "/", "/eda" */
  path: string;
  title: string;
  /** what it answers, in a few words */
  question: string;
  /** neighbours of one group stand together */
  group: "read" | "explore" | "models" | "workshop" | "about";
}

const pages: readonly SitePage[] = [
  {path: "/", title: "Report", question: "Can we tell who leaves, and is acting worth it?", group: "read"},
  {path: "/predict", title: "Predict", question: "How would it score, and why?", group: "read"},
  {path: "/decide", title: "Decide", question: "Whom to contact, how many, at what gain?", group: "read"},
  {path: "/eda", title: "Explore", question: "Who churns, and what only looks like a reason?", group: "explore"},
  {path: "/wrangling", title: "Wrangling", question: "Which rows and columns do we trust?", group: "explore"},
  {path: "/models", title: "Models", question: "Which model wins, by which yardstick?", group: "models"},
  {path: "/cohorts", title: "Cohorts", question: "For whom is it wrong?", group: "models"},
  {path: "/experiments", title: "Experiments", question: "What was tried, and how sure is the winner?", group: "models"},
  {path: "/batch", title: "Batch", question: "Score my file; is it like the training data?", group: "workshop"},
  {path: "/pipeline", title: "Pipeline", question: "How was this built; can I repeat it?", group: "workshop"},
  {path: "/history", title: "History", question: "What changed since the last build?", group: "workshop"},
  {path: "/about", title: "About", question: "What do the words mean; what is it not for?", group: "about"}
];

/** The pages whose source stands in `sourceRoot`, in the order of the navigation. */
export function sitePages(sourceRoot: string): SitePage[] {
  return pages.filter(({path}) => existsSync(join(sourceRoot, path === "/" ? "index.md" : `${path}.md`)));
}
