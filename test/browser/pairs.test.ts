import type {Page} from "playwright";
import type {InputShape, PairAxis, PairMap, ShapesBook} from "../../lib/book/shapes.js";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {FEW} from "../../lib/groups.js";
import {axeOn} from "../support/axe.js";
import {openReader, type Reader} from "../support/browser.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

/** What an additive model adds for two inputs that matter together alone, with a cell of few users and one of none. */
function mapOf(model: string, first: InputShape, second: InputShape): PairMap {
  const axis = ({input, title, unit, kind, rates}: InputShape): PairAxis => ({input, title, unit, kind, bands: rates});
  const cells = first.rates.map((_, k) =>
    second.rates.map((_, l) => {
      if (k + l === 0) return {n: FEW, points: null, logOdds: null};
      if (k === 1 && l === 0) return {n: 0, points: null, logOdds: null};
      const logOdds = (k % 2 === l % 2 ? 0.5 : -0.5) * (k + 1);
      return {n: 120, points: logOdds / 10, logOdds};
    })
  );
  return {model, axes: [axis(first), axis(second)], cells, size: 0.02};
}

/** Opens a page of the sample, whose models have no pair, with two pairs in its book: of two numbers, and of a number and a category. */
async function openWithPairs(search: string, page: Page): Promise<PairMap[]> {
  const pairs: PairMap[] = [];
  await page.route("**/data/book/shapes.*.json", async (route) => {
    const response = await route.fetch();
    const book = (await response.json()) as ShapesBook;
    const [a, b] = book.inputs.filter((d) => d.kind !== "category");
    const category = book.inputs.find((d) => d.kind === "category")!;
    const [champion] = book.models;
    pairs.splice(0, 2, mapOf(champion.name, a, b), mapOf(champion.name, a, category));
    const models = book.models.map((d) => (d === champion ? {...d, nPairs: 2} : d));
    await route.fulfill({response, json: {...book, models, pairs} satisfies ShapesBook});
  });
  await page.goto(`${reader.address}/models${search}`);
  await page.waitForSelector("html[data-ready=true]", {state: "attached"});
  return pairs;
}

const nameOf = ({axes}: PairMap): string => ["pair", ...axes.map((d) => d.input)].join("-");
const nCells = ({cells}: PairMap): number => cells.flat().length;

describe("a model with pairs of inputs", () => {
  test.each([
    [1440, "light"],
    [360, "dark"]
  ] as const)("is drawn as a map for each, at %i px, in %s, clean for axe", async (width, colorScheme) => {
    const {page, errors, close} = await reader.open("/about", {viewport: {width, height: 900}, colorScheme, reducedMotion: "reduce"});
    const pairs = await openWithPairs("#why", page);
    for (const pair of pairs) {
      const figure = page.locator(`[data-figure="${nameOf(pair)}"]`);
      await figure.locator("svg.plot, svg").first().waitFor();
      expect(await figure.locator("g[aria-label=rect] rect").count()).toBe(nCells(pair));
      expect(await figure.locator(".figure-title").innerText()).toContain(`${pair.axes[0].title} and ${pair.axes[1].title} together: −`);
    }
    const {violations} = await axeOn(page).include(".pair-charts").withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
    expect(violations.map(({id, nodes}) => `${id}: ${nodes[0].target.join(" ")}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(errors).toEqual([]);
    await close();
  });

  test("is read by the keyboard, cell by cell, and as a table", async () => {
    const {page, close} = await reader.open("/about");
    const [pair] = await openWithPairs("#why", page);
    const figure = page.locator(`[data-figure="${nameOf(pair)}"]`);
    await figure.locator(".chart").focus();
    await page.keyboard.press("ArrowRight");
    const said = figure.locator(".readout");
    expect(await said.innerText()).toMatch(new RegExp(`^1 of ${nCells(pair)}\\. .*${FEW}$`));
    await page.keyboard.press("End");
    expect(await said.innerText()).toMatch(new RegExp(`^${nCells(pair)} of .*Adds, percentage points: [+−].*Odds: ×`));
    await figure.locator("summary").press("Enter");
    await expect.poll(() => figure.locator("tbody tr").count()).toBe(nCells(pair)); // made when it opens
    await close();
  });

  test("is where its address leads, though it is drawn late", async () => {
    const {page, close} = await reader.open("/about");
    await openWithPairs("#pairs", page);
    await expect.poll(() => page.locator("h2#pairs").isVisible()).toBe(true);
    expect(await page.locator(".parts a[aria-current]").getAttribute("href")).toBe("#why");
    await close();
  });

  test("shows its map alone by its name", async () => {
    const {page, errors, close} = await reader.open("/about");
    const [pair] = await openWithPairs("?embed=nothing", page);
    await openWithPairs(`?embed=${nameOf(pair)}`, page);
    await page.locator("[data-alone] svg").first().waitFor();
    const shown = await page.locator("[data-figure]:visible").evaluateAll((nodes) => nodes.map((d) => d.getAttribute("data-figure")));
    expect(shown).toEqual([nameOf(pair)]);
    expect(errors).toEqual([]);
    await close();
  });
});
