import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("/experiments", () => {
  test("lists every trial, and picks one out in the charts", async () => {
    const {page, errors, close} = await reader.open("/experiments");
    const name = page.locator("button.pick", {hasText: "forest-01"}).first();
    await name.click();
    expect(await name.getAttribute("aria-pressed")).toBe("true");
    expect(await page.locator(".trial-card h3").innerText()).toMatch(/^forest-01/);
    await page.waitForURL(/trial=forest-01$/);
    expect(errors).toEqual([]);
    await close();
  });

  test("says so where nothing is left to show", async () => {
    const {page, close} = await reader.open("/experiments?group=baseline&state=stopped");
    expect(await page.locator(".state-title").allInnerTexts()).toHaveLength(3);
    expect(await page.locator(".trial-table tbody").innerText()).toMatch(/^No trial ended like this/);
    await close();
  });
});
