import type {BrowserContext, Download, Page} from "playwright";
import type {Reader} from "../support/browser.js";
import type {FileFacts} from "../../src/singleFile/fileAddress.js";
import type {Firefox} from "../support/firefox.js";
import {readFileSync, statSync} from "node:fs";
import {copyFile, mkdir, mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {csvParse} from "d3";
import {chromium} from "playwright";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {parseHash} from "../../src/singleFile/hash.js";
import {packBook} from "../../data-loaders/site/singleFile/packBook.js";
import {axeOn} from "../support/axe.js";
import {choose, counts, readShipped, save, toCsv} from "../support/batchPage.js";
import {openReader} from "../support/browser.js";
import {findBrowser} from "../support/findBrowser.js";
import {startFirefox} from "../support/firefox.js";
import {pagePaths} from "../support/pages.js";

/** The whole book in one file, as a reader has it: on a disk, below a folder of their own, and no network. */
const {folder, error} = inject("site");
const names = pagePaths.map((path) => (path === "/" ? "report" : path.slice(1)));
const marks = `document.querySelectorAll("main svg *").length`;
const ready = `document.documentElement.dataset.ready === "true"`;
let home = "";
let url = "";

beforeAll(async () => {
  if (error) throw new Error(error);
  home = await mkdtemp(join(tmpdir(), "churnbook-home-of-"));
  await mkdir(join(home, "Jane Doe"));
  await copyFile(join(folder, "book.html"), join(home, "Jane Doe/book.html"));
  url = pathToFileURL(join(home, "Jane Doe/book.html")).href;
});
afterAll(() => rm(home, {recursive: true, force: true}));

test("the file is small, and the same from the same site", async () => {
  expect(statSync(join(folder, "book.html")).size).toBeLessThan(2_500_000);
  const {html} = await packBook(folder, {root: process.cwd(), from: null});
  expect(html === readFileSync(join(folder, "book.html"), "utf8")).toBe(true);
  expect(html).not.toContain(process.cwd());
});

test("every link of the file leads to a page or a file that is in it", () => {
  const html = readFileSync(join(folder, "book.html"), "utf8");
  const [, facts] = /<script[^>]* id="book-facts"[^>]*>(.*?)<\/script>/s.exec(html) ?? [];
  const pages = Object.keys((JSON.parse(facts) as FileFacts).pages);
  const files = [...html.matchAll(/ data-files="([^"]*)"/g)].flatMap(([, paths]) => paths.split(" "));
  const links = [...new Set(Array.from(html.matchAll(/ href="(#\/[^"]*)"/g), ([, href]) => href.replaceAll("&amp;", "&")))];
  const leadsIn = (href: string): boolean => {
    const {page, file} = parseHash(href, pages[0]);
    return file === null ? pages.includes(page) : files.includes(file);
  };
  expect(links).toContain("#/licences.txt");
  expect(links.length).toBeGreaterThan(pages.length);
  expect(links.filter((href) => !leadsIn(href))).toEqual([]);
});

describe("in Chromium, from disk, without a network", () => {
  let reader: Reader;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    reader = await openReader();
    const browser = await chromium.launch({executablePath: findBrowser(), args: ["--no-sandbox"]});
    context = await browser.newContext({viewport: {width: 1440, height: 900}, offline: true, acceptDownloads: true});
    page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("pageerror", ({message}) => faults.push(message));
    page.on("request", (request) => requests.push(request.url()));
  });
  afterAll(async () => {
    await context?.browser()?.close();
    await reader?.close();
  });

  const settle = (): Promise<unknown> => page.waitForSelector("html[data-ready=true]", {state: "attached", timeout: 30_000});
  async function open(hash: string): Promise<void> {
    await page.goto("about:blank"); // or the same file would only go to another place
    await page.goto(url + hash);
    await settle();
  }
  async function follow(act: () => Promise<unknown>, name: string): Promise<void> {
    await act();
    await page.waitForFunction((prefix) => location.hash.startsWith(prefix), `#/${name}`);
    await page.waitForFunction((title) => document.title.startsWith(title), name[0].toUpperCase() + name.slice(1));
    await settle();
  }
  async function textOf(act: () => Promise<unknown>): Promise<string> {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    return readFileSync(await pathOf(download), "utf8");
  }
  const hash = (): Promise<string> => page.evaluate(() => location.hash);

  test("every page is what the site shows, and asks for nothing but the file", async () => {
    const counted: Record<string, [number, number]> = {};
    for (const name of names) {
      await open(`#/${name}`);
      const served = await reader.open(name === "report" ? "/" : `/${name}`);
      counted[name] = [await page.evaluate<number>(marks), await served.page.evaluate<number>(marks)];
      const isTold = (await page.locator("main").textContent())?.includes("on the site that the file was saved from");
      expect(isTold, name).toBe(name === "eda" || name === "models");
      for (const d of [page, served.page])
        await d.evaluate(`document.querySelectorAll("[data-save-book], .left-out").forEach((part) => part.remove())`);
      const texts = await Promise.all([page, served.page].map((d) => d.locator("main").innerText()));
      if (name !== "eda") expect(texts[0], name).toBe(texts[1]); // there a whole part, SQL, is left out
      await served.close();
    }
    for (const [name, [here, there]] of Object.entries(counted)) expect([name, here]).toEqual([name, there]);
    expect(requests.filter((d) => !d.startsWith(url) && d !== "about:blank" && !d.startsWith("data:"))).toEqual([]);
    expect(faults.splice(0)).toEqual([]);
  });

  test("choices stand in the hash, through a reload, to other pages and back", async () => {
    await open("#/predict");
    const days = page.locator("input[type=range][name=activity_days]");
    const before = await page.getByTestId("probability").innerText();
    await days.press("ArrowRight");
    await days.press("ArrowRight");
    const [value, after] = [await days.inputValue(), await page.getByTestId("probability").innerText()];
    await page.waitForFunction((text) => location.hash.includes(`activity_days=${text}&`), value); // the last of the two
    expect(after).not.toBe(before);
    await page.reload();
    await settle();
    expect([await days.inputValue(), await page.getByTestId("probability").innerText()]).toEqual([value, after]);
    expect(await page.locator(".wi-parity").innerText()).toMatch(/^Checked on opening: (\d+) of \1 made-up rows/);
    await days.press("ArrowRight"); // and at once away: what was about to be written goes along
    await follow(() => page.locator(".wi-line a").click(), "decide");
    expect(await hash()).toMatch(new RegExp(`^#/decide\\?activity_days=${Number(value) + 1}&`));
    await page.locator("header .nav-group summary", {hasText: "Act"}).click();
    await follow(() => page.locator("header .nav-group a", {hasText: "Batch"}).click(), "batch");
    expect(await page.locator("header .nav-group .nav-here").allInnerTexts()).toEqual(["Batch"]);
    await follow(() => page.goBack(), "decide");
    await follow(() => page.goBack(), "predict");
    expect(await days.inputValue()).toBe(String(Number(value) + 1));
    expect(faults.splice(0)).toEqual([]);
  });

  test("places of a page are gone to, and keep the choices; an unknown page says so", async () => {
    await open("#/wrangling#column-lab");
    expect(await page.evaluate(() => document.getElementById("column-lab")!.getBoundingClientRect().top)).toBeLessThan(300);
    await open("#/models?metric=rocAuc");
    await page.locator("#calibration a").evaluate((link) => (link as HTMLElement).click()); // by Playwright's own click it would scroll there
    await expect.poll(hash).toBe("#/models?metric=rocAuc#calibration");
    await page.waitForFunction(() => ((history.state as {y?: number} | null)?.y ?? 0) > 500); // and has come to rest there
    await page.evaluate(() => scrollTo(0, 1500));
    await page.waitForFunction(() => (history.state as {y?: number} | null)?.y === 1500);
    await follow(() => page.locator("footer a").evaluate((link) => (link as HTMLElement).click()), "about"); // as above
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await follow(() => page.goBack(), "models");
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(1500);
    await open("#/nothing");
    expect(await page.locator("h1").innerText()).toBe("This page is not in this file");
    expect(await page.title()).toBe("This page is not in this file");
  });

  test("what is saved or printed says the file's name and hash, and no path of the reader's", async () => {
    await open("#/models?metric=rocAuc");
    const texts = [
      await textOf(() => page.getByRole("button", {name: "CSV"}).first().click()),
      await textOf(() => page.getByRole("button", {name: "SVG"}).first().click())
    ];
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    texts.push(await page.locator(".print-line").innerText());
    for (const text of texts) expect(text).toContain("book.html#/models?metric=rocAuc");
    for (const text of texts) expect(text).not.toMatch(/Jane|file:/);
    await page.locator(".parts a", {hasText: "Files"}).click();
    await expect.poll(hash).toBe("#/models?metric=rocAuc#files");
    const model = await textOf(() => page.locator("main a", {hasText: /^logistic\.json$/}).click());
    expect(model).toBe(readFileSync(join(folder, "api/models/logistic.json"), "utf8"));
    await open("#/about");
    const licences = await textOf(() => page.locator("main a", {hasText: "all of them in one file"}).click());
    expect(licences).toBe(readFileSync(join(folder, "licences.txt"), "utf8"));
    expect(await textOf(async () => void (await open("#/api/registry.json")))).toBe(
      readFileSync(join(folder, "api/registry.json"), "utf8")
    );
  });

  test("/batch scores a dropped file and /pipeline's check passes for every model", async () => {
    const {names: inputs, users, cells} = readShipped(folder);
    await open("#/batch");
    await choose(page, toCsv(inputs, users(50).map(cells)));
    expect(await counts(page)).toEqual(["50", "0"]);
    expect(
      csvParse(await save(page, "save-scores"))
        .map((d) => Number(d.churn_probability))
        .every((d) => d > 0 && d < 1)
    ).toBe(true);
    await open("#/pipeline");
    expect(await page.locator("[data-testid=parity]").getAttribute("data-passed")).toBe("true");
    expect(await page.locator("[data-testid=parity]").innerText()).toContain("as registered");
    expect(faults.splice(0)).toEqual([]);
  });

  test("narrow and dark it has no violation of WCAG AA, and nothing beside the screen", async () => {
    await page.setViewportSize({width: 360, height: 780});
    await page.emulateMedia({colorScheme: "dark"});
    for (const name of ["report", "predict", "nothing"]) {
      await open(`#/${name}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      const {violations} = await axeOn(page).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
      expect(violations.map((d) => `${d.id}: ${d.nodes[0].html}`)).toEqual([]);
    }
    await page.emulateMedia({colorScheme: "light"});
  });

  test("without scripts it is the report, readable", async () => {
    const plain = await context.browser()!.newContext({javaScriptEnabled: false, offline: true});
    const sheet = await plain.newPage();
    await sheet.goto(url);
    expect(await sheet.locator("main").innerText()).toContain("What it must not be used for");
    expect(await sheet.locator("noscript").innerText()).toContain("need JavaScript");
    await plain.close();
  });
});

describe("in Firefox, from disk, without a network, each file a stranger to the others", () => {
  let firefox: Firefox | null = null;
  beforeAll(async () => {
    firefox = await startFirefox();
  });
  afterAll(() => firefox?.close());

  test("every page is ready, scores are checked, and choices go along and back", async ({skip}) => {
    if (!firefox) {
      process.stderr.write("\nSKIPPED: a book in one file was not opened in Firefox: none is here (Debian: apt-get install firefox-esr)\n");
      return skip();
    }
    for (const name of names) {
      await firefox.open("about:blank");
      await firefox.open(`${url}#/${name}`);
      await firefox.until(ready);
      expect(await firefox.evaluate(`document.documentElement.dataset.error ?? ""`), name).toBe("");
      const isDrawn = !["batch", "about", "history"].includes(name); // of one build there is nothing to draw
      if (isDrawn) expect(await firefox.evaluate<number>(marks), name).toBeGreaterThan(20);
      if (name === "pipeline") expect(await firefox.evaluate(`document.querySelector("[data-testid=parity]").dataset.passed`)).toBe("true");
    }
    await firefox.open("about:blank");
    await firefox.open(`${url}#/predict`);
    await firefox.until(ready);
    expect(await firefox.evaluate(`document.querySelector(".wi-parity").textContent`)).toMatch(
      /^Checked on opening: (\d+) of \1 made-up rows/
    );
    const days = "input[type=range][name=activity_days]";
    const isLow = await firefox.evaluate<boolean>(`document.querySelector("${days}").value === document.querySelector("${days}").min`);
    await firefox.press(days, isLow ? "\uE014\uE014" : "\uE012\uE012"); // the right arrow, or the left one, where there is room
    const value = await firefox.evaluate<string>(`document.querySelector("${days}").value`);
    await firefox.until(`location.hash.includes("activity_days=${value}&")`);
    await firefox.reload();
    await firefox.until(ready);
    expect(await firefox.evaluate(`document.querySelector("${days}").value`)).toBe(value);
    await firefox.click(".wi-line a");
    await firefox.until(`document.title.startsWith("Decide") && ${ready}`);
    expect(await firefox.evaluate("location.hash")).toContain(`activity_days=${value}`);
    await firefox.back();
    await firefox.until(`document.title.startsWith("Predict") && ${ready}`);
    expect(await firefox.evaluate(`document.querySelector("${days}").value`)).toBe(value);
  });
});

async function pathOf(download: Download): Promise<string> {
  return download.path();
}
