import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";
import {pagePaths} from "../support/pages.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("words where they stand", () => {
  test.each(pagePaths.filter((path) => path !== "/about"))("%s dots the first use of some words, each once", async (path) => {
    const {page, close} = await reader.open(path);
    await page.waitForSelector(".term");
    const words = await page.locator(".term").evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-term")));
    expect(new Set(words).size).toBe(words.length);
    expect(await page.locator(":is(a, button, summary, h1, h2, label) .term").count()).toBe(0);
    await close();
  });

  test("a word opens what the glossary says of it with this book's value, by keyboard, and gives the focus back", async () => {
    const {page, close} = await reader.open("/");
    const word = page.locator(".term[data-term='ROC AUC']");
    await word.focus();
    await page.keyboard.press("Enter");
    const note = page.locator(".term-note:popover-open");
    const said = await note.innerText();
    expect(said).toMatch(/^ROC AUC How often a random churned \w+ is scored above .* The Champion: 0\.\d{3}/s);
    const {x, width} = (await note.boundingBox()) ?? {x: -1, width: 0};
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    await page.keyboard.press("Escape");
    expect(await note.count()).toBe(0);
    expect(await word.evaluate((node) => node === document.activeElement)).toBe(true);
    await close();
  });

  test("a word whose part of the page goes is plain again, with no note left behind, and another use of it is dotted", async () => {
    const {page, close} = await reader.open("/models");
    await page.waitForSelector(".term");
    await page.clock.install();
    for (const part of ["why", "checks", "compare"]) {
      await page.locator(`a[href$="#${part}"]`).first().click();
      await page.clock.runFor(5000); // it looks again once a page has been quiet
      const places = await page
        .locator(".term")
        .evaluateAll((nodes) => nodes.map((node) => (node.closest(".term-word") ?? node).nextElementSibling?.className));
      expect(new Set(places)).toEqual(new Set(["term-note"]));
      expect(await page.locator(".term-note").count()).toBe(places.length);
      const words = await page.locator(".term").evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-term")));
      expect(new Set(words).size).toBe(words.length);
    }
    await close();
  });

  test("no line begins with what closes a word", async () => {
    const {page, close} = await reader.open("/wrangling", {viewport: {width: 360, height: 780}});
    await page.waitForSelector(".term-word");
    for (let width = 320; width < 420; width += 4) {
      await page.setViewportSize({width, height: 780});
      const parted = await page.locator(".term-word").evaluateAll((words) =>
        words.filter((word) => {
          const closing = document.createRange();
          closing.selectNode(word.lastChild!);
          return closing.getBoundingClientRect().top > word.firstElementChild!.getBoundingClientRect().bottom;
        })
      );
      expect(parted).toEqual([]);
    }
    await close();
  });

  test("paper has them as footnotes, numbered as they stand, and the screen has none", async () => {
    const {page, close} = await reader.open("/");
    await page.waitForSelector(".term");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const shown = await page.locator(".term").evaluateAll((nodes) => nodes.map((node) => [node.dataset.note, node.dataset.term]));
    const notes = await page.locator(".term-notes li strong").allInnerTexts();
    expect(shown).toEqual(notes.map((term, i) => [String(i + 1), term]));
    expect(notes.length).toBeGreaterThan(5);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await page.locator(".term-notes").count()).toBe(0);
    await close();
  });
});
