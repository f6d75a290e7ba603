import type {Page} from "playwright";
import type {Reader} from "../support/browser.js";
import type {Shipped} from "../support/batchPage.js";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {csvParse} from "d3";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {shiftScore} from "../../lib/model/shiftBaseRate.js";
import {choose, readShipped, save, toCsv} from "../support/batchPage.js";
import {openReader} from "../support/browser.js";
import {run} from "../support/builtSite.js";
import {followMenu} from "../support/followMenu.js";

const {folder, home} = inject("site");
let reader: Reader;
let shipped: Shipped;
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "churnbook-rate-"));
  reader = await openReader();
  shipped = readShipped(folder);
});
afterAll(async () => {
  await reader?.close();
  await rm(scratch, {recursive: true});
});

const chip = (page: Page): Promise<string> => page.getByTestId("contact-line").innerText();
const field = (page: Page) => page.locator("input[name=rate]");
const settled = (page: Page) => page.waitForSelector("html[data-ready=true]", {state: "attached"});
const csv = (): string =>
  toCsv(
    ["id", ...shipped.names],
    shipped.users(300).map((row, i) => [`u${i}`, ...shipped.cells(row)])
  );

describe("a churn rate that is known of now", () => {
  test("moves Decide and Batch alike, is said in every head, and can be taken back", async () => {
    const {page, errors, close} = await reader.open("/decide");
    const [before, advice] = [await chip(page), await page.getByTestId("advice").innerText()];
    await field(page).fill("30");
    await field(page).press("Enter");
    const moved = await chip(page);
    expect(moved).toMatch(/^top \d+\.\d% · \d+(\.\d)? in 100 · churn at 30%$/);
    expect(await page.getByTestId("at-rate").innerText()).toMatch(
      /^At a churn rate of 30 in 100, moved from \d+\.\d in 100 in the data\.$/
    );
    expect(await page.getByTestId("advice").innerText()).toContain(/^top \d+\.\d%/.exec(moved)?.[0]);
    await expect.poll(() => page.url()).toContain("rate=30");
    const line = await page.locator("input[name=threshold]").inputValue();
    await followMenu(page, "batch");
    await page.waitForURL(/batch\.html/);
    await settled(page);
    expect([await chip(page), await field(page).inputValue()]).toEqual([moved, "30"]);
    await choose(page, csv());
    expect(await page.locator("input[name=threshold]").inputValue()).toBe(line);
    for (const name of ["models", "predict", "index", "cohorts"]) {
      await followMenu(page, name);
      await page.waitForURL(new RegExp(`${name}\\.html`));
      await settled(page);
      const here = await chip(page);
      expect([name, here]).toEqual([name, expect.stringMatching(/ · churn at 30%$/)]);
      expect(here).not.toBe(moved); // these show scores as the model gives them
    }
    await page.locator(".line-chip > summary").click();
    expect(await page.locator("[data-line-rate]").innerText()).toContain("A churn rate of 30 in 100 is set.");
    await page.locator("[data-rate-back]").click();
    expect(await chip(page)).toBe(before);
    await followMenu(page, "decide");
    await page.waitForURL(/decide\.html/);
    await settled(page);
    expect([await chip(page), await page.getByTestId("advice").innerText(), await field(page).inputValue()]).toEqual([before, advice, ""]);
    expect(errors).toEqual([]);
    await close();
  });

  test("scores a file on Batch as the command that Decide prints does, and lists as many", async () => {
    const {page, close} = await reader.open("/decide?rate=30");
    const command = (await page.locator(".dc-list code").innerText()).split(" ").slice(4); // npx churnbook score <file> …
    expect(command).toEqual(["--line", expect.stringMatching(/^0\.\d+$/), "--base-rate", "0.3"]);
    await page.goto(`${reader.address}/batch?rate=30`);
    await settled(page);
    await choose(page, csv());
    const rows = csvParse(await save(page, "save-scores"));
    const [above] = await Promise.all([page.getByTestId("above-line").getAttribute("data-value")]);
    await field(page).fill("");
    await field(page).press("Enter");
    await page.getByTestId("drift").waitFor();
    const own = csvParse(await save(page, "save-scores"));
    await close();

    const dataRate = Number(/data-rate="([^"]+)"/.exec(await readFile(`${folder}/batch.html`, "utf8"))?.[1]);
    for (const [i, row] of rows.entries()) {
      expect(Number(row.churn_probability)).toBeCloseTo(shiftScore(Number(own[i].churn_probability), {from: dataRate, to: 0.3}), 12);
      expect(row.churn_base_rate).toBe("0.3");
    }
    expect(own.columns).not.toContain("churn_base_rate");

    await writeFile(join(scratch, "users.csv"), csv());
    const {code, log} = await run(
      process.execPath,
      ["bin/churnbook.js", "score", join(scratch, "users.csv"), ...command, "--home", home],
      process.env
    );
    expect([code, log]).toEqual([0, expect.stringContaining("score: Moved from")]);
    const listed = csvParse(await readFile(join(scratch, "users.contacts.csv"), "utf8"));
    expect(String(listed.length)).toBe(above);
    const byId = new Map(rows.map((row) => [row.id, Number(row.churn_probability)]));
    for (const row of listed) expect(Number(row.churn_probability)).toBeCloseTo(byId.get(row.id) ?? NaN, 12);
  });

  test("an address with a rate that cannot be is told, and a wrong entry changes nothing", async () => {
    const {page, close} = await reader.open("/decide?rate=120");
    expect(await page.locator(".notice").innerText()).toContain("rate = “120”");
    await field(page).fill("100");
    await field(page).press("Enter");
    expect(await page.getByTestId("rate-told").innerText()).toContain("A churn rate lies above 0% and below 100%");
    expect(await field(page).inputValue()).toBe("");
    await close();
  });
});
