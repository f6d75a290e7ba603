import type {Page} from "playwright";
import type {UserScores} from "../../lib/book/predict.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Reader} from "../support/browser.js";
import {readFileSync} from "node:fs";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {openReader} from "../support/browser.js";
import {findBuilt} from "../support/findBuilt.js";

const definition = JSON.parse(readFileSync("data/waze.dataset.json", "utf8")) as DatasetDefinition;
const number = definition.inputs.find((d) => d.kind === "integer")!;
const category = definition.inputs.find((d) => d.kind === "category")!;
const {folder} = inject("site");
let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("/predict, starting from a user", () => {
  test("a cohort, a range and an outcome narrow the list; all of it stands in the address and comes back from it", async () => {
    const {page, errors, close} = await reader.open("/predict?threshold=0.2");
    await page.locator(".wi-finder summary").click();
    const all = await countFound(page);
    for (const title of [category.title, number.title]) {
      await page.getByRole("button", {name: "Add a condition"}).click();
      await page.getByRole("group", {name: "Conditions"}).getByLabel("Input").last().selectOption({label: title});
    }
    const level = await page.getByLabel(`${category.title}: which`).inputValue();
    const cohort = await countFewer(page, all);
    await page.getByRole("group", {name: "Conditions"}).getByLabel(`${number.title}: to`).fill("9");
    await page.keyboard.press("Enter");
    const within = await countFewer(page, cohort);
    await page.getByLabel("What happened").selectOption("vain");
    const vain = await countFewer(page, within);
    expect(vain).toBeGreaterThan(0);
    for (const row of await page.locator(".wi-finder tbody tr").allInnerTexts()) {
      expect(row).toContain(level);
      expect(row).toContain("retained");
    }
    await expect.poll(() => page.url()).toMatch(/_find=.*vain/);
    const again = await reader.open(new URL(page.url()).pathname + new URL(page.url()).search);
    await expect.poll(() => countFound(again.page)).toBe(vain);
    expect(await again.page.locator(".notice").count()).toBe(0);
    await again.close();
    expect(errors).toEqual([]);
    await close();
  });

  test("where another model disagrees: both honest scores, the largest difference first", async () => {
    const {page, errors, close} = await reader.open("/predict");
    await page.locator(".wi-finder summary").click();
    const all = await countFound(page);
    await page.getByLabel("Where another model disagrees").selectOption("tree");
    await expect.poll(() => page.locator(".wi-finder thead th").count()).toBeGreaterThan(6);
    expect(await countFound(page)).toBeLessThan(all);
    const scores = JSON.parse(readFileSync(findBuilt(`${folder}/_file/data/book`, /^user-scores\./), "utf8")) as UserScores;
    const champion = JSON.parse(readFileSync(`${folder}/api/registry.json`, "utf8")).aliases.champion as string;
    const gaps = scores.tree
      .map((p, i) => (p - scores[champion][i]) * 100)
      .filter((d) => Math.abs(d) >= 5)
      .sort((a, b) => Math.abs(b) - Math.abs(a));
    const shown = await page.locator(".wi-finder tbody tr td:nth-child(3)").allInnerTexts();
    expect(shown.map((d) => Number(d.replace("−", "-")))).toEqual(gaps.slice(0, shown.length).map((d) => Number(d.toFixed(1))));
    expect(await countFound(page)).toBe(gaps.length);
    expect(errors).toEqual([]);
    await close();
  });

  test("next and previous step through them; what is known of the user is said, and edits can be taken back one by one or all", async () => {
    const {page, close} = await reader.open("/predict");
    await page.locator(".wi-finder summary").click();
    await countFound(page);
    await page.getByRole("button", {name: "Next"}).click();
    await page.getByRole("button", {name: "Next"}).click();
    await expect.poll(() => page.locator(".wi-finder [role=status]").innerText()).toMatch(/^Number 2 of the /);
    expect(await page.locator(".wi-finder tr.selected").count()).toBe(1);
    await page.getByRole("button", {name: "Typical user"}).click();
    await expect.poll(() => page.locator(".wi-finder [role=status]").innerText()).toMatch(/^[\d,]+ of .* fit\.$/);
    expect(await page.locator(".wi-finder tr.selected").count()).toBe(0);
    for (let i = 0; i < 2; ++i) await page.getByRole("button", {name: "Next"}).click();
    const start = page.locator(".wi-story");
    expect(await start.innerText()).toMatch(
      /who (churned|was retained); the Champion, without having seen this user, scored \d+ in 100\. Nothing is changed\./
    );
    const slider = page.locator(`input[type=range][name=${number.name}]`);
    const [score, value] = [await probability(page), await slider.inputValue()];
    await slider.focus();
    await page.keyboard.press(Number(value) > 0 ? "ArrowLeft" : "ArrowRight");
    expect(await start.innerText()).toContain("Changed since:");
    await expect.poll(() => new URL(page.url()).searchParams.get(number.name)).toBe(await slider.inputValue());
    await expect.poll(() => page.url()).toContain("_from=");
    const again = await reader.open(new URL(page.url()).pathname + new URL(page.url()).search);
    await expect.poll(() => again.page.locator(".wi-story").innerText()).toBe(await start.innerText());
    await again.page.getByRole("button", {name: `${number.title}: back to ${value}`}).click();
    expect(await again.page.locator(`input[type=range][name=${number.name}]`).inputValue()).toBe(value);
    await again.close();
    await page.getByRole("button", {name: "Take the changes back"}).click();
    expect({score: await probability(page), line: await start.innerText()}).toMatchObject({
      score,
      line: expect.stringContaining("Nothing is changed.")
    });
    await page.getByRole("button", {name: "Undo"}).click();
    expect(await start.innerText()).toContain("Changed since:");
    await close();
  });

  test("the reader's limits stand in the address, and a search keeps to them", async () => {
    const {page, close} = await reader.open("/predict?threshold=0.2");
    await page.locator(".wi-limits summary").click();
    const boxes = await page.locator(".wi-limits input[type=checkbox]").all();
    for (const box of boxes) await box.uncheck();
    await page.getByRole("button", {name: "Find the nearest change"}).click();
    expect(await page.locator(".wi-found").innerText()).toContain("None found within your limits");
    await expect.poll(() => new URL(page.url()).searchParams.get("_limits")?.split("!")).toHaveLength(boxes.length);
    const again = await reader.open(new URL(page.url()).pathname + new URL(page.url()).search);
    expect(await again.page.locator(".wi-limits input[type=checkbox]:checked").count()).toBe(0);
    await again.close();
    await close();
  });
});

async function countFound(page: Page): Promise<number> {
  const status = page.locator(".wi-finder [role=status]");
  await expect.poll(() => status.innerText()).toMatch(/^[\d,]+ of /);
  return Number((await status.innerText()).split(" ")[0].replaceAll(",", ""));
}

/** How many are left once a condition has been taken into account, which leaves out some of the n that there were. */
async function countFewer(page: Page, n: number): Promise<number> {
  await expect.poll(() => countFound(page)).toBeLessThan(n);
  return countFound(page);
}

function probability(page: Page): Promise<string | null> {
  return page.locator("[data-testid=probability]").getAttribute("data-value");
}
