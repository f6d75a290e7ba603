import type {Reader} from "../support/browser.js";
import {readFileSync} from "node:fs";
import {afterAll, beforeAll, expect, test} from "vitest";
import {openReader} from "../support/browser.js";

const FIXTURE = "test/fixtures/campaign/campaign.csv";
let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

const fileOf = (name: string, text: string): {name: string; mimeType: string; buffer: Buffer} => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text)
});

test("/decide reads a campaign's result in the tab, against its assumptions, and refuses what no lot decided", async () => {
  const {page, errors, foreign, requests, close} = await reader.open("/decide#read-the-result");
  const panel = page.getByTestId("campaign");
  const input = page.locator(".dc-campaign input[type=file]");
  await input.setInputFiles(FIXTURE);
  const verdict = page.getByTestId("campaign-verdict");
  await expect.poll(() => verdict.innerText()).toContain("6.3 percentage points fewer (95%: 3.5 to 9.1)");
  expect(await page.getByTestId("persuadability").innerText()).toMatch(/^Risk is not persuadability, and this campaign shows it/);
  expect(await panel.locator("figure").count()).toBe(2);
  const before = requests.length;

  // the assumptions are the plan
  const planned = panel.getByRole("row", {name: /^Save rate/});
  expect(await planned.innerText()).toContain("10.0%");
  await page.locator("input[name=save]").fill("20");
  await expect.poll(() => planned.innerText()).toContain("20.0%");

  // without a control group
  const rows = readFileSync(FIXTURE, "utf8").split("\n");
  await input.setInputFiles(fileOf("contacted.csv", rows.filter((row) => !row.includes("left alone")).join("\n")));
  await expect.poll(() => panel.locator(".state.error").innerText()).toContain("some customers must have been left alone by lot");
  expect(await verdict.count()).toBe(0);

  // drawn by the score
  const drawn = rows.map((row) => {
    const [id, score, , ...rest] = row.split(",");
    return Number(score) >= 0 ? [id, score, Number(score) > 0.3 ? "contacted" : "left alone", ...rest].join(",") : row;
  });
  await input.setInputFiles(fileOf("drawn.csv", drawn.join("\n")));
  await expect.poll(() => panel.locator(".state.error").innerText()).toContain("both groups must have been drawn by lot");

  // columns that do not say what they are
  const arms = Array.from({length: 60}, (_, i) => `${i % 2 ? "A" : "B"},${i % 5 ? "y" : "x"}`);
  await input.setInputFiles(fileOf("arms.csv", ["cell7,gone", ...arms].join("\n")));
  await panel.locator("[name=campaign-group]").selectOption({label: "cell7"});
  await panel.locator("[name=campaign-outcome]").selectOption({label: "gone"});
  await panel.locator("[name=campaign-contacted]").selectOption({index: 1});
  await panel.locator("[name=campaign-alone]").selectOption({index: 2});
  await panel.locator("[name=campaign-left]").selectOption({index: 2});
  await panel.locator("[name=campaign-stayed]").selectOption({index: 1});
  await expect.poll(() => verdict.innerText()).toMatch(/^Too few to tell: 20\.0% of 30 contacted left, 20\.0% of 30 left alone/);

  expect(requests.slice(before)).toEqual([]);
  expect(foreign).toEqual([]);
  expect(errors).toEqual([]);
  await close();
});

test("/batch says score and expected gain of the highest, once a column says what each is worth", async () => {
  const {page, errors, close} = await reader.open("/batch?save=20");
  await page.getByTestId("demo").click();
  const heads = page.getByTestId("top-rows").locator("thead th");
  await expect.poll(() => heads.allInnerTexts()).not.toContain("Expected gain");
  await page.locator("select[name=worth]").selectOption({index: 1});
  const firstHeads = async (): Promise<string[]> => (await heads.allInnerTexts()).slice(0, 3).map((text) => text.trim());
  await expect.poll(firstHeads).toEqual(["Row", "Score", "Expected gain"]);
  expect(await page.getByTestId("gain-told").innerText()).toContain("with a save rate of 20.0%, €1 per contact");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("save-scores").click()]);
  const [head] = readFileSync(await download.path(), "utf8").split("\n");
  expect(head).toContain("churn_probability,expected_gain,churn_model");
  expect(errors).toEqual([]);
  await close();
});
