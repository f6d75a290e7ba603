import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {csvParse} from "d3";
import {afterAll, beforeAll, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";
import {followMenu} from "../support/followMenu.js";
import {run} from "../support/builtSite.js";
import {HOSTILE_CATEGORIES, HOSTILE_NUMBERS, hostileCsv, hostileDefinition} from "../support/hostileBook.js";
import {lendPackages} from "../support/lendPackages.js";
import {choose, counts, save} from "../support/batchPage.js";
import {pagePaths, partsOf, turnTo} from "../support/pages.js";

let folder: string;
let reader: Reader;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hostile-"));
  const [data, dataset, output] = [join(folder, "members.csv"), join(folder, "hostile.dataset.json"), join(folder, "site")];
  await writeFile(data, hostileCsv());
  await writeFile(dataset, JSON.stringify(hostileDefinition()));
  const home = join(folder, "home");
  await lendPackages(home);
  const settings = {CHURN_DATA: data, CHURN_DATASET: dataset, CHURN_OUTPUT: output, CHURN_HOME: home};
  const {code, log} = await run("npm", ["run", "build"], {...process.env, ...settings});
  if (code !== 0) throw new Error(log);
  reader = await openReader({folder: output});
});
afterAll(async () => {
  await reader?.close();
  await rm(folder, {recursive: true, force: true});
});

/** What a page says when a name was looked up in the wrong place. */
const NONSENSE = /\bundefined\b|\bNaN\b|\[object |function |native code/;

test.each(pagePaths)("%s stands with columns of every name", async (path) => {
  const {page, errors, foreign, close} = await reader.open(path);
  for (const part of partsOf(path)) {
    await turnTo(page, part);
    expect({part, errors, foreign}).toEqual({part, errors: [], foreign: []});
    expect(await page.locator("main").innerText()).not.toMatch(NONSENSE);
    expect(await page.locator("html[data-error], .observablehq--error").count()).toBe(0);
  }
  await close();
});

test("a title earns no script a place in the policy", async () => {
  const html = await readFile(join(folder, "site", "index.html"), "utf8");
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
  expect(policy.match(/'sha256-/g)).toHaveLength(2); // the early script and Framework's module
  expect(html).not.toContain("</script><script>import");
});

test("every input moves on /predict, in its own word, and comes back from its address and from /decide", async () => {
  const {page, errors, close} = await reader.open("/predict.html");
  const settings = async (): Promise<string[]> =>
    page.$$eval("main input[type=range][name], main select[name]", (fields) =>
      fields.map((field) => `${(field as HTMLInputElement).name}: ${(field as HTMLInputElement).value}`)
    );
  const score = (): Promise<string | null> => page.locator("[data-testid=probability]").getAttribute("data-value");
  const start = await settings();
  const usual = await score();
  expect(start.map((line) => line.split(": ")[0])).toEqual(expect.arrayContaining([...HOSTILE_NUMBERS, ...HOSTILE_CATEGORIES]));
  await page.clock.install();
  await page.$$eval("main input[type=range][name]", (fields) => {
    for (const [i, field] of fields.entries()) {
      (field as HTMLInputElement).value = String(i + 3);
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, {bubbles: true}));
    }
  });
  await page.clock.runFor(5000); // the address follows when they have come to rest
  await page.waitForFunction(() => location.search.includes("in.value="));
  const moved = await settings();
  const scored = await score();
  expect(scored).not.toBe(usual); // the Champion reads them
  expect(moved.filter((line, i) => line === start[i]).length).toBeLessThanOrEqual(HOSTILE_CATEGORIES.length + 1);
  const words = new URL(page.url()).searchParams;
  for (const word of ["value", "contact", "model", "depth", "threshold", "set"]) expect([word, words.get(word)]).toEqual([word, null]);

  await page.reload();
  await page.waitForSelector("html[data-ready=true]", {state: "attached"});
  expect(await settings()).toEqual(moved);
  expect(await score()).toBe(scored);

  await followMenu(page, "decide");
  await page.waitForSelector("html[data-ready=true]", {state: "attached"});
  expect(await page.locator("input[name=value]").first().inputValue()).toBe("60");
  expect(await page.locator("main").innerText()).not.toMatch(NONSENSE);
  await followMenu(page, "predict");
  await page.waitForSelector("html[data-ready=true]", {state: "attached"});
  expect(await settings()).toEqual(moved);
  expect(await score()).toBe(scored);
  expect(errors).toEqual([]);
  await close();
});

test("a customer's worth on /decide is no input, there and back", async () => {
  const {page, errors, close} = await reader.open("/decide.html?value=25&contact=4&in.value=7");
  await followMenu(page, "predict");
  await page.waitForSelector("html[data-ready=true]", {state: "attached"});
  expect(await page.locator("input[type=range][name=value]").inputValue()).toBe("7");
  await expect.poll(() => new URL(page.url()).searchParams.get("value")).toBe("25");
  expect(errors).toEqual([]);
  await close();
});

test("api/predict.js scores a row by its columns' names, as the page does", async () => {
  const {page, close} = await reader.open("/predict.html");
  const shown = Number(await page.locator("[data-testid=probability]").getAttribute("data-value"));
  // as text: the test runner rewrites imports, and playwright's objects lose "__proto__"
  const scored = await page.evaluate(`import("/api/predict.js").then(async ({loadChampion}) => {
    const fields = [...document.querySelectorAll("main input[type=range][name], main select[name]")];
    const row = Object.fromEntries(fields.map(({name, value, type}) => [name, type === "range" ? Number(value) : value]));
    return (await loadChampion()).predict(JSON.parse(JSON.stringify(row))).probability;
  })`);
  expect(scored).toBe(shown);
  await close();
});

test("SQL on /eda reads every column, and runs every example", async () => {
  const {page, errors, close} = await reader.open("/eda.html");
  await page.locator(".sql-examples button").nth(0).click();
  await page.getByRole("button", {name: /^Load the database/}).click();
  await page.waitForSelector('.sql-status:text-matches("^Done")', {timeout: 60_000});
  const names = [...HOSTILE_NUMBERS, ...HOSTILE_CATEGORIES].map((name) => `"${name.replaceAll('"', '""')}"`).join(", ");
  await page.locator(".sql-editor textarea").fill(`SELECT ${names} FROM examples LIMIT 3`);
  await page.locator(".sql-editor textarea").press("Control+Enter");
  await page.waitForFunction((n) => document.querySelectorAll(".sql-result thead th").length === n, 23);
  expect(await page.locator(".sql-result .state.error").count()).toBe(0);
  expect(await page.locator(".sql-result tbody").innerText()).not.toMatch(NONSENSE);
  for (const example of await page.locator(".sql-examples button").all()) {
    await example.click();
    await page.waitForSelector('.sql-status:text-matches("^Done")');
    expect(await page.locator(".sql-result .state.error").count()).toBe(0);
  }
  expect(errors).toEqual([]);
  await close();
});

test("/batch and churnbook score give the same scores for a file of these columns, and keep all of them", async () => {
  const [file, out] = [join(folder, "score.csv"), join(folder, "scored.csv")];
  const csv = hostileCsv(40);
  await writeFile(file, csv);
  const {code, log} = await run("node", ["bin/churnbook.js", "score", file, "--model", join(folder, "site"), "--out", out], process.env);
  expect({code, log}).toMatchObject({code: 0});
  const {page, errors, close} = await reader.open("/batch.html");
  await choose(page, csv);
  expect(await counts(page)).toEqual(["40", "0"]);
  expect(await page.locator("main").innerText()).not.toMatch(NONSENSE);
  const saved = await save(page, "save-scores");
  expect(saved.split("\r\n")[0].split("\n")[0]).toContain("__proto__");
  const scores = (text: string): string[] => csvParse(text).map((d) => Number(d.churn_probability).toFixed(6));
  expect(scores(saved)).toHaveLength(40);
  expect(scores(saved)).toEqual(scores(await readFile(out, "utf8")));
  expect(errors).toEqual([]);
  await close();
});
