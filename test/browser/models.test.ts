import type {Page} from "playwright";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {axeOn, COLOUR_RULES} from "../support/axe.js";
import {openReader, type Reader} from "../support/browser.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

const parts = ["compare", "line", "why", "checks", "files"];

/** The parts that a reader sees, by their ids. */
function shownParts(page: Page): Promise<string[]> {
  return page.locator(".part").evaluateAll((nodes) => nodes.filter((node) => node.checkVisibility()).map((node) => node.id));
}

const claim = ".threshold-panel .figure-title";

describe("/models", () => {
  test("puts the base rate first, whichever way the leaderboard is sorted", async () => {
    const {page, close} = await reader.open("/models");
    const first = (): Promise<string> => page.locator(".leaderboard tbody tr").first().innerText();
    expect(await first()).toMatch(/^Base rate/);
    await page.locator(".leaderboard thead button").nth(2).click();
    expect(await first()).toMatch(/^Base rate/);
    await close();
  });

  test("crowns anew for another yardstick, and keeps the choice in the address", async () => {
    const {page, errors, close} = await reader.open("/models");
    await page.locator(".crown-chooser select").selectOption("accuracy");
    await page.getByText("Gates must be passed").click();
    const move = await page.locator(".crown-move").innerText();
    const crowned = await page.locator(".leaderboard tr.crowned").innerText();
    await page.waitForURL(/\?metric=accuracy&gates=0$/);
    await page.reload();
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    expect(await page.locator(".crown-move").innerText()).toBe(move);
    expect(await page.locator(".leaderboard tr.crowned").innerText()).toBe(crowned);
    expect(errors).toEqual([]);
    await close();
  });

  test("moves the line by the arrow keys, the claim and the curves with it", async () => {
    const {page, requests, close} = await reader.open("/models?threshold=0.30");
    const settled = requests.length;
    const dot = (): Promise<string | null> => page.locator(".curve-charts g[aria-label=dot] circle").first().getAttribute("cx");
    const go = (part: string): Promise<void> => page.getByRole("link", {name: part, exact: true}).click();
    const place = await dot();
    await go("At the line");
    expect(await page.locator(claim).innerText()).toMatch(/^A line at 30 in 100/);
    await page.locator(".threshold-panel input[type=range]").focus();
    for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowRight");
    expect(await page.locator(claim).innerText()).toMatch(/^A line at 33 in 100/);
    await page.waitForURL(/threshold=0\.33(&|$)/);
    await go("Compare");
    expect(await dot()).not.toBe(place);
    expect(requests.length).toBe(settled);
    await close();
  });

  test("keeps a line of other pages to its last digit, whatever else changes", async () => {
    const {page, close} = await reader.open("/models?threshold=0.36414#line");
    expect(await page.locator(claim).innerText()).toMatch(/^A line at 36.4 in 100/);
    await page.getByRole("button", {name: "Decision tree"}).click();
    await page.waitForURL(/b=tree.*#line$/);
    await expect.poll(() => new URL(page.url()).searchParams.get("threshold")).toBe("0.36414");
    expect(await page.getByRole("link", {name: "What this line is worth"}).getAttribute("href")).toContain("threshold=0.36414");
    await close();
  });

  test("repairs what cannot be and says so", async () => {
    const {page, close} = await reader.open("/models?metric=charm&threshold=7");
    expect(await page.locator(".notice.caution").first().innerText()).toMatch(/metric = “charm”[^]*threshold = “7”/);
    expect(await page.locator(".crown-chooser select").inputValue()).toBe("logLoss");
    await close();
  });

  test("holds every stated metric against the score groups, and says which ones do not fit", async () => {
    const {page, close} = await reader.open("/models");
    expect(await page.locator("[data-testid=recheck]").getAttribute("data-passed")).toBe("true");
    await page.route("**/data/book/models.*.json", async (route) => {
      const response = await route.fetch();
      const book = (await response.json()) as {finalists: {test: Record<string, {estimate: number}>}[]};
      book.finalists[1].test.logLoss.estimate -= 0.01;
      await route.fulfill({response, json: book});
    });
    await page.reload();
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    expect(await page.locator("[data-testid=recheck]").innerText()).toMatch(
      /1 of \d+ metrics do not come out of the score groups[^]*logLoss: stated/
    );
    await close();
  });

  test.each(parts)("#%s is a part of its own: alone, short, clean for axe, and within a phone's screen", async (part) => {
    const {page, errors, close} = await reader.open(`/models#${part}`, {reducedMotion: "reduce", viewport: {width: 1440, height: 900}});
    expect(await shownParts(page)).toEqual([part]);
    expect(await page.locator(".parts a[aria-current]").getAttribute("href")).toBe(`#${part}`);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(4000);
    const {violations} = await axeOn(page).include(".bench").withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
    await page.emulateMedia({colorScheme: "dark"});
    const dark = await axeOn(page).include(".bench").withRules(COLOUR_RULES).analyze();
    expect([...violations, ...dark.violations].map(({id, nodes}) => `${id}: ${nodes[0].target.join(" ")}`)).toEqual([]);
    await page.setViewportSize({width: 360, height: 740});
    // charts are drawn anew a frame after their boxes shrink
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(errors).toEqual([]);
    await close();
  });

  test("goes to parts by links, keys, back and forward, and by the address of anything within one", async () => {
    const {page, close} = await reader.open("/models?metric=rocAuc");
    expect(await shownParts(page)).toEqual(["compare"]);
    await page.getByRole("link", {name: "Why", exact: true}).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\?metric=rocAuc#why$/);
    expect(await shownParts(page)).toEqual(["why"]);
    await page.getByRole("link", {name: "Checks", exact: true}).click();
    expect(await shownParts(page)).toEqual(["checks"]);
    await page.goBack();
    await expect.poll(() => shownParts(page)).toEqual(["why"]);
    await page.goto(page.url().replace(/#.*/, "#what-may-be-released"));
    await expect.poll(() => shownParts(page)).toEqual(["files"]);
    await page.goto(page.url().replace(/#.*/, "#calibration"));
    await expect.poll(() => shownParts(page)).toEqual(["compare"]);
    await close();
  });

  test("shows every part on paper, each chart drawn, and without a script", async () => {
    const {page, close} = await reader.open("/models");
    await page.emulateMedia({media: "print"});
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await shownParts(page)).toEqual(parts);
    expect(await page.locator("main .chart[data-pending]").count()).toBe(0);
    await page.emulateMedia({media: "screen"});
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await shownParts(page)).toEqual(["compare"]);
    await close();
    const plain = await reader.open("/models", {javaScriptEnabled: false});
    expect(await shownParts(plain.page)).toEqual(parts);
    await plain.close();
  });

  test("picks one model or two by the rail: the curves of one, the differences of two", async () => {
    const {page, errors, close} = await reader.open("/models");
    const claims = (): Promise<string[]> => page.locator(".curve-charts .figure-title").allInnerTexts();
    const picked = (): Promise<string[]> => page.locator(".rail-model[aria-pressed=true]").allInnerTexts();
    const dashed = page.locator(".rail-model[data-line=dashed]");
    const second = await dashed.innerText();
    expect((await claims())[0]).toMatch(/^Contacting as many, /);
    await dashed.click();
    expect(await picked()).toEqual([await page.locator(".rail-model[data-line=solid]").innerText()]);
    await expect.poll(async () => (await claims())[0]).toMatch(/chance does 50 times$/); // curves are drawn after the rail
    await page.getByRole("button", {name: "Random forest"}).click();
    await page.waitForURL(/b=forest/);
    await expect.poll(async () => (await claims())[0]).toMatch(/^Contacting as many, Random forest finds/);
    expect(await picked()).not.toContain(second);
    await page.reload();
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    expect((await claims())[0]).toMatch(/^Contacting as many, Random forest finds/);
    expect(errors).toEqual([]);
    await close();
  });

  test("hands out every registered model", async () => {
    const {page, close} = await reader.open("/models");
    const links = await page.locator("a[download]").evaluateAll((nodes) => nodes.map((node) => (node as HTMLAnchorElement).href));
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) expect([link, (await page.request.get(link)).status()]).toEqual([link, 200]);
    await close();
  });
});
