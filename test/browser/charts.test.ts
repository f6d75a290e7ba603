import type {Locator} from "playwright";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";
import {pagePaths, partsOf, turnTo} from "../support/pages.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("every chart that has its numbers as a table", () => {
  test.each(pagePaths)("answers a mouse: %s", async (path) => {
    const {page, errors, close} = await reader.open(path);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = !d.classList.contains("twin"))));
    for (const part of partsOf(path)) {
      await turnTo(page, part);
      for (const figure of await page.locator(".chart-figure:has(.twin)").all()) await hover(figure);
    }
    expect(errors).toEqual([]);
    await close();
  });
});

async function hover(figure: Locator): Promise<void> {
  const chart = figure.locator(".chart");
  if (!(await chart.isVisible())) return;
  await chart.hover();
  const title = await figure.locator(".figure-title").innerText();
  const hasTips = (await figure.locator('[aria-label="tip"]').count()) > 0; // a chart with tips of its own keeps to them
  expect({title, read: await figure.locator(".readout").innerText()}).toEqual({
    title,
    read: hasTips ? "" : expect.stringMatching(/^\d+ of \d+\. /)
  });
  expect({title, marks: await figure.page().locator(".chart-cursor").count()}).toEqual({title, marks: hasTips ? 0 : 1});
}
