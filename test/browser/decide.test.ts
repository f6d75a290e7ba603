import {readFileSync} from "node:fs";
import {join} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import type {ModelsBook} from "../../lib/book/models.js";
import {describeDecision} from "../../lib/decide/words/decision.js";
import {decide} from "../../src/components/decide/state/decision.js";
import {rankUsers} from "../../lib/decide/ranking.js";
import {readScores} from "../../src/components/models/readScores.js";
import {openReader, type Reader} from "../support/browser.js";
import {findBuilt} from "../support/findBuilt.js";

const {folder} = inject("site");
let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

const usual = {model: "", depth: 0, unit: "€", value: 60, contact: 1, offer: 5, save: 10, vain: 30, holdout: 50, power: 80};

describe("/decide", () => {
  test("says what the published scores say, at the recommended line and at any other", async () => {
    const {outOfFold, test: held} = readRankings();
    const {page, close} = await reader.open("/decide");
    for (const threshold of [0, 0.15, 0.3, 0.45]) {
      await page.goto(`${reader.address}/decide${threshold ? `?threshold=${threshold}` : ""}`);
      await page.waitForSelector("html[data-ready=true]", {state: "attached"});
      const decision = decide({...usual, threshold}, outOfFold, held);
      const {breakEven} = decision;
      expect(await page.locator("[data-testid=decision]").innerText()).toBe(describeDecision({...decision, unit: "€"}));
      expect(Number(await page.locator("[data-testid=break-even]").getAttribute("data-value"))).toBe(breakEven);
      expect(await page.locator(".notice").count()).toBe(0);
    }
    await close();
  });

  test("keyboard alone: one line moves everything, and the address keeps it", async () => {
    const {page, errors, close} = await reader.open("/decide");
    const sentence = page.locator("[data-testid=decision]");
    const before = await sentence.innerText();
    await page.locator("input[name=depth]").focus();
    for (let i = 0; i < 10; ++i) await page.keyboard.press("ArrowRight");
    expect(await sentence.innerText()).not.toBe(before);
    await expect.poll(() => page.url(), {timeout: 3000}).toMatch(/\?threshold=0\.\d+/);
    const href = await page.getByRole("link", {name: "See one user against this line"}).getAttribute("href");
    expect(href).toMatch(/^\.\/predict\?threshold=0\.\d+/);
    await page.getByRole("button", {name: /Go to the recommended depth/}).press("Enter");
    expect(await sentence.innerText()).toBe(before);
    expect(errors).toEqual([]);
    await close();
  });

  test("recommends to run nothing where nothing pays", async () => {
    const {page, close} = await reader.open("/decide?save=1");
    expect(await page.locator("[data-testid=recommendation]").innerText()).toMatch(/^Run nothing/);
    await close();
  });

  test("exports exactly those above the line, with the model's hash in every line", async () => {
    const {page, close} = await reader.open("/decide?threshold=0.4");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-testid=export]").click()]);
    const lines = readFileSync(await download.path(), "utf8").trim().split("\r\n").slice(1).map((line) => line.split(","));
    const {models, scores} = readArtefacts();
    const champion = models.finalists.find((d) => d.name === models.champion)!;
    const wanted = [...scores.set.keys()].filter((i) => scores.set[i] === 0 && scores.scores[models.champion][i] >= 0.4);
    expect(lines.map((d) => Number(d[1]) - 1).sort((a, b) => a - b)).toEqual(wanted);
    expect(new Set(lines.map((d) => d[5]))).toEqual(new Set([champion.model.sha256]));
    await close();
  });

  test("reads its points by the arrow keys", async () => {
    const {page, close} = await reader.open("/decide");
    await page.locator(".chart").first().focus();
    await page.keyboard.press("End");
    expect(await page.locator(".readout").first().innerText()).toMatch(/^21 of 21\. Users contacted: 100%/);
    await close();
  });

  test("asks for no wasm and no other host", async () => {
    const {requests, foreign, close} = await reader.open("/decide");
    expect({wasm: requests.filter((d) => /\.wasm/.test(d)), foreign}).toEqual({wasm: [], foreign: []});
    await close();
  });
});

function readArtefacts(): {models: ModelsBook; scores: ReturnType<typeof readScores>} {
  const models = JSON.parse(readFileSync(findBuilt(join(folder, "_file/data/book"), /^models\..+\.json$/), "utf8")) as ModelsBook;
  return {models, scores: readScores(tableFromIPC(readFileSync(findBuilt(join(folder, "_file/data/book"), /^scores\..+\.arrow$/))))};
}

function readRankings(): {outOfFold: ReturnType<typeof rankUsers>; test: ReturnType<typeof rankUsers>} {
  const {models, scores} = readArtefacts();
  const rank = (set: number) => {
    const rows = [...scores.set.keys()].filter((i) => scores.set[i] === set);
    return rankUsers(rows.map((i) => scores.y[i]), rows.map((i) => scores.scores[models.champion][i]));
  };
  return {outOfFold: rank(0), test: rank(1)};
}

