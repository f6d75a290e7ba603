import type {BuildRecord, HistoryIndex} from "../../lib/book/history.js";
import {cp, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";

let reader: Reader;
let folder: string;
const PREVIOUS = "f".repeat(64);

/** The sample's site with a history of 500 builds, of which the last but one had one input in another unit. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "churnbook-history-"));
  await cp(inject("site").folder, folder, {recursive: true});
  const path = (name: string): string => join(folder, "api/history", `${name}.json`);
  const index = JSON.parse(await readFile(path("index"), "utf8")) as HistoryIndex;
  const record = JSON.parse(await readFile(path(index.current), "utf8")) as BuildRecord;
  const [own] = index.builds;
  const earlier = Array.from({length: 499}, (_, i) => ({
    ...own,
    book: i === 498 ? PREVIOUS : i.toString(16).padStart(64, "0"),
    builtOn: new Date(Date.UTC(2024, 0, 1 + i)).toISOString()
  }));
  await writeFile(path("index"), JSON.stringify({...index, builds: [...earlier, own]} satisfies HistoryIndex));
  const inputs = record.inputs.map((input, i) =>
    i === 0 && input.kind === "number" ? {...input, quantiles: input.quantiles && input.quantiles.map((x) => x / 1000)} : input
  );
  for (const {book, builtOn} of [earlier[493], earlier[498]])
    // the one before, and the one since which drift is looked for
    await writeFile(path(book), JSON.stringify({...record, book, builtOn, inputs, data: {...record.data, hash: "0".repeat(8)}}));
  reader = await openReader({folder});
});
afterAll(async () => {
  await reader?.close();
  await rm(folder, {recursive: true, force: true});
});

describe("/history", () => {
  test("compares the last two of 500 builds, draws them all, and keeps a choice in the address", async () => {
    const {page, errors, foreign, close} = await reader.open("/history");
    const shown = page.locator("[data-testid=build-diff]");
    expect(await shown.innerText()).toMatch(/Something looks like a mistake in the data: “.+”\.[\s\S]*about 1000 times what they were/);
    await page.locator("figure svg svg").first().waitFor();
    expect(await page.locator("figure svg svg").count()).toBe(10);
    expect(await page.locator("select option").count()).toBe(1000);
    const after = await page.getByLabel("After", {exact: true}).inputValue();
    await page.getByLabel("Before", {exact: true}).selectOption(after);
    await page.getByText("These are the same build.").waitFor();
    await expect.poll(() => page.url()).toContain(`before=${after}`);
    expect({errors, foreign}).toEqual({errors: [], foreign: []});
    await close();
  });

  test("of a build whose record is not there it says so, and the charts stand", async () => {
    const {page, close} = await reader.open("/history?before=000000000000");
    await page.getByText("A build cannot be read").waitFor();
    await page.locator("figure svg svg").first().waitFor();
    await close();
  });
});

test("/models draws the builds below its own Champion", async () => {
  const {page, errors, close} = await reader.open("/models#checks");
  await page.getByText("The Champion from build to build").click();
  await page.locator("[data-testid=builds] figure").waitFor();
  expect(errors).toEqual([]);
  await close();
});
