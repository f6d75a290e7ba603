import {apiPaths} from "./data-loaders/site/api.js";
import {withFacts} from "./data-loaders/site/withFacts.js";
import {fontPaths, footer, head, header} from "./data-loaders/site/shell.js";
import {stageOf} from "./data-loaders/site/stage.js";
import {readSettings} from "./data-loaders/settings.js";

/** Observable Framework's settings. What is built before and after stands in data-loaders/site. */
export default {
  root: stageOf(readSettings().home),
  interpreters: {".mjs": [process.execPath, ...(import.meta.url.includes(".config.ts") ? ["--import", "tsx"] : [])]}, // loaders
  base: process.env.CHURN_BASE ?? "/", // only the page for addresses that do not exist needs it
  preserveIndex: true, // links name files, which every host has; hosts with clean addresses send on
  preserveExtension: true,
  title: "Churnbook",
  style: "theme.css",
  globalStylesheets: [],
  head,
  header,
  footer,
  pages: [], // no sidebar lists them, and to find out their titles Framework would read all of them once more
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  markdownIt: withFacts,
  async *dynamicPaths() {
    yield* fontPaths;
    yield* apiPaths();
  }
};
