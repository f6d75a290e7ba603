import type {Page} from "playwright";
import type {Told} from "../support/toldSets.js";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {learners} from "../../lib/fit/learners/learners.js";
import {openReader, type Reader} from "../support/browser.js";
import {buildGalleryBook} from "../support/buildGallery.js";
import {galleryTables} from "../support/galleryTables.js";
import {lendPackages} from "../support/lendPackages.js";
import {openTold} from "../support/openTold.js";
import {pagePaths, partsOf, turnTo} from "../support/pages.js";
import {findFewBetween, makeToldSets} from "../support/toldSets.js";

/** Quick, and every learner has its trial. */
const QUICK = {
  folds: 3,
  bootstrapRepeats: 50,
  nTrials: Object.fromEntries(learners.map(({name}) => [name, 1]))
};
/** A theme changes colours alone, and both widths are met in either: so each book is read twice, and every other one the other way round. */
const SETTINGS = [
  [
    {width: 1440, colorScheme: "light"},
    {width: 360, colorScheme: "dark"}
  ],
  [
    {width: 360, colorScheme: "light"},
    {width: 1440, colorScheme: "dark"}
  ]
] as const;
/** What no page says of any of these tables, but in a file's name: "book/users.json". */
const FOREIGN = /.{0,40}(\bundefined\b|\bNaN\b|\[object |(?<!\/)\busers?\b|user\(s\)|Waze|active days|\bdrives\b).{0,40}/gi;

/** Sites by the name of their table; each is built while the one before it is read. */
const sites = new Map<string, Promise<string>>();
/** What each tells of sets of its users, before the next is built. */
const told = new Map<string, Told>();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gallery-"));
  let last: Promise<unknown> = lendPackages(join(folder, "home"));
  for (const table of galleryTables) {
    const site = last.then(async () => {
      const built = await buildGalleryBook(table, folder, QUICK);
      told.set(table.name, await openTold(join(folder, "home")));
      return built;
    });
    sites.set(table.name, site);
    last = site.catch(() => undefined); // said by the test that waits for it
  }
});
afterAll(async () => {
  await Promise.allSettled(sites.values());
  await rm(folder, {recursive: true, force: true});
});

describe.each(galleryTables)("the book of $name, of init alone", ({name}) => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await openReader({folder: await sites.get(name)});
  });
  afterAll(() => reader?.close());

  test("tells by no set of users, less one that lies within it, of 1 to 19 users or of 1 or 2 of a class", () => {
    const {y} = told.get(name)!;
    const {sets} = makeToldSets(told.get(name)!);
    const {pairs, few} = findFewBetween(sets, y);
    expect(few).toEqual([]);
    expect(pairs).toBeGreaterThan(200);
  });

  test.each(pagePaths)("%s speaks of this table, at every width and in either light", async (path) => {
    const {page, errors, foreign, close} = await reader.open(path);
    for (const part of partsOf(path)) {
      await turnTo(page, part);
      for (const {width, colorScheme} of SETTINGS[galleryTables.findIndex((d) => d.name === name) % 2]) {
        await page.setViewportSize({width, height: 900});
        await page.emulateMedia({colorScheme});
        await openAll(page);
        // charts are drawn anew a frame after their boxes shrink
        await expect
          .poll(async () => ({part, width, colorScheme, errors, foreign, ...(await lookAt(page))}))
          .toEqual({
            ...{part, width, colorScheme, errors: [], foreign: []},
            ...{tooWide: 0, failed: 0, foreignWords: [], emptyCharts: []}
          });
      }
    }
    await close();
  });
});

/** Opens what is folded up, and lets every chart that is in sight by now be drawn at this width. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const part of document.querySelectorAll("details")) part.open = true;
    for (let y = 0; y < document.documentElement.scrollHeight; y += 2000) {
      scrollTo(0, y);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
    scrollTo(0, 0);
  });
  await page.waitForFunction(() => [...document.querySelectorAll(".chart[data-pending]")].every((chart) => !chart.checkVisibility()));
}

async function lookAt(page: Page): Promise<{tooWide: number; failed: number; foreignWords: string[]; emptyCharts: string[]}> {
  const seen = await page.evaluate(() => ({
    tooWide: Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
    failed: document.querySelectorAll("html[data-error], .observablehq--error").length,
    text: document.body.innerText,
    // a chart without a mark: axes alone are ticks and words
    emptyCharts: [...document.querySelectorAll(".chart-figure .chart")]
      .filter((chart) => chart.getBoundingClientRect().height > 0)
      .filter((chart) => {
        const marks = chart.querySelectorAll("svg :is(path, rect, circle, line), canvas, table, li");
        return [...marks].every((mark) => mark.closest('[aria-label*="axis"], [aria-label*="grid"], defs, clipPath') !== null);
      })
      .map((chart) => chart.closest("figure")?.querySelector(".figure-title")?.textContent ?? "untitled")
  }));
  return {tooWide: seen.tooWide, failed: seen.failed, foreignWords: seen.text.match(FOREIGN) ?? [], emptyCharts: seen.emptyCharts};
}
