import type {Page} from "playwright";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Reader} from "../support/browser.js";
import {readFileSync} from "node:fs";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {openReader} from "../support/browser.js";

const definition = JSON.parse(readFileSync("data/waze.dataset.json", "utf8")) as DatasetDefinition;
const {left, right} = definition.constraints.filter((d) => d.action === "enforce")[0];
const {folder} = inject("site");
let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

describe("/predict, what is on screen and in the address", () => {
  test("back and forward: the page is always the one that the address describes", async () => {
    const {page, errors, close} = await reader.open(`/predict?${right}=3`);
    const first = await probability(page);
    await page.evaluate(() => (location.hash = "here"));
    await expect.poll(() => page.url()).toContain("_v="); // who moves within the page has the address written whole, a moment later
    const atFirst = page.url();
    await page.getByRole("button", {name: "High score"}).click();
    const second = await probability(page);
    await expect.poll(() => page.url()).not.toBe(atFirst);
    await page.goBack();
    await expect.poll(() => probability(page)).toBe(first);
    expect(await page.locator(`input[type=range][name=${right}]`).inputValue()).toBe("3");
    await page.goForward();
    await expect.poll(() => probability(page)).toBe(second);
    await page.getByRole("button", {name: "Undo"}).click();
    expect(await probability(page)).toBe(first);
    expect(errors).toEqual([]);
    await close();
  });

  test("a rule that overrules the address is named, and the address mended", async () => {
    const {page, close} = await reader.open(`/predict?${right}=1&${left}=9`);
    const {title} = definition.constraints.find((d) => d.left === left)!;
    expect((await page.locator(".notice").innerText()).toLowerCase()).toContain(title.toLowerCase());
    await expect.poll(() => new URL(page.url()).searchParams.get(left)).toBe("1");
    await close();
  });

  test("a scenario goes to /decide with its link, and /decide's own keys stay", async () => {
    const {page, close} = await reader.open("/predict?save=12");
    expect(await page.locator(".notice").count()).toBe(0);
    await page.getByRole("button", {name: "High score"}).click();
    await page.getByRole("link", {name: "Change it"}).click();
    await page.waitForURL(/decide/);
    const {searchParams} = new URL(page.url());
    expect({save: searchParams.get("save"), hasScenario: searchParams.has(right)}).toEqual({save: "12", hasScenario: true});
    await close();
  });

  test("Reset all goes back to the typical user and the average; kept settings stay, and Undo brings it back", async () => {
    const {page, close} = await reader.open("/predict");
    await page.getByRole("button", {name: "Typical user"}).click();
    const typical = await probability(page);
    await page.getByRole("button", {name: "High score"}).click();
    await page.getByRole("button", {name: "Keep this setting"}).click();
    await page.getByLabel("Compared with").selectOption("kept");
    const high = await probability(page);
    await page.getByRole("button", {name: "Reset all"}).click();
    expect(await probability(page)).toBe(typical);
    expect({
      against: await page.getByLabel("Compared with").inputValue(),
      kept: await page.getByRole("button", {name: /^Drop/}).count()
    }).toEqual({against: "average", kept: 1});
    await page.getByRole("button", {name: "Undo"}).click();
    expect(await probability(page)).toBe(high);
    await close();
  });

  test("findings go when the model, the limits or the setting change", async () => {
    const {page, close} = await reader.open("/predict?threshold=0.1");
    const find = async (): Promise<void> => {
      await page.getByRole("button", {name: "Find the nearest change"}).click();
      expect(await page.locator(".wi-found").innerText()).toMatch(/would score|None found/);
    };
    await find();
    const models = await page
      .getByLabel("Model", {exact: true})
      .locator("option")
      .evaluateAll((d) => d.map((option) => (option as HTMLOptionElement).value));
    await page.getByLabel("Model", {exact: true}).selectOption(models[1]);
    await expect.poll(() => page.locator(".wi-found").innerText()).not.toMatch(/would score|None found/);
    await find();
    await page.locator(".wi-limits summary").click();
    await page.locator(".wi-limits input[type=checkbox]").first().uncheck();
    expect(await page.locator(".wi-found").innerText()).not.toMatch(/would score|None found/);
    await close();
  });

  test("the list of users follows the model, where it shows the model's own scores", async () => {
    const {page, close} = await reader.open("/about");
    await page.route("**/users*.json", async (route) => {
      const response = await route.fetch();
      const book = (await response.json()) as {users?: {known?: unknown}};
      delete book.users?.known; // real users are shown with the score of a model that had not seen them
      await route.fulfill({response, json: book});
    });
    await page.goto(`${reader.address}/predict`);
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    await page.locator(".wi-finder summary").click();
    const scores = (): Promise<string[]> => page.locator(".wi-finder tbody tr").allInnerTexts();
    const before = await scores();
    await page.getByLabel("Model", {exact: true}).selectOption({index: 2});
    await expect.poll(scores).not.toEqual(before);
    await close();
  });

  test("every model: no console error, and what it does not read is marked at its input", async () => {
    const {page, errors, close} = await reader.open("/predict");
    const models = await page
      .getByLabel("Model", {exact: true})
      .locator("option")
      .evaluateAll((d) => d.map((option) => (option as HTMLOptionElement).value));
    for (const name of [...models, models[0]]) {
      await page.getByLabel("Model", {exact: true}).selectOption(name);
      const inputs = JSON.parse(readFileSync(`${folder}/api/models/${name}.json`, "utf8")) as {kind: string; inputs: unknown[]};
      const nRead = inputs.kind === "baseline" ? 0 : inputs.inputs.length; // a constant reads nothing
      await expect.poll(() => page.locator(".wi-unread:visible").count()).toBe(definition.inputs.length - nRead);
    }
    expect(errors).toEqual([]);
    await close();
  });
});

describe("/predict opens on a story", () => {
  test("on the case that it names, which its bare address means; the typical user has an address of its own", async () => {
    const {page, close} = await reader.open("/predict");
    const opened = await probability(page);
    await page.waitForTimeout(500); // longer than what is changed needs to reach the address
    await expect.poll(() => new URL(page.url()).search).toBe("");
    const story = page.locator(".wi-story");
    expect(await story.innerText()).toMatch(
      /^A case worth a look, chosen by rule: .* scores higher than \d+ in 100 of .* Nothing is changed\.$/
    );
    expect(await page.getByRole("button", {name: "High score"}).getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", {name: "Typical user"}).click();
    const typical = await probability(page);
    expect(typical).toBeLessThan(opened);
    await expect.poll(() => page.url()).toContain("_v=");
    await page.reload();
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    expect([await probability(page), await story.innerText()]).toEqual([typical, "Started from the typical user. Nothing is changed."]);
    await page.getByRole("button", {name: "High score"}).click();
    expect(await probability(page)).toBe(opened);
    await close();
  });

  test("every input shows where the score would go: a curve over its slider, a bar for each level, which sets it", async () => {
    const {page, close} = await reader.open("/predict");
    for (const {name, kind} of definition.inputs) {
      const field = page.locator(".wi-field").filter({has: page.locator(`[name=${name}]`)});
      await field.scrollIntoViewIfNeeded();
      if (kind !== "category") await field.locator(".wi-curve[d]:not([d=''])").waitFor({state: "attached"});
      else await expect.poll(() => field.locator(".wi-level:visible").count()).toBe(await field.locator("option").count());
    }
    const field = page.locator(".wi-choice").first();
    const other = field.locator(".wi-level:not(.is-present)").first();
    const level = await other.locator(".wi-level-name").innerText();
    await other.click();
    expect(await field.locator("option:checked").innerText()).toBe(level);
    await expect.poll(() => field.locator(".is-present .wi-level-name").innerText()).toBe(level);
    await close();
  });

  test("the nearest change is drawn before and after; set so, sliders keep a ghost of what they were", async () => {
    const {page, close} = await reader.open("/predict?threshold=0.3");
    expect(await page.locator(".wi-ghost:visible").count()).toBe(0);
    await page.getByRole("button", {name: "Find the nearest change"}).click();
    const first = page.locator(".wi-found li").first();
    const nChanged = (await first.locator(".wi-ghost-row").count()) - 1; // one is the score's
    expect([await first.locator(".wi-was").count(), await first.locator(".wi-is").count()]).toEqual([nChanged + 1, nChanged + 1]);
    await first.getByRole("button", {name: "Set the inputs so"}).click();
    expect(await page.locator(".wi-ghost:visible").count()).toBe(nChanged);
    expect(await probability(page)).toBeLessThan(0.3);
    await close();
  });
});

describe("/predict, the keyboard keeps its place", () => {
  test("after going beyond and back, with the value brought back in", async () => {
    const {page, close} = await reader.open("/predict");
    const field = page.locator(".wi-field:has(.wi-widen)").first();
    const button = field.locator(".wi-widen");
    await button.focus();
    await page.keyboard.press("Enter");
    expect(await isFocused(page, ".wi-widen")).toBe(true);
    const range = field.locator("input[type=range]");
    await range.fill((await range.getAttribute("max"))!);
    await button.focus();
    await page.keyboard.press("Enter");
    expect(await isFocused(page, ".wi-widen")).toBe(true);
    expect(await field.evaluate((d) => d.classList.contains("is-beyond"))).toBe(false);
    await close();
  });

  test("after setting the inputs, and after dropping settings", async () => {
    const {page, close} = await reader.open("/predict?threshold=0.1");
    await page.getByRole("button", {name: "Find the nearest change"}).click();
    await page.getByRole("button", {name: "Set the inputs so"}).first().focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Find the nearest change");
    for (let i = 0; i < 2; ++i) await page.getByRole("button", {name: "Keep this setting"}).click();
    await page.getByLabel("Compared with").selectOption("kept");
    for (const left of ["Drop", "Keep this setting"]) {
      await page.getByRole("button", {name: /^Drop/}).first().focus();
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(left);
    }
    expect(await page.getByLabel("Compared with").inputValue()).toBe("average");
    await close();
  });

  test("where the score would go is read before anything moves: by the pointer, and in the slider's description", async () => {
    const {page, close} = await reader.open("/predict");
    const {name, title} = definition.inputs.find((d) => d.kind === "integer")!;
    const field = page.locator(".wi-field").filter({has: page.locator(`[name=${name}]`)});
    const slider = field.locator("input[type=range]");
    await field.locator(".wi-curve[d]:not([d=''])").waitFor({state: "attached"});
    const about = page.locator(`[id="${await slider.getAttribute("aria-describedby")}"]`);
    await expect.poll(() => about.textContent()).toContain(`${title}: from `);
    const before = await probability(page);
    await field.locator(".wi-response").hover();
    const read = /^at ([\d,]+) .*: (\d+) in 100$/.exec(await field.locator(".wi-claim").innerText());
    expect(await probability(page)).toBe(before);
    const {x, y, width, height} = (await field.locator(".wi-response").boundingBox())!;
    await page.mouse.click(x + width / 2, y + height / 4);
    expect(Number(await slider.inputValue())).toBe(Number(read?.[1].replaceAll(",", "")));
    expect(Math.abs((await probability(page)) * 100 - Number(read?.[2]))).toBeLessThanOrEqual(1);
    await close();
  });

  test("a value that cannot be is brought to what can, and that is said", async () => {
    const {page, close} = await reader.open("/predict");
    const {name} = definition.inputs.find((d) => d.range?.max !== undefined)!;
    const field = page.locator(".wi-field").filter({has: page.locator(`[name=${name}]`)});
    await field.locator("input[type=number]").fill("99999");
    await page.keyboard.press("Enter");
    expect(await field.locator(".is-moved").innerText()).toMatch(/^moved: values lie between /);
    await expect.poll(async () => (await page.locator("[role=status]").allInnerTexts()).join(" ")).toMatch(/values lie between/);
    await close();
  });
});

describe("/predict, where something is missing", () => {
  test.each(["api/champion", "data/book/predict"])("names the one file that cannot be read: %s", async (file) => {
    const {page, close} = await reader.open("/about");
    await page.route(new RegExp(`${file}[^/]*json`), (route) => route.fulfill({status: 404, body: "not found"}));
    await page.goto(`${reader.address}/predict`);
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    const told = await page.locator("main [role=alert]").innerText();
    const other = file === "api/champion" ? "predict.json" : "champion.json";
    expect({names: told.includes(`${file}.json`), namesOther: told.includes(other)}).toEqual({names: true, namesOther: false});
    await close();
  });

  test("without JavaScript nothing is said to be on its way", async () => {
    const {page, close} = await reader.open("/predict", {javaScriptEnabled: false});
    expect(await page.locator(".wi-waiting").isVisible()).toBe(false);
    expect(await page.locator("main table").first().isVisible()).toBe(true);
    expect(await page.locator("main").innerText()).toMatch(
      /A case worth a look, .*From the \d+ in 100 of all users, in percentage points: /s
    );
    await close();
  });
});

async function probability(page: Page): Promise<number> {
  return Number(await page.locator("[data-testid=probability]").getAttribute("data-value"));
}

function isFocused(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((d) => document.activeElement?.matches(d) ?? false, selector);
}
