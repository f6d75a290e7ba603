import type {Browser} from "playwright";
import type {Host} from "../support/hosts.js";
import {followMenu} from "../support/followMenu.js";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {findBrowser} from "../support/findBrowser.js";
import {startPython} from "../support/hosts.js";
import {pagePaths} from "../support/pages.js";

let site = "";
let browser: Browser;
const ready = "html[data-ready=true]";

beforeAll(async () => {
  const {folder, error} = inject("site");
  if (error) throw new Error(error);
  site = folder;
  browser = await chromium.launch({executablePath: findBrowser(), args: ["--no-sandbox", "--disable-background-networking"]});
});
afterAll(() => browser?.close());

describe("below a path of a host without clean addresses", () => {
  let host: Host | null = null;
  beforeAll(async () => {
    host = await startPython(site, "/a/book/");
  });
  afterAll(() => host?.close());

  it("every link that a page's code makes leads to its place too", async ({skip}) => {
    if (!host) return skip();
    const page = await browser.newPage();
    const dead: string[] = [];
    const seen = new Set<string>();
    for (const path of pagePaths) {
      await page.goto(host.address + (path === "/" ? "" : `${path.slice(1)}.html`));
      await page.waitForSelector(ready, {state: "attached", timeout: 60_000});
      const links = await page.$$eval("a[href]", (nodes) =>
        nodes.map((node) => ({
          href: (node as HTMLAnchorElement).href,
          isHere: (node as HTMLAnchorElement).href.split("#")[0] === location.href.split("#")[0],
          hasTarget: document.getElementById(decodeURIComponent((node as HTMLAnchorElement).hash.slice(1))) !== null
        }))
      );
      for (const {href, isHere, hasTarget} of links) {
        if (isHere && href.includes("#") && !hasTarget) dead.push(`${path}: ${href}: no such place`);
        if (seen.has(href) || !/^https?:/.test(href)) continue;
        seen.add(href);
        if (!href.startsWith(host.address)) dead.push(`${path}: ${href}: leaves the site`);
        else if (!(await fetch(href)).ok) dead.push(`${path}: ${href}`);
      }
    }
    expect(dead).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
    await page.close();
  });

  it("a line travels along the pages that share it", async ({skip}) => {
    if (!host) return skip();
    const page = await browser.newPage();
    await page.goto(`${host.address}decide.html?threshold=0.3`);
    await page.waitForSelector(ready, {state: "attached"});
    await page.getByRole("link", {name: /^See one user/}).click();
    await page.waitForURL(/\/a\/book\/predict\.html\?.*threshold=0\.3/);
    await page.waitForSelector(ready, {state: "attached"});
    for (const name of ["models", "batch", "decide"]) {
      await followMenu(page, name);
      await page.waitForURL(new RegExp(`/a/book/${name}\\.html\\?.*threshold=0\\.3`));
      await page.waitForSelector(ready, {state: "attached"});
    }
    await page.close();
  });
});

it("a page that was opened from disk says why nothing moves, and what to do", async () => {
  const page = await browser.newPage();
  for (const path of pagePaths) {
    await page.goto(pathToFileURL(join(site, path === "/" ? "index.html" : `${path}.html`)).href);
    const told = page.getByRole("alert");
    expect(await told.innerText({timeout: 5000}), path).toMatch(/opened from disk.*python3 -m http\.server.*npx churnbook serve/s);
    expect(await page.locator(":is([data-pending], observablehq-loading):visible").count(), path).toBe(0);
  }
  await followMenu(page, "predict");
  await page.waitForURL(/predict\.html$/);
  await page.close();
});
