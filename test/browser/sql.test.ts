import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Page} from "playwright";
import {openReader, type Reader} from "../support/browser.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

const status = ".sql-status";
const box = ".sql-editor textarea";
const heavy = /duckdb-(eh|browser|wasm)|_node\/(@duckdb|apache-arrow)|\.arrow$/;

describe("/eda, Ask in SQL", () => {
  test("fetches nothing of the database before its button is pressed", async () => {
    const {page, requests, close} = await reader.open("/eda");
    await page.locator(".sql-examples button").nth(1).click();
    await page.locator(box).press("Control+Enter");
    await page.waitForTimeout(300);
    expect(requests.filter((url) => heavy.test(url))).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Load the database \(8\.\d MB\) and run$/);
    await close();
  });

  test("runs every example, from this site alone, and offline once loaded", async () => {
    const {page, errors, foreign, requests, close} = await openLoaded();
    const settled = requests.length;
    await page.context().setOffline(true);
    const examples = page.locator(".sql-examples button");
    expect(await examples.count()).toBeGreaterThanOrEqual(3);
    for (let i = 0; i < (await examples.count()); ++i) {
      await examples.nth(i).click();
      await page.waitForSelector(`${status}:text-matches("^Done")`);
      expect(await page.locator(".sql-result tbody tr").count()).toBeGreaterThan(0);
      expect(await page.locator(".sql-result .state.error").count()).toBe(0);
    }
    expect(requests.length).toBe(settled);
    expect({errors, foreign}).toEqual({errors: [], foreign: []});
    await close();
  });

  test("shows what stands in a cell as text, whatever it says", async () => {
    const {page, errors, close} = await openLoaded();
    const hostile = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`;
    await ask(
      page,
      `SELECT '${hostile.replaceAll("'", "''")}' AS "<b>title</b>", 9007199254740993::BIGINT AS large, DATE ` +
        "'2026-01-31' AS day, [1, 2] AS list, NULL AS nothing"
    );
    expect(await page.locator(".sql-result tbody th").innerText()).toBe(hostile);
    expect(await page.locator(".sql-result thead th").first().innerText()).toMatch(/^<b>title<\/b>/);
    expect(await page.locator(".sql-result tbody td").allInnerTexts()).toEqual(["9007199254740993", "2026-01-31", "[1,2]", "–"]);
    expect(await page.title()).not.toBe("run");
    expect(errors).toEqual([]);
    await close();
  });

  test("says in words what is wrong with a query, and goes on", async () => {
    const {page, close} = await openLoaded();
    await ask(page, "SELECT nonsense FROM nowhere", ".sql-result .state.error");
    expect(await page.locator(".sql-result .state.error").innerText()).toMatch(/did not run[^]*nowhere/);
    await ask(page, "SELECT 42 AS answer");
    expect(await page.locator(".sql-result tbody th").innerText()).toBe("42");
    await close();
  });

  test("stays within the page: no file, no other host, no extension, and no way to allow them", async () => {
    const {page, foreign, requests, close} = await openLoaded();
    const settled = requests.length;
    const refused = [
      "FROM read_csv('http://127.0.0.1:9/rows.csv')",
      "FROM 'https://example.com/rows.parquet'",
      "LOAD parquet",
      "COPY score_groups TO 'rows.csv'",
      "SET enable_external_access = true"
    ];
    for (const sql of refused) {
      await ask(page, "SELECT 1");
      await ask(page, sql, ".sql-result .state.error");
    }
    await ask(page, "INSTALL json");
    expect(requests.length).toBe(settled);
    expect(foreign).toEqual([]);
    await close();
  });

  test("shows 500 rows of more and says so, and gives them as CSV", async () => {
    const {page, close} = await openLoaded();
    await ask(page, "SELECT range AS i, '=1+1' AS formula FROM range(100000)");
    expect(await page.locator(".sql-result tbody tr").count()).toBe(500);
    expect(await page.locator(".sql-result").innerText()).toMatch(/first 500 rows; the result has more/);
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: "Save as CSV"}).click()]);
    expect(file.suggestedFilename()).toBe("waze-query.csv");
    await ask(page, "SELECT count(*) AS n FROM score_groups");
    expect(Number(await page.locator(".sql-result tbody th").innerText())).toBeGreaterThan(0);
    await close();
  });

  test("stops a query that takes too long, and answers the next", async () => {
    const {page, close} = await openLoaded();
    await page.locator(box).fill("SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b");
    await page.locator(box).press("Control+Enter");
    await page.getByRole("button", {name: "Stop"}).click();
    expect(await page.locator(".sql-result .state.error").innerText()).toMatch(/was stopped/);
    await ask(page, "SELECT count(*) AS n FROM trials");
    expect(Number(await page.locator(".sql-result tbody th").innerText())).toBeGreaterThan(0);
    await close();
  });

  test("keeps the query in the address, and repairs one that is too long", async () => {
    const {page, close} = await reader.open("/eda?sql=SELECT+7");
    expect(await page.locator(box).inputValue()).toBe("SELECT 7");
    await page.locator(box).fill("SELECT 8");
    await page.waitForURL(/\?sql=SELECT\+8$/);
    await page.locator(box).press("Escape");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Load the database/);
    await close();
    const long = await reader.open(`/eda?sql=${"x".repeat(3000)}`);
    expect(await long.page.locator(".sql .notice.caution").innerText()).toMatch(/3000 characters/);
    expect(await long.page.locator(box).inputValue()).toMatch(/^WITH|^SELECT/);
    await long.page.waitForURL(/\/eda$/);
    await long.close();
  });

  test("keeps its room whatever the answer, and fits a phone", async () => {
    const {page, close} = await openLoaded({width: 360, height: 740});
    await page.locator(".sql-examples button").nth(1).click();
    await page.waitForSelector(`${status}:text-matches("^Done")`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    const {height} = (await page.locator(".sql-result").boundingBox())!;
    await ask(page, "SELECT nonsense", ".sql-result .state.error");
    expect((await page.locator(".sql-result").boundingBox())!.height).toBe(height);
    await close();
  });
});

/** The page with the database loaded and its first answer shown. */
async function openLoaded(viewport = {width: 1440, height: 900}): ReturnType<Reader["open"]> {
  const opened = await reader.open("/eda", {viewport});
  await opened.page.getByRole("button", {name: /^Load the database/}).click();
  await opened.page.waitForSelector(`${status}:text-matches("^Done")`, {timeout: 60_000});
  return opened;
}

async function ask(page: Page, sql: string, until = `${status}:text-matches("^Done")`): Promise<void> {
  await page.locator(box).fill(sql);
  await page.locator(box).press("Control+Enter");
  await page.waitForSelector(until, {timeout: 30_000});
}
