import type {Page} from "playwright";
import {sitePages} from "../../data-loaders/site/pages.js";

/** Every page of the site, by its address. */
export const pagePaths = sitePages("src").map(({path}) => path);

/** The parts of a page that shows one at a time, by their hashes. Empty: all of it, or what it opens on. */
export function partsOf(path: string): string[] {
  return path === "/models" ? ["", "#line", "#why", "#checks", "#files"] : [""];
}

/** Turns an open page to one of its parts. */
export async function turnTo(page: Page, part: string): Promise<void> {
  if (part === "") return;
  await page.evaluate((hash) => void (location.hash = hash), part);
  await page.waitForSelector(`nav.parts a[href$="${part}"][aria-current=true]`, {state: "attached"});
}
