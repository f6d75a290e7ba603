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

  test("sets chosen trials side by side, hides columns, sorts, and keeps all of it in the address", async () => {
    const {page, errors, close} = await reader.open("/experiments?trial=logistic-01&hide=time");
    expect(await page.locator(".notice", {hasText: "The address asked for hide"}).count()).toBe(1);
    await page.locator("button.pick", {hasText: "forest-01"}).first().click();
    expect(await page.locator(".trial-comparison thead th").allInnerTexts()).toEqual(["What differs", "logistic-01", "forest-01"]);
    expect(await page.locator(".trial-comparison tbody th").first().innerText()).toBe("Learner");
    const heads = page.locator(".trial-table thead th");
    const before = await heads.count();
    await page.locator(".column-chooser summary").click();
    await page.locator(".column-list label", {hasText: "Time"}).click();
    expect(await heads.count()).toBe(before - 1);
    await heads.locator("button", {hasText: "Trial"}).click();
    await page.waitForURL((url) => ["trial", "hide", "sort"].every((name) => url.searchParams.has(name)));
    const shown = await page.locator(".trial-table tbody tr").allInnerTexts();
    await page.reload();
    await page.waitForSelector(".trial-comparison");
    expect(await page.locator(".trial-table tbody tr").allInnerTexts()).toEqual(shown);
    expect(errors).toEqual([]);
    await close();
  });

  test("says so where nothing is left to show", async () => {
    const {page, close} = await reader.open("/experiments?group=baseline&state=stopped");
    expect(await page.locator(".state-title").allInnerTexts()).toHaveLength(2);
    expect(await page.locator(".trial-table tbody").innerText()).toMatch(/^No trial ended like this/);
    await close();
  });
});
