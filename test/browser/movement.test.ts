import type {Page} from "playwright";
import type {Reader} from "../support/browser.js";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader} from "../support/browser.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

/** Moves of the one slider, far apart, so that every sentence, bar and axis is written anew. */
const MOVES = 30;

describe("a movement on /predict", () => {
  test("styles what it changed, and little else", async () => {
    const {page, close} = await reader.open("/predict");
    await moveSlider(page, MOVES); // what is made once is there now
    const browser = page.context().browser()!;
    await browser.startTracing(page, {categories: ["disabled-by-default-devtools.timeline.invalidationTracking"]});
    await moveSlider(page, MOVES);
    const {traceEvents} = JSON.parse((await browser.stopTracing()).toString()) as {traceEvents: TraceEvent[]};
    const styled = traceEvents.filter((d) => d.name === "StyleRecalcInvalidationTracking").map((d) => d.args.data);
    expect(styled.length / MOVES).toBeGreaterThan(5); // the browser told, and the answer was written
    expect(styled.length / MOVES, sayMost(styled)).toBeLessThan(90); // a node that comes or goes at every movement makes 250 of it
    await close();
  });

  test("adds and removes no node in the frame of its answer", async () => {
    const {page, close} = await reader.open("/predict");
    await moveSlider(page, MOVES);
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, {seen});
      // what is read aloud follows a moment later, and so do the glossary's dots, whenever the page has been quiet for a while
      const later = "[role=status], [role=status] *, .term, .term-word, :has(> .term, > .term-word)";
      new MutationObserver((records) =>
        seen.push(
          ...records.flatMap(({target}) => (target instanceof Element && !target.matches(later) ? [target.outerHTML.slice(0, 80)] : []))
        )
      ).observe(document.querySelector(".wi")!, {subtree: true, childList: true});
    });
    await moveSlider(page, MOVES);
    expect(await page.evaluate(() => (window as unknown as {seen: string[]}).seen)).toEqual([]);
    await close();
  });
});

interface Styled {
  nodeName: string;
  reason: string;
}

interface TraceEvent {
  name: string;
  args: {data: Styled};
}

/** The commonest of what was styled, for whoever reads a failure. */
function sayMost(styled: readonly Styled[]): string {
  const counts = new Map<string, number>();
  for (const {nodeName, reason} of styled) counts.set(`${nodeName}: ${reason}`, (counts.get(`${nodeName}: ${reason}`) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 12);
  return most.map(([what, n]) => `${(n / MOVES).toFixed(1)} a movement: ${what}`).join("\n");
}

/** Drags the second slider, a movement a frame. */
function moveSlider(page: Page, n: number): Promise<void> {
  return page.evaluate(async (nMoves) => {
    const slider = document.querySelectorAll<HTMLInputElement>(".wi-inputs input[type=range]")[1];
    const [min, max] = [Number(slider.min), Number(slider.max)];
    for (let i = 0; i < nMoves; ++i) {
      await new Promise((done) => requestAnimationFrame(done));
      slider.value = String(Math.round(min + ((max - min) * ((i * 7) % 15)) / 15));
      slider.dispatchEvent(new Event("input", {bubbles: true}));
    }
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }, n);
}
