import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

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
    const [before, place] = [await page.locator(claim).innerText(), await dot()];
    expect(before).toMatch(/^A line at 30 in 100/);
    await page.locator(".threshold-panel input[type=range]").focus();
    for (let i = 0; i < 3; ++i) await page.keyboard.press("ArrowRight");
    expect(await page.locator(claim).innerText()).toMatch(/^A line at 33 in 100/);
    await page.waitForURL(/threshold=0\.33(&|$)/);
    expect(await dot()).not.toBe(place);
    expect(requests.length).toBe(settled);
    await close();
  });

  test("keeps a line of other pages to its last digit, whatever else changes", async () => {
    const {page, close} = await reader.open("/models?threshold=0.36414");
    expect(await page.locator(claim).innerText()).toMatch(/^A line at 36.4 in 100/);
    await page.locator(".crown-chooser select").selectOption("brierScore");
    await page.waitForURL(/metric=brierScore/);
    expect(new URL(page.url()).searchParams.get("threshold")).toBe("0.36414");
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

  test("hands out every registered model", async () => {
    const {page, close} = await reader.open("/models");
    const links = await page.locator("a[download]").evaluateAll((nodes) => nodes.map((node) => (node as HTMLAnchorElement).href));
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) expect([link, (await page.request.get(link)).status()]).toEqual([link, 200]);
    await close();
  });
});
