import {AxeBuilder} from "@axe-core/playwright";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";
import {pagePaths} from "../support/pages.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

const sizes = [
  {width: 1440, height: 900},
  {width: 360, height: 740}
];

for (const path of pagePaths) {
  describe(path, () => {
    for (const viewport of sizes) {
      for (const colorScheme of ["light", "dark"] as const) {
        test(`settles at ${viewport.width} px, ${colorScheme}: no error, no foreign request, no sideways scroll`, async () => {
          const {page, errors, foreign, close} = await reader.open(path, {viewport, colorScheme});
          expect({errors, foreign}).toEqual({errors: [], foreign: []});
          expect(await page.locator(".observablehq--error").count()).toBe(0);
          expect(await page.locator("html[data-error]").count()).toBe(0);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
          ).toBeLessThanOrEqual(0);
          expect(await page.evaluate(wordsBeyondScreen)).toEqual([]);
          await close();
        });
      }
    }

    test("moves nothing while it loads", async () => {
      const {page, close} = await reader.open(path);
      await page.waitForTimeout(500);
      expect(await page.evaluate(layoutShift)).toBeLessThan(0.05);
      await close();
    });

    test("is clean for axe, light and dark", async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        const {page, close} = await reader.open(path, {colorScheme, reducedMotion: "reduce"});
        const {violations} = await new AxeBuilder({page})
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
          .analyze();
        expect(
          violations.map(
            ({id, nodes}) =>
              `${colorScheme}: ${id}: ${nodes
                .slice(0, 3)
                .map((d) => d.target.join(" "))
                .join("; ")}`
          )
        ).toEqual([]);
        await close();
      }
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
