import type {Page} from "playwright";
import type {PredictBook} from "../lib/book/predict.js";
import type {Row} from "../lib/dataset/table.js";
import type {Line} from "./support/report.js";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {readModel} from "../lib/model/readModel.js";
import {createScorer} from "../lib/model/scorer.js";
import {createRandom, drawIndex} from "../lib/random.js";
import {atMost, numberLine} from "./support/report.js";
import {openSite} from "./support/site.js";
import {openCounted} from "./support/transfer.js";

/**
 * `npx tsx bench/pages.ts [folder]`: what /predict and /decide cost a reader, on a built site (default: dist).
 * Chromium without a screen; sliders are moved by input events as a drag sends them, at the start of a frame.
 */
const MOVES = 300;
const ROWS = 1000;

const {folder, url, browser, report} = await openSite();
await report(async () => [
  ...(await measurePaint()),
  ...(await measureLoad()),
  await measureSlowLine(),
  ...(await measureShift()),
  ...(await measureParity())
]);

async function open(path: string): Promise<Page> {
  const page = await browser.newPage({viewport: {width: 1440, height: 900}});
  await page.goto(url + path);
  await page.waitForSelector("html[data-ready=true]", {state: "attached"});
  return page;
}

/** From a slider's input event to the painted answer with its reasons. */
async function measurePaint(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const {path, selector, bars} of [
    {path: "/predict", selector: ".wi-inputs input[type=range]", bars: [16, 50]},
    {path: "/decide", selector: ".dc input[type=range]", bars: [50, null]}
  ]) {
    for (const [i, rate] of [1, 4].entries()) {
      const page = await open(path);
      const session = await page.context().newCDPSession(page);
      await page.evaluate(moveSliders, {selector, n: 40}); // the engine warms up, as it does within a second of use
      await session.send("Emulation.setCPUThrottlingRate", {rate});
      const times = (await page.evaluate(moveSliders, {selector, n: MOVES})).sort((a, b) => a - b);
      const p95 = times[Math.ceil(times.length * 0.95) - 1];
      const bar = bars[i];
      if (rate === 1) lines.push(await measureWork(page, path, selector));
      lines.push(
        numberLine(`${path}: input event to painted answer, p95, ${rate}x slow-down, ms`, p95, {
          detail: `median ${times[times.length >> 1].toFixed(1)} ms, ${MOVES} moves`,
          bar: bar === null ? null : atMost(bar)
        })
      );
      await page.close();
    }
  }
  return lines;
}

/** The main thread's own time per movement, which other work on the machine does not lengthen. */
async function measureWork(page: Page, path: string, selector: string): Promise<Line> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", {timeDomain: "threadTicks"});
  const read = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await session.send("Performance.getMetrics")).metrics.map((d) => [d.name, d.value]));
  const before = await read();
  await page.evaluate(moveSliders, {selector, n: MOVES});
  const after = await read();
  const each = (name: string): number => ((after[name] - before[name]) / MOVES) * 1000;
  return numberLine(`${path}: main thread's processor time per movement, ms`, each("TaskDuration"), {
    detail: `script ${each("ScriptDuration").toFixed(1)}, style ${each("RecalcStyleDuration").toFixed(1)}, layout ${each("LayoutDuration").toFixed(1)}`
  });
}

/** Runs in the page: moves one slider after another, and times each until the frame is painted. */
async function moveSliders({selector, n}: {selector: string; n: number}): Promise<number[]> {
  const sliders = [...document.querySelectorAll<HTMLInputElement>(selector)];
  const times: number[] = [];
  for (let i = 0; i < n; ++i) {
    const slider = sliders[Math.floor(i / 15) % sliders.length];
    const [min, max] = [Number(slider.min), Number(slider.max)];
    times.push(
      await new Promise<number>((done) =>
        requestAnimationFrame(() => {
          const start = performance.now();
          slider.value = String(Math.round(min + ((max - min) * ((i * 7) % 15)) / 15));
          slider.dispatchEvent(new Event("input", {bubbles: true}));
          const {port1, port2} = new MessageChannel(); // a task after this frame's style, layout and paint
          port1.onmessage = () => done(performance.now() - start);
          requestAnimationFrame(() => undefined);
          port2.postMessage(null);
        })
      )
    );
  }
  return times;
}

/** What is transferred before anything is touched, and what is asked for while sliders move. */
async function measureLoad(): Promise<Line[]> {
  const page = await browser.newPage({viewport: {width: 1440, height: 900}});
  const counted = await openCounted(page, `${url}/predict`);
  const loaded = {...counted};
  await page.evaluate(moveSliders, {selector: ".wi-inputs input[type=range]", n: 60});
  await page.waitForTimeout(1000);
  await page.close();
  return [
    numberLine("/predict: transferred before interaction, gzip, kB", loaded.bytes / 1000, {
      detail: `${loaded.requests} requests`,
      bar: atMost(200)
    }),
    numberLine("/predict: requests while sliders move", counted.requests - loaded.requests, {bar: atMost(0)})
  ];
}

/** Slow 4G as Lighthouse simulates it: 150 ms to and fro, 1.6 Mbit/s down; from the first byte asked for to inputs that answer. */
async function measureSlowLine(): Promise<Line> {
  const times: number[] = [];
  for (let i = 0; i < 5; ++i) {
    const context = await browser.newContext({viewport: {width: 1440, height: 900}}); // nothing is cached yet
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: 1638.4 * 125,
      uploadThroughput: 750 * 125
    });
    const start = performance.now();
    await page.goto(`${url}/predict`, {waitUntil: "commit"});
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    times.push(performance.now() - start);
    await context.close();
  }
  const median = times.sort((a, b) => a - b)[times.length >> 1];
  return numberLine("/predict: ready for use on emulated Slow 4G, median, ms", median, {
    detail: `${times.length} first visits`,
    bar: atMost(2000)
  });
}

async function measureShift(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const path of ["/predict", "/decide"]) {
    for (const viewport of [
      {width: 1440, height: 900},
      {width: 360, height: 740}
    ]) {
      const page = await browser.newPage({viewport});
      await page.addInitScript(() => {
        const shifts: number[] = [];
        Object.assign(window, {shifts});
        new PerformanceObserver((list) =>
          shifts.push(...list.getEntries().map((d) => (d as PerformanceEntry & {value: number}).value))
        ).observe({type: "layout-shift", buffered: true});
      });
      await page.goto(url + path);
      await page.waitForSelector("html[data-ready=true]", {state: "attached"});
      await page.waitForTimeout(500);
      const shift = await page.evaluate(() => (window as unknown as {shifts: number[]}).shifts.reduce((a, b) => a + b, 0));
      lines.push(numberLine(`${path}: cumulative layout shift, ${viewport.width} px`, shift, {bar: atMost(0.05)}));
      await page.close();
    }
  }
  return lines;
}

/** Random valid rows, set through the sliders one input after another; the page's number against the model's. */
async function measureParity(): Promise<Line[]> {
  const scorer = createScorer(readModel(JSON.parse(await readFile(join(folder, "api/champion.json"), "utf8"))));
  const page = await open("/predict");
  for (const button of await page.locator(".wi-widen").all()) await button.click();
  const [inputs, constraints] = [await readInputs(page), await readConstraints()];
  const random = createRandom("pages");
  let worst = 0;
  let astray = 0;
  for (let i = 0; i < ROWS; ++i) {
    const row = drawRow(inputs, constraints, random);
    const {shown, value} = await page.evaluate(setInputs, row);
    worst = Math.max(worst, Math.abs(value - scorer.scoreRow(row)));
    astray += Object.keys(row).filter((name) => String(row[name]) !== shown[name]).length;
  }
  await page.close();
  return [
    numberLine(`/predict: largest difference to the model over ${ROWS} rows`, worst, {
      detail: `${astray} inputs ended elsewhere than they were set`,
      bar: atMost(1e-12)
    })
  ];
}

type DrawnInput = Pick<PredictBook["inputs"][number], "name" | "kind" | "levels" | "min" | "max">;

function drawRow(inputs: readonly DrawnInput[], constraints: readonly {left: string; right: string}[], random: () => number): Row {
  const row: Row = {};
  for (const {name, kind, levels, min, max} of inputs)
    row[name] =
      kind === "category" ? levels[drawIndex(levels.length, random)] : Math.ceil(min) + drawIndex(Math.floor(max - Math.ceil(min)), random);
  for (let i = 0; i < 3; ++i) for (const {left, right} of constraints) if (Number(row[left]) > Number(row[right])) row[left] = row[right];
  return row;
}

/** Runs in the page: sets every input, as a hand would, and reads what stands there afterwards. */
function setInputs(row: Row): {shown: Record<string, string>; value: number} {
  const fields = Object.keys(row).map((name) =>
    document.querySelector<HTMLInputElement | HTMLSelectElement>(`.wi-inputs [name="${name}"]`)!
  );
  for (const field of fields) {
    field.value = String(row[field.name]);
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, {bubbles: true}));
  }
  const shown = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  return {shown, value: Number(document.querySelector<HTMLElement>("[data-testid=probability]")?.dataset.value)};
}

function readInputs(page: Page): Promise<DrawnInput[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(".wi-inputs input[type=range], .wi-inputs select")].map((field) =>
      field instanceof HTMLSelectElement
        ? {name: field.name, kind: "category" as const, levels: [...field.options].map((d) => d.value), min: 0, max: 0}
        : {name: field.name, kind: "number" as const, levels: [], min: Number(field.min), max: Number(field.max)}
    )
  );
}

async function readConstraints(): Promise<{left: string; right: string}[]> {
  return (JSON.parse(await readFile("data/waze.dataset.json", "utf8")) as {constraints: {left: string; right: string}[]}).constraints;
}
