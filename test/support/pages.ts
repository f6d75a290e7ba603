import {sitePages} from "../../data-loaders/site/pages.js";

/** Every page of the site, by its address. */
export const pagePaths = sitePages("src").map(({path}) => path);
