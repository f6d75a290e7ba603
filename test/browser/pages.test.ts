import type {AxeBuilder} from "@axe-core/playwright";
import type {Page} from "playwright";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {axeOn, COLOUR_RULES} from "../support/axe.js";
import {openReader, type OpenPage, type Reader} from "../support/browser.js";
import {pagePaths} from "../support/pages.js";

let reader: Reader;
/** The same site below a path of its host. */
let below: Reader;
beforeAll(async () => {
  [reader, below] = await Promise.all([openReader(), openReader({prefix: "/team/churn"})]);
});
afterAll(() => Promise.all([reader?.close(), below?.close()]));

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const DESK = {width: 1440, height: 900};
const PHONE = {width: 360, height: 740};

describe.each(pagePaths)("%s", (path) => {
  test("settles at 1440 px in the light: no error, no foreign request, no sideways scroll; clean for axe, and nothing moved", async () => {
    const opened = await reader.open(path, {viewport: DESK, colorScheme: "light"});
    await expectSettled(opened);
    expect(await findBarriers(opened.page, (axe) => axe.withTags(TAGS))).toEqual([]);
    expect(await opened.page.evaluate(layoutShift)).toBeLessThan(0.05); // with what came while axe looked
    await opened.close();
  });

  test("settles at 1440 px in the dark as well, clean in its colours, and is reached and left by keyboard alone, with visible focus", async () => {
    const opened = await reader.open(path, {viewport: DESK, colorScheme: "dark"});
    const {page, close} = opened;
    await expectSettled(opened);
    expect(await findBarriers(page, (axe) => axe.withRules(COLOUR_RULES))).toEqual([]);
    expect(await page.evaluate(layoutShift)).toBeLessThan(0.05);
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

  test("settles at 360 px, in either light, below a path of its host: no error, no foreign request, no sideways scroll", async () => {
    const opened = await below.open(path, {viewport: PHONE, colorScheme: "dark"});
    await expectSettled(opened);
    await opened.page.emulateMedia({colorScheme: "light"});
    await expectSettled(opened);
    expect(opened.requests.filter((url) => /^http/.test(url) && !url.startsWith(below.address))).toEqual([]);
    await opened.close();
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

async function expectSettled({page, errors, foreign}: OpenPage): Promise<void> {
  expect({errors, foreign}).toEqual({errors: [], foreign: []});
  expect(await page.locator(".observablehq--error").count()).toBe(0);
  expect(await page.locator("html[data-error]").count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  expect(await page.evaluate(wordsBeyondScreen)).toEqual([]);
}

/** What axe finds at rest: of what still moves it takes colours half-way. */
async function findBarriers(page: Page, holdTo: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  await page.emulateMedia({reducedMotion: "reduce"});
  const {violations} = await holdTo(axeOn(page)).analyze();
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
