import type {Page} from "playwright";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Reader} from "../support/browser.js";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {readModel} from "../../lib/model/readModel.js";
import {createScorer} from "../../lib/model/scorer.js";
import {createRandom, drawIndex} from "../../lib/random.js";
import {openReader} from "../support/browser.js";

const {folder} = inject("site");
const definition = JSON.parse(readFileSync("data/waze.dataset.json", "utf8")) as DatasetDefinition;
let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("/predict", () => {
  test("has one control per input, named for its column", async () => {
    const {page, close} = await reader.open("/predict");
    for (const {name, kind} of definition.inputs) {
      const selector = kind === "category" ? `select[name=${name}]` : `input[type=range][name=${name}]`;
      expect({name, n: await page.locator(selector).count()}).toEqual({name, n: 1});
    }
    await close();
  });

  test("shows the model's own probability to 1e-12 for any inputs given by the address", async () => {
    const scorer = createScorer(readModel(JSON.parse(readFileSync(join(folder, "api/champion.json"), "utf8"))));
    const random = createRandom("browser");
    const {page, close} = await reader.open("/predict");
    for (let i = 0; i < 20; ++i) {
      const row = drawRow(random);
      await page.goto(`${reader.address}/predict?${new URLSearchParams(Object.entries(row).map(([key, value]) => [key, String(value)]))}`);
      await page.waitForSelector("html[data-ready=true]", {state: "attached"});
      expect(Math.abs((await probability(page)) - scorer.scoreRow(row))).toBeLessThan(1e-12);
    }
    await close();
  });

  test("answers to the arrow keys at once, without any request", async () => {
    const {page, requests, errors, close} = await reader.open("/predict");
    await expect.poll(() => requests.some((address) => address.includes("/api/models/"))).toBe(true); // when idle
    await page.waitForLoadState("networkidle");
    const settled = requests.length;
    const slider = page.locator("main input[type=range]").first();
    await slider.focus();
    const before = await probability(page);
    for (let i = 0; i < 4; ++i) await page.keyboard.press("ArrowRight");
    expect(await probability(page)).not.toBe(before);
    expect({more: requests.length - settled, errors}).toEqual({more: 0, errors: []});
    await close();
  });

  test("asks for what it answers from before its modules have come, and for each file once", async () => {
    const {page, close} = await reader.open("/predict");
    const asked = await page.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).map(({name, initiatorType}) => ({name, initiatorType}))
    );
    for (const file of ["api/champion", "data/book/predict", "data/book/users"])
      expect({file, by: asked.filter(({name}) => name.includes(`/_file/${file}.`)).map((d) => d.initiatorType)}).toEqual({
        file,
        by: ["link"]
      });
    await close();
  });

  test("repairs bad values in the address and says so", async () => {
    const {name} = definition.inputs.find((d) => d.kind !== "category")!;
    for (const query of [`${name}=banana`, `${name}=1e999`, `${name}=-40`, `nonsense=1`, `${name}=<img src=x onerror=alert(1)>`]) {
      const {page, errors, close} = await reader.open(`/predict?${query}`);
      expect(Number.isFinite(await probability(page))).toBe(true);
      expect(await page.locator("[role=status], [role=alert]").allInnerTexts()).toSatisfy(
        (texts: string[]) => texts.join(" ").length > 0,
        query
      );
      expect(errors).toEqual([]);
      await close();
    }
  });

  test("shows no number when the model in the browser disagrees with the build", async () => {
    const {page, close} = await reader.open("/about");
    await page.route("**/*.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({response, body: tamper(await response.text())});
    });
    await page.goto(`${reader.address}/predict`);
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    const answer = page.locator("[data-testid=probability]");
    const shown = (await answer.count()) > 0 ? await answer.getAttribute("data-value") : null;
    const tampered = await page.locator("[role=alert]").allInnerTexts();
    expect({shown: shown || null, told: tampered.join(" ").length > 0}).toEqual({shown: null, told: true});
    await close();
  });
});

/** Moves a model's intercept, base or first leaf a little, as a stale or damaged file would. */
function tamper(text: string): string {
  const json = JSON.parse(text) as {intercept?: number; base?: number; trees?: {value: number[]}};
  if (json.intercept !== undefined) json.intercept += 1e-6;
  else if (json.base !== undefined) json.base += 1e-6;
  else if (json.trees) json.trees.value = json.trees.value.map((value) => value * (1 - 1e-6));
  return JSON.stringify(json);
}

async function probability(page: Page): Promise<number> {
  return Number(await page.locator("[data-testid=probability]").getAttribute("data-value"));
}

/** A row that breaks no constraint: every input within its definition's range, the lesser of each pair drawn below the greater. */
function drawRow(random: () => number): Row {
  const row: Row = {};
  for (const {name, kind, levels, range} of definition.inputs) {
    row[name] =
      kind === "category"
        ? levels![drawIndex(levels!.length, random)]
        : (range?.min ?? 0) + drawIndex(Math.min(range?.max ?? 100, 100) + 1, random);
  }
  for (const {left, right} of definition.constraints) if (Number(row[left]) > Number(row[right])) row[left] = row[right];
  for (const {left, right} of definition.constraints) if (Number(row[left]) > Number(row[right])) row[left] = row[right];
  return row;
}
