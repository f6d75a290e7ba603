import type {Page} from "playwright";
import {AxeBuilder} from "@axe-core/playwright";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type OpenPage, type Reader} from "../support/browser.js";
import {pagePaths} from "../support/pages.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

for (const path of pagePaths) {
  describe.each(["light", "dark"] as const)(`${path}, %s`, (colorScheme) => {
    test("settles at 1440 px: no error, no foreign request, no sideways scroll; clean for axe, and nothing moved", async () => {
      const opened = await reader.open(path, {viewport: {width: 1440, height: 900}, colorScheme});
      await expectSettled(opened);
      expect(await findBarriers(opened.page)).toEqual([]);
      expect(await opened.page.evaluate(layoutShift)).toBeLessThan(0.05); // with what came while axe looked
      await opened.close();
    });

    test("settles at 360 px: no error, no foreign request, no sideways scroll", async () => {
      const opened = await reader.open(path, {viewport: {width: 360, height: 740}, colorScheme});
      await expectSettled(opened);
      await opened.close();
    });
  });

  describe(path, () => {
    test("can be reached and left by keyboard alone, with visible focus", async () => {
      const {page, close} = await reader.open(path);
      const seen = new Set<string>();
      for (let i = 0; i < 15; ++i) {
        await page.keyboard.press("Tab");
        const focus = await page.evaluate(describeFocus);
        seen.add(focus.path);
        expect(focus).toMatchObject({visible: true});
      }
      expect(seen.size).toBeGreaterThan(5);
      await close();
    });

    test("reads without JavaScript: a headline, words and numbers", async () => {
      const {page, close} = await reader.open(path, {javaScriptEnabled: false});
      expect((await page.locator("h1").innerText()).length).toBeGreaterThan(5);
      const text = await page.locator("main").innerText();
      expect(text.length).toBeGreaterThan(200);
      expect(text).toMatch(/\d/);
      expect(text).not.toContain("{{");
      await close();
    });
  });
}

describe("a sub-path", () => {
  test("serves every page whole", async () => {
    const below = await openReader({prefix: "/team/churn"});
    for (const path of pagePaths) {
      const {errors, foreign, requests, close} = await below.open(path);
      expect({path, errors, foreign}).toEqual({path, errors: [], foreign: []});
      expect(requests.filter((url) => /^http/.test(url) && !url.startsWith(below.address))).toEqual([]);
      await close();
    }
    await below.close();
  });
});

async function expectSettled({page, errors, foreign}: OpenPage): Promise<void> {
  expect({errors, foreign}).toEqual({errors: [], foreign: []});
  expect(await page.locator(".observablehq--error").count()).toBe(0);
  expect(await page.locator("html[data-error]").count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  expect(await page.evaluate(wordsBeyondScreen)).toEqual([]);
}

/** What axe finds at rest: of what still moves it takes colours half-way. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.emulateMedia({reducedMotion: "reduce"});
  const {violations} = await new AxeBuilder({page})
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return violations.map(
    ({id, nodes}) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map((d) => d.target.join(" "))
        .join("; ")}`
  );
}

/** Words of charts that begin or end beside the screen, where nobody can scroll to. */
function wordsBeyondScreen(): string[] {
  const isBeyond = ({left, right, width}: DOMRect): boolean => width > 0 && (left < -1 || right > innerWidth + 1);
  return [...document.querySelectorAll(".chart text")].filter((d) => isBeyond(d.getBoundingClientRect())).map((d) => d.textContent);
}

/** Cumulative layout shift so far (web.dev/cls): the sum of the worst session window is bounded by the plain sum. */
function layoutShift(): Promise<number> {
  return new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {value: number; hadRecentInput: boolean})[])
        if (!entry.hadRecentInput) sum += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 100);
  });
}

/** The focused element, and whether a reader can see that it is focused. */
function describeFocus(): {path: string; visible: boolean} {
  const element = document.activeElement;
  if (!element || element === document.body) return {path: "body", visible: true};
  const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const path =
    `${element.tagName} ${element.id} ${element.getAttribute("href") ?? ""} ${element.getAttribute("name") ?? ""} ` +
    `${element.textContent?.slice(0, 20)}`;
  return {path, visible: box.width > 0 && ((outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none")};
}
