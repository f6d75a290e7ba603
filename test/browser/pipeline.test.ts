import {readFile} from "node:fs/promises";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("/pipeline", () => {
  test("proves that this browser scores as the build did", async () => {
    const {page, close} = await reader.open("/pipeline");
    const parity = page.locator("[data-testid=parity]");
    expect(await parity.getAttribute("data-passed")).toBe("true");
    const rows = await parity.locator("tbody tr").allInnerTexts();
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) expect(row).toMatch(/agrees[^]*(\d+)\/\1 within 1e-12[^]*as registered/);
    await close();
  });

  test("refuses a model file that was touched", async () => {
    const {page, close} = await reader.open("/about");
    await page.route("**/api/models/logistic.json", async (route) => {
      const response = await route.fetch();
      const model = (await response.json()) as {intercept: number};
      await route.fulfill({response, json: {...model, intercept: model.intercept + 1e-9}});
    });
    await page.goto(`${reader.address}/pipeline`);
    await page.waitForSelector("[data-testid=parity]");
    expect(await page.locator("[data-testid=parity]").getAttribute("data-passed")).toBe("false");
    expect(await page.locator("[data-testid=parity] .notice.error").innerText()).toMatch(/Do not trust the numbers of Logistic regression/);
    await close();
  });

  test("saves the graph as a drawing with every task in it, and its numbers in seconds", async () => {
    const {page, errors, close} = await reader.open("/pipeline");
    const save = async (what: string): Promise<string> => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: what}).first().click()]);
      return readFile(await file.path(), "utf8");
    };
    const titles = await page.locator(".flow-task .flow-title").allInnerTexts();
    const drawing = await save("Save the chart as SVG");
    expect(drawing).toContain("<svg");
    expect(drawing.match(/<g>/g)?.length).toBe(titles.length);
    expect(drawing).not.toMatch(/var\(--|undefined|NaN/);
    const [head, ...lines] = (await save("Save the numbers as CSV")).trim().split("\r\n");
    expect(head).toMatch(/^Task,State,Began after \(s\),Ended after \(s\),Last run took \(s\),/);
    expect(lines.length).toBe(titles.length);
    expect(errors).toEqual([]);
    await close();
  });

  test("shows a task's record by keyboard and by click", async () => {
    const {page, errors, close} = await reader.open("/pipeline");
    const card = page.locator(".task-card h3");
    const tasks = page.locator(".flow-task");
    await tasks.first().focus();
    await page.keyboard.press("Enter");
    expect(await card.innerText()).toContain(await tasks.first().locator(".flow-title").innerText());
    await page.waitForURL(/\?task=/);
    await tasks.last().click();
    expect(await card.innerText()).toContain(await tasks.last().locator(".flow-title").innerText());
    expect(await tasks.last().getAttribute("aria-pressed")).toBe("true");
    expect(await page.locator(".flow-lines path.picked").count()).toBeGreaterThan(0);
    expect(errors).toEqual([]);
    await close();
  });
});
