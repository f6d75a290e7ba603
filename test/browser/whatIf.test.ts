import type {Page} from "playwright";
import type {Row} from "../../lib/dataset/table.js";
import type {Reader} from "../support/browser.js";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {readModel} from "../../lib/model/readModel.js";
import {createScorer} from "../../lib/model/scorer.js";
import {axeOn} from "../support/axe.js";
import {openReader} from "../support/browser.js";

const {folder} = inject("site");
let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("/predict, by hand", () => {
  test("keyboard alone: moves a slider, hears the answer, undoes, resets, opens the limits and finds a change", async () => {
    const {page, errors, close} = await reader.open("/predict");
    const slider = page.locator(".wi-inputs input[type=range]").first();
    const start = await slider.inputValue();
    const before = await probability(page);
    await slider.focus();
    for (let i = 0; i < 5; ++i) await page.keyboard.press("ArrowRight");
    const moved = await probability(page);
    expect(moved).not.toBe(before);
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/\d/);
    await expect.poll(async () => (await page.locator("[role=status]").allInnerTexts()).join(" ")).toMatch(/Score .+ percentage points?\./);
    await page.getByRole("button", {name: "Undo"}).focus();
    for (let i = 0; i < 5; ++i) await page.keyboard.press("Enter");
    expect(await probability(page)).toBe(before);
    await page.getByRole("button", {name: "Redo"}).focus();
    for (let i = 0; i < 5; ++i) await page.keyboard.press("Enter");
    expect(await probability(page)).toBe(moved);
    await page
      .getByRole("button", {name: /: back to /})
      .first()
      .focus();
    await page.keyboard.press("Enter");
    expect(await slider.inputValue()).toBe(start);
    await page.getByRole("button", {name: "Find the nearest change"}).focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(".wi-found").innerText()).toMatch(/The model would score|None found|The search .*was cut off/);
    expect(errors).toEqual([]);
    await close();
  });

  test("the bars add up to the answer, whatever they are compared with", async () => {
    const {page, close} = await reader.open("/predict");
    await page.getByRole("button", {name: "High score"}).click();
    await page.getByText("Expert", {exact: true}).click();
    for (const choice of ["average", "typical", "retained", "previous"]) {
      await page.getByLabel("Compared with").selectOption(choice);
      const shown = await page.locator("table.wf").evaluate((table) => ({
        adds: [...table.querySelectorAll<HTMLTableRowElement>("tr.wf-row:not([hidden]) td:last-child")].map((d) =>
          Number(d.textContent?.replace("−", "-"))
        ),
        from: table.querySelector(".wf-from td:last-child")?.textContent ?? "",
        to: table.querySelector(".wf-to td:last-child")?.textContent ?? ""
      }));
      const p = await probability(page);
      const logit = (x: number): number => Math.log(x / (1 - x));
      const [from, to] = [shown.from, shown.to].map((d) => Number(d.replace("−", "-")));
      expect(Math.abs(to - logit(p))).toBeLessThanOrEqual(0.0051);
      // each is rounded; the exact sum is tested in lib
      expect(Math.abs(from + shown.adds.reduce((a, b) => a + b, 0) - to)).toBeLessThanOrEqual(0.005 * (shown.adds.length + 2));
    }
    await close();
  });

  test("says which rule moved which input, in its own place", async () => {
    const {page, close} = await reader.open("/predict");
    const {left, right} = JSON.parse(readFileSync("data/waze.dataset.json", "utf8")).constraints[0] as {left: string; right: string};
    await page.getByRole("button", {name: "Typical user"}).click();
    await setInput(page, right, 1);
    expect(Number(await page.locator(`input[name=${left}][type=range]`).inputValue())).toBeLessThanOrEqual(1);
    expect(await page.locator(".is-moved").allInnerTexts()).toSatisfy((d: string[]) => d.some((text) => text.startsWith("moved: ")));
    await close();
  });

  test("every finalist can be chosen, scores as it does in Node, and stands in the address", async () => {
    const {page, errors, close} = await reader.open("/predict");
    const models = await page
      .getByLabel("Model", {exact: true})
      .locator("option")
      .evaluateAll((options) => options.map((d) => (d as HTMLOptionElement).value));
    for (const name of models) {
      await page.getByLabel("Model", {exact: true}).selectOption(name);
      const {scoreRow} = createScorer(readModel(JSON.parse(readFileSync(join(folder, `api/models/${name}.json`), "utf8"))));
      await expect.poll(async () => Math.abs((await probability(page)) - scoreRow(await readRow(page)))).toBeLessThan(1e-12);
    }
    const last = models[models.length - 1];
    await expect.poll(() => page.url()).toContain(`_model=${last}`);
    const shown = await probability(page);
    await page.reload();
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    expect(await probability(page)).toBe(shown);
    expect(errors).toEqual([]);
    await close();
  });

  test("a kept setting and its address come back as they were", async () => {
    const {page, close} = await reader.open("/predict");
    await page.getByRole("button", {name: "Low score"}).click();
    await page.getByRole("button", {name: "Keep this setting"}).click();
    await page.getByRole("button", {name: "High score"}).click();
    const row = await readRow(page);
    // the address is written a moment after the hand rests: what was kept, and then this setting
    const [name, value] = Object.entries(row)[0];
    await expect.poll(() => new URL(page.url()).searchParams.get(name)).toBe(String(value));
    await expect.poll(() => page.url()).toContain("_pinned=");
    expect(page.url().length).toBeLessThan(2000);
    const again = await reader.open(page.url().slice(reader.address.length));
    expect(await readRow(again.page)).toEqual(row);
    expect(await again.page.locator(".wi-scenarios thead th").count()).toBe(2);
    expect(await again.page.locator(".notice").count()).toBe(0);
    await again.close();
    await close();
  });

  test("asks for nothing and stays right when the network is gone", async () => {
    const {page, errors, close} = await reader.open("/predict");
    await page.context().setOffline(true);
    const before = await probability(page);
    await page.getByRole("button", {name: "Low score"}).click();
    expect(await probability(page)).toBeLessThan(before);
    await page.getByRole("button", {name: "Find the nearest change"}).click();
    expect(await page.locator(".wi-found").innerText()).not.toBe("");
    const champion = await probability(page);
    await page.getByLabel("Model", {exact: true}).selectOption("tree"); // small models came with the page
    await expect.poll(() => probability(page)).not.toBe(champion);
    expect(errors).toEqual([]);
    await close();
  });

  test("is clean for axe with everything open, on a phone and in the dark", async () => {
    const {page, close} = await reader.open("/predict?threshold=0.2", {
      viewport: {width: 360, height: 740},
      colorScheme: "dark",
      reducedMotion: "reduce"
    });
    await page.getByRole("button", {name: "Keep this setting"}).click();
    await page.evaluate(() => document.querySelectorAll("main details").forEach((d) => d.setAttribute("open", "")));
    const {violations} = await axeOn(page).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    expect(violations.map((d) => `${d.id}: ${d.nodes[0].target.join(" ")}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await close();
  });

  test("on a phone the answer stays on top while the inputs scroll", async () => {
    const {page, close} = await reader.open("/predict", {viewport: {width: 360, height: 740}});
    await page.locator(".wi-inputs select").scrollIntoViewIfNeeded();
    const box = await page.locator("[data-testid=probability]").boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeLessThan(80);
    expect((await page.locator(".wi-headline").boundingBox())?.height).toBeLessThanOrEqual(72);
    expect(await page.locator(".wi-lever").innerText()).toMatch(/An input moves the score, not the user/);
    await close();
  });

  test.each([
    [1280, 720],
    [1366, 650],
    [1024, 768]
  ])("at %i x %i the answer, its caveat and the model stay in view to the last input and below", async (width, height) => {
    const {page, close} = await reader.open("/predict", {viewport: {width, height}});
    for (const place of [".wi-inputs select", ".wi-counterfactual", ".wi-side"]) {
      await page.locator(place).scrollIntoViewIfNeeded();
      for (const part of ["[data-testid=probability]", ".wi-lever", ".wi-model select"]) {
        const box = await page.locator(part).boundingBox();
        expect({place, part, isIn: box !== null && box.y >= 0 && box.y + box.height <= 130}).toEqual({place, part, isIn: true});
      }
    }
    await close();
  });

  test("prints the setting with its address and the model's hash", async () => {
    const {page, close} = await reader.open("/predict");
    await page.getByRole("button", {name: "Low score"}).click();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({media: "print"});
    expect(await page.locator(".wi-print-line").innerText()).toMatch(/^http.+\?.+ · model .+, [0-9a-f]{8} · printed \d{4}-\d{2}-\d{2}$/);
    const row = await readRow(page);
    const {inputs} = JSON.parse(readFileSync("data/waze.dataset.json", "utf8")) as {inputs: {name: string; unit?: string}[]};
    for (const {name, unit} of inputs) {
      const field = page.locator(".wi-field").filter({has: page.locator(`[name=${name}]`)});
      const value = row[name];
      const printed = typeof value === "number" ? `${value.toLocaleString("en", {maximumFractionDigits: 2})} ${unit}` : String(value);
      expect((await field.locator(".wi-printed").innerText()).replace(/s$/, "")).toBe(printed.replace(/s$/, ""));
      expect(await field.locator(".wi-printed").evaluate((d) => d.scrollWidth <= d.clientWidth + 1)).toBe(true);
    }
    expect(await page.locator(".wi-model .wi-print-only").innerText()).toMatch(/^Model: Champion: /);
    for (const control of await page.locator(".wi input, .wi select, .wi button:not(.term)").all())
      expect(await control.isVisible()).toBe(false);
    await close();
  });
});

async function probability(page: Page): Promise<number> {
  return Number(await page.locator("[data-testid=probability]").getAttribute("data-value"));
}

async function setInput(page: Page, name: string, value: number): Promise<void> {
  await page.locator(`input[type=range][name=${name}]`).fill(String(value));
}

/** What stands in the inputs. */
function readRow(page: Page): Promise<Row> {
  return page
    .locator(".wi-inputs")
    .evaluate((form) =>
      Object.fromEntries(
        [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input[type=range], select")].map((d) => [
          d.name,
          d instanceof HTMLSelectElement ? d.value : d.valueAsNumber
        ])
      )
    );
}
