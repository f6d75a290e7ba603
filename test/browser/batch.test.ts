import type {Page} from "playwright";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Shipped} from "../support/batchPage.js";
import type {Reader} from "../support/browser.js";
import {readFileSync} from "node:fs";
import {csvParse, csvParseRows} from "d3";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {readModel} from "../../lib/model/readModel.js";
import {createScorer} from "../../lib/model/scorer.js";
import {axeOn, COLOUR_RULES} from "../support/axe.js";
import {choose, chooseFile, counts, readShipped, save, texts, toCsv, toParquet} from "../support/batchPage.js";
import {openReader} from "../support/browser.js";
import {findBuilt} from "../support/findBuilt.js";

const {folder} = inject("site");
let reader: Reader;
let {book, names, users, cells} = {} as Shipped;
beforeAll(async () => {
  reader = await openReader();
  ({book, names, users, cells} = readShipped(folder));
});
afterAll(() => reader?.close());

describe("/batch", () => {
  test("scores a good file as the model does, to the bit, and asks nobody for anything", async () => {
    const {page, errors, requests, close} = await reader.open("/batch");
    const before = requests.length;
    const rows = users(300);
    await choose(
      page,
      toCsv(
        ["id", ...names],
        rows.map((row, i) => [`u${i}`, ...cells(row)])
      )
    );
    expect(await counts(page)).toEqual(["300", "0"]);
    const text = await save(page, "save-scores");
    const saved = csvParse(text);
    expect(requests.slice(before).filter((url) => !url.startsWith("blob:"))).toEqual([]);
    const probabilities = saved.map((d) => Number(d.churn_probability));
    expect(probabilities).toEqual(await scoreInPage(page, rows));
    const {scoreRow} = createScorer(readModel(JSON.parse(readFileSync(`${folder}/api/champion.json`, "utf8"))));
    expect(Math.max(...rows.map((row, i) => Math.abs(scoreRow(row) - probabilities[i])))).toBeLessThan(1e-12); // engines round exp differently
    expect(saved.map((d) => d.id)).toEqual(rows.map((_, i) => `u${i}`));
    const [champion] = book.models;
    expect(new Set(saved.map((d) => `${d.churn_model} ${d.churn_model_sha256}`))).toEqual(new Set([`${champion.name} ${champion.sha256}`]));
    expect(errors).toEqual([]);
    await close();
  });

  test("opens compressed Parquet and Arrow, and CSV in UTF-16, by what comes from this site alone", async () => {
    const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/files/${name}`, import.meta.url));
    const plain = fixture("base.csv");
    const files = [plain, Buffer.from(`\uFEFF${plain.toString()}`, "utf16le"), fixture("zstd.parquet"), fixture("lz4.arrow")];
    const answers: (string | undefined)[][] = [];
    for (const file of files) {
      const {page, errors, requests, close} = await reader.open("/batch");
      await choose(page, file);
      expect(await counts(page)).toEqual(["6", "0"]);
      answers.push(csvParse(await save(page, "save-scores")).map((d) => d.churn_probability));
      const {origin} = new URL(page.url());
      expect(requests.filter((url) => !url.startsWith("blob:") && !url.startsWith(origin))).toEqual([]);
      expect(errors).toEqual([]);
      await close();
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test("shows a demonstration to whoever has no file, and finds the difference that it made", async () => {
    const {page, close} = await reader.open("/batch");
    await page.getByTestId("demo").click();
    await page.getByTestId("drift").waitFor();
    expect(await page.getByTestId("drift").locator(".figure-title").first().innerText()).toMatch(
      /^The file is (much )?like the training data/
    );
    await page.getByTestId("demo-shifted").click();
    await page.getByTestId("verdicts").getByText("differs much").waitFor();
    const row = page.getByTestId("verdicts").locator("tr", {hasText: "differs much"});
    expect(await row.innerText()).toContain("lower than in training: median");
    expect(await page.locator(".notice").innerText()).toContain("A simulated shift");
    await close();
  });

  test("sets bad rows aside with row, column and reason, keeps the good ones, and saves both", async () => {
    const {page, close} = await reader.open("/batch");
    const [number, category] = [book.inputs.find((d) => d.kind !== "category")!, book.inputs.find((d) => d.kind === "category")!];
    const table = users(250).map(cells);
    table[3][names.indexOf(number.name)] = "many";
    table[5][names.indexOf(category.name)] = "none of them";
    table[7][names.indexOf(number.name)] = "";
    table[8][names.indexOf(number.name)] = String(1e6);
    const lines = toCsv(names, table).trimEnd().split("\r\n");
    lines[10] = "1,2,3";
    await choose(page, lines.join("\n"));
    expect(await counts(page)).toEqual(["247", "3"]);
    const bad = await texts(page.getByTestId("bad-rows").locator("tbody tr"));
    expect(bad).toEqual([
      `4|5|${number.name}|must be a finite number or empty; got "many"`,
      `6|7|${category.name}|must be ${category.levels.join(" or ")}; got "none of them"`,
      `10|11|the whole row|a line must have ${names.length} cells; got 1,2,3`
    ]);
    expect(await page.getByTestId("outside-rows").innerText()).toContain("is outside what can be");
    expect(await page.getByTestId("columns").innerText()).toContain("1 missing value");
    const errors = csvParse(await save(page, "save-errors"));
    expect(errors.map((d) => d.churnbook_row)).toEqual(["4", "6", "10"]);
    expect(csvParse(await save(page, "save-scores"))).toHaveLength(247);
    await close();
  });

  test("judges scores by what a file says happened, asks this site alone, and without it says what is to be expected", async () => {
    const {page, errors, requests, close} = await reader.open("/batch");
    const {label} = (JSON.parse(readFileSync(findBuilt(`${folder}/_file/data/book`, /^dataset\./), "utf8")) as DatasetBook).definition;
    const rows = users(300).map(cells);
    await choose(page, toCsv(names, rows));
    const outcome = page.getByTestId("outcome");
    expect(await outcome.innerText()).toMatch(
      /How right are they to be[^]*Of 300 rows, \d+ \(\d+ to \d+\) are to churn[^]*Contacting them (brings|loses) €[\d,]+ in all \(95%: [^)]*\), assuming value kept per save €60[^]*the ROC AUC should come to 0\.\d{3}/
    );
    const scores = csvParse(await save(page, "save-scores")).map((d) => Number(d.churn_probability));
    const ranked = [...scores].sort((a, b) => b - a);
    const happened = scores.map((score) => (score > ranked[60] ? label.churned : label.retained)); // as if scores told for certain
    await choose(
      page,
      toCsv(
        [...names, label.column],
        rows.map((row, i) => [...row, i < 10 ? "" : happened[i]])
      )
    );
    await page.getByTestId("card-verdict").waitFor();
    const told = await outcome.innerText();
    expect(told).toMatch(/10 rows say nothing in/);
    expect(told).toMatch(/ROC AUC\s+1\.000\s/);
    expect(told).not.toMatch(/NaN|undefined/);
    const {origin} = new URL(page.url());
    expect(requests.filter((url) => !url.startsWith("blob:") && !url.startsWith(origin))).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });

  test("reads names written otherwise, semicolons and a byte order mark, and tells", async () => {
    const {page, close} = await reader.open("/batch");
    const titled = names.map((name) => name.replaceAll("_", " ").toUpperCase());
    await choose(
      page,
      `\uFEFF${toCsv(
        [...titled, "note"],
        users(210).map((row) => [...cells(row), "x"])
      ).replaceAll(",", ";")}`
    );
    expect(await counts(page)).toEqual(["210", "0"]);
    const told = await page.getByTestId("columns").innerText();
    expect(told).toMatch(
      /^CSV, separated by semicolons\. Read by a name written otherwise: “.+” as .+ and \d+ more\. Kept, and not read by the model: “note”\.$/
    );
    await close();
  });

  test("reads Parquet as it reads CSV, with a reader that comes from this site", async () => {
    const {page, foreign, requests, close} = await reader.open("/batch");
    const csv = toCsv(
      ["id", ...names],
      users(230).map((row, i) => [`u${i}`, ...cells(row)])
    );
    await choose(page, csv);
    const expected = csvParse(await save(page, "save-scores")).map((d) => d.churn_probability);
    expect(requests.filter((url) => url.includes("hyparquet"))).toEqual([]);
    await choose(page, await toParquet(csv), "[data-testid=columns]:has-text('Parquet') ~ .stats");
    expect(csvParse(await save(page, "save-scores")).map((d) => d.churn_probability)).toEqual(expected);
    expect(foreign).toEqual([]);
    await close();
  });

  test("takes hostile text as text: markup, quotes, line breaks, formulas", async () => {
    const {page, errors, close} = await reader.open("/batch");
    const hostile = [
      '=HYPERLINK("http://x","y")',
      "+1+1",
      "-5",
      "@SUM(A1)",
      '<img src=x onerror="document.title=1">',
      'say "no",\nplease',
      "\t=1",
      "'quoted"
    ];
    await choose(
      page,
      toCsv(
        ["<b>id</b>", "=cmd", ...names],
        users(hostile.length).map((row, i) => [hostile[i], "x", ...cells(row)])
      )
    );
    expect(await page.locator("main img, main b").count()).toBe(0);
    const [header, ...saved] = csvParseRows(await save(page, "save-scores"));
    expect(header.slice(0, 2)).toEqual(["<b>id</b>", "=cmd"]);
    expect(saved.map(([cell]) => cell)).toEqual(hostile); // the reader's own cells, as they came
    expect(await page.getByTestId("drift").innerText()).toContain(
      `${hostile.length} rows are too few to say whether the file is like the training data`
    );
    expect(errors).toEqual([]);
    await close();
  });

  test("can be cancelled, and keeps nothing", async () => {
    const {page, errors, close} = await reader.open("/batch");
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", {rate: 10}); // else it is done before a hand could cancel it
    await chooseFile(page, toCsv(names, Array.from({length: 40}, () => users(1500).map(cells)).flat()));
    await page.getByTestId("cancel").click();
    expect(await page.getByTestId("stage").innerText()).toContain("Cancelled");
    await page.waitForTimeout(500);
    expect(await page.getByTestId("result").count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("file");
    expect(errors).toEqual([]);
    await close();
  });

  test("tells how many reach the line, from the address and to it, and carries it on", async () => {
    const {page, close} = await reader.open("/batch?threshold=0.3");
    await page.getByTestId("demo").click();
    await page.getByTestId("drift").waitFor();
    const above = async (): Promise<number> => Number(await page.getByTestId("above-line").getAttribute("data-value"));
    const scores = csvParse(await save(page, "save-scores")).map((d) => Number(d.churn_probability));
    expect(await above()).toBe(scores.filter((p) => p >= 0.3).length);
    const field = page.locator("input[name=threshold] + input");
    await field.fill("12.5");
    await field.press("Tab");
    expect(await above()).toBe(scores.filter((p) => p >= 0.125).length);
    await expect.poll(() => page.url()).toContain("threshold=0.125");
    await page.getByRole("link", {name: "Set the line by what"}).click();
    await page.waitForURL(/\/decide(\.html)?\?.*threshold=0\.125/);
    await close();
  });

  test("scores the file at hand again when another model is chosen", async () => {
    const {page, close} = await reader.open("/batch");
    await page.getByTestId("demo").click();
    await page.getByTestId("drift").waitFor();
    const [, other] = book.models;
    await page.getByLabel("Model", {exact: true}).selectOption(other.name);
    await page.getByText(other.sha256.slice(0, 8)).waitFor();
    const saved = csvParse(await save(page, "save-scores"));
    expect(new Set(saved.map((d) => d.churn_model))).toEqual(new Set([other.name]));
    await expect.poll(() => page.url()).toMatch(new RegExp(`_model=${other.name}&_hash=${other.sha256.slice(0, 8)}`));
    await close();
  });

  test("every finalist scores and compares, the constant too", async () => {
    const {page, errors, close} = await reader.open("/batch");
    await page.getByTestId("demo").click();
    await page.getByTestId("drift").waitFor();
    for (const {name, sha256} of book.models.slice(1)) {
      await page.getByLabel("Model", {exact: true}).selectOption(name);
      await page.getByText(sha256.slice(0, 8)).waitFor();
      await page.getByTestId("drift").waitFor();
      expect([name, (await counts(page))[1]]).toEqual([name, "0"]);
    }
    expect(errors).toEqual([]);
    await close();
  });

  test("with a result: clean for axe, no sideways scroll at 360 px, light and dark", async () => {
    const {page, close} = await reader.open("/batch?threshold=0.3", {viewport: {width: 360, height: 780}, reducedMotion: "reduce"});
    const table = users(260).map(cells);
    table[0][0] = "many";
    await choose(
      page,
      toCsv(
        ["a name that is much longer than a phone is wide, without any need", ...names],
        table.map((row, i) => [`u${i}`, ...row])
      )
    );
    const {violations} = await axeOn(page).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    await page.emulateMedia({colorScheme: "dark"});
    const dark = await axeOn(page).withRules(COLOUR_RULES).analyze();
    expect([...violations, ...dark.violations].map(({id, nodes}) => `${id}: ${nodes.map((d) => d.target.join(" ")).join("; ")}`)).toEqual(
      []
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await close();
  });

  test("reads its charts by the arrow keys", async () => {
    const {page, close} = await reader.open("/batch");
    await page.getByTestId("demo").click();
    await page.getByTestId("drift").waitFor();
    await page.getByTestId("drift").locator(".chart").first().focus();
    await page.keyboard.press("Home");
    expect(await page.getByTestId("drift").locator(".readout").first().innerText()).toMatch(/^1 of \d+\. Input: /);
    await close();
  });

  test("names the file that cannot be read, and offers to load again", async () => {
    const {page, close} = await reader.open("/batch");
    await page.route(/reference\..*\.json$/, (route) => route.abort());
    await page.reload();
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    expect(await page.locator("main [role=alert]").innerText()).toContain("data/book/reference.json is missing or damaged");
    expect(await page.locator(".wi-waiting").isVisible()).toBe(false);
    await close();
  });
});

/** By the module for other programs, in the same browser. */
function scoreInPage(page: Page, rows: Row[]): Promise<number[]> {
  const module = JSON.stringify(`${reader.address}/api/predict.js`); // as text: the test's bundler would rewrite the import
  return page.evaluate(
    `import(${module}).then((d) => d.loadChampion()).then(({predict}) => ${JSON.stringify(rows)}.map((row) => predict(row).probability))`
  );
}
