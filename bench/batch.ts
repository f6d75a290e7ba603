import type {Page} from "playwright";
import type {PredictBook, UserSample} from "../lib/book/predict.js";
import type {Line} from "./support/report.js";
import {readFileSync} from "node:fs";
import {createRandom, drawIndex} from "../lib/random.js";
import {findBuilt} from "../test/support/findBuilt.js";
import {atMost, numberLine} from "./support/report.js";
import {openSite} from "./support/site.js";

/**
 * `npx tsx bench/batch.ts [folder]`: how long /batch takes for a file of 100,000 rows, on a built site (default: dist), and
 * how long the page is deaf meanwhile. Chromium without a screen; the file holds shipped users, drawn again and again.
 */
const ROWS = 100_000;
const ROUNDS = 5;

const {folder, url, browser, report} = await openSite();
await report(async () => {
  const book = JSON.parse(readFileSync(findBuilt(`${folder}/_file/data/book`, /^predict\./), "utf8")) as PredictBook;
  if (!book.users) throw new Error("bench/batch: the site must ship users; got none.");
  const text = drawFile(
    book.users,
    book.inputs.map((d) => d.name)
  );
  const lines: Line[] = [];
  for (const {name, title} of book.models) lines.push(...(await measure(text, {name, title, isFirst: name === book.models[0].name})));
  return lines;
});

function drawFile({n, columns}: UserSample, names: readonly string[]): string {
  const random = createRandom("batch");
  const row = (i: number): string => names.map((name) => columns[name][i] ?? "").join(",");
  return `${names.join(",")}\n${Array.from({length: ROWS}, () => row(drawIndex(n, random))).join("\n")}\n`;
}

interface Times {
  /** from the choice of the file to its scores on screen, and to the comparison with the training data */
  scored: number;
  compared: number;
  /** until the scores are there: the longest time between two moments at which the page could have answered, and between two frames */
  deaf: number;
  still: number;
}

async function measure(text: string, {name, title, isFirst}: {name: string; title: string; isFirst: boolean}): Promise<Line[]> {
  const rounds: Times[] = [];
  for (let i = 0; i < ROUNDS; ++i) {
    const page = await browser.newPage({viewport: {width: 1440, height: 900}});
    await page.goto(`${url}/batch${isFirst ? "" : `?_model=${name}`}`);
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    rounds.push(await measureOnce(page, text));
    await page.close();
  }
  const median = (of: (times: Times) => number): number => rounds.map(of).sort((a, b) => a - b)[ROUNDS >> 1];
  return [
    numberLine(
      `/batch, ${title}: ${ROWS.toLocaleString("en")} rows (${(text.length / 1e6).toFixed(1)} MB) read, checked and scored, median, ms`,
      median((d) => d.scored),
      {detail: `${ROUNDS} rounds`, bar: isFirst ? atMost(3000) : null}
    ),
    numberLine(
      `/batch, ${title}: and compared with the training data, median, ms`,
      median((d) => d.compared)
    ),
    numberLine(
      `/batch, ${title}: longest time without an answer while it works, median, ms`,
      median((d) => d.deaf),
      {bar: isFirst ? atMost(200) : null}
    ),
    numberLine(
      `/batch, ${title}: longest time between two frames, median, ms`,
      median((d) => d.still)
    )
  ];
}

/** Runs in the page: hands it the file as a drop does. */
function measureOnce(page: Page, text: string): Promise<Times> {
  return page.evaluate(async (content) => {
    const [result, drift] = ["[data-testid=result]", "[data-testid=drift]"];
    const event = new Event("drop", {bubbles: true, cancelable: true});
    Object.assign(event, {dataTransfer: {types: ["Files"], files: [new File([content], "users.csv")]}});
    const times = {scored: 0, compared: 0, deaf: 0, still: 0};
    const start = performance.now();
    document.body.dispatchEvent(event);
    void (async () => {
      for (let last = start; times.scored === 0;) {
        const now = await new Promise<number>(requestAnimationFrame);
        times.still = Math.max(times.still, now - last);
        last = now;
      }
    })();
    for (let last = start; times.compared === 0;) {
      await new Promise((done) => setTimeout(done));
      const now = performance.now();
      if (times.scored === 0) times.deaf = Math.max(times.deaf, now - last);
      if (times.scored === 0 && document.querySelector(result)) times.scored = now - start;
      if (document.querySelector(drift)) times.compared = now - start;
      if (now - start > 60_000)
        throw new Error(
          `bench/batch: the page must score the file; got after a minute: ${document.querySelector("main")?.innerText.slice(0, 500)}`
        );
      last = now;
    }
    return times;
  }, text);
}
