import {sitePages} from "../../data-loaders/site/pages.js";

/** Every page of the site, by its address. */
export const pagePaths = sitePages("src").map(({path}) => path);

/** What a reader can open: every page, and of one that shows a part at a time each of its parts. */
export const pageViews = pagePaths.flatMap((path) =>
  path === "/models" ? [path, ...["line", "why", "checks", "files"].map((part) => `${path}#${part}`)] : [path]
);
