import type {Page} from "playwright";
import type {ModelsBook} from "../../lib/book/models.js";
import type {Reader} from "../support/browser.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, inject, test} from "vitest";
import {describeAnswer, describeDecision} from "../../lib/decide/decisionWords.js";
import {decide} from "../../src/components/decide/decision.js";
import type {Ranking} from "../../lib/decide/ranking.js";
import type {ScoreGroup, ScoreGroupsFile} from "../../lib/book/scores.js";
import {rankGroups} from "../../lib/decide/ranking.js";
import {openReader} from "../support/browser.js";
import {findBuilt} from "../support/findBuilt.js";

const {folder} = inject("site");
let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

const usual = {model: "", depth: null, unit: "€", value: 60, contact: 1, offer: 5, save: 10, vain: 30, rate: 0, holdout: 50, power: 80};

describe("/decide", () => {
  test("says what the published scores say, at the recommended line and at any other", async () => {
    const {outOfFold, test: held} = readRankings();
    const {page, close} = await reader.open("/decide");
    for (const threshold of [0, 0.15, 0.3, 0.45]) {
      await page.goto(`${reader.address}/decide${threshold ? `?threshold=${threshold}` : ""}`);
      await page.waitForSelector("html[data-ready=true]", {state: "attached"});
      const decision = decide({...usual, threshold}, {ranking: outOfFold, test: held, valued: null});
      expect(await page.locator("[data-testid=decision]").textContent()).toBe(describeDecision({...decision, unit: "€"}));
      const advice = describeAnswer({...decision, ...decision.best, n: outOfFold.n, unit: "€"});
      expect(await page.locator("[data-testid=advice]").innerText()).toBe(advice);
      const chosen = page.locator("[data-testid=chosen]");
      expect(threshold ? await chosen.innerText() : await chosen.isVisible()).toEqual(
        threshold ? expect.stringMatching(/^Your line, the top /) : false
      );
      expect(await page.locator(".notice").count()).toBe(0);
    }
    await close();
  });

  test("keyboard alone: one line moves everything, and the address keeps it", async () => {
    const {page, errors, close} = await reader.open("/decide");
    const sentence = page.locator("[data-testid=decision]");
    const before = await sentence.textContent();
    await page.locator("input[name=depth]").focus();
    for (let i = 0; i < 10; ++i) await page.keyboard.press("ArrowRight");
    expect(await sentence.textContent()).not.toBe(before);
    await expect.poll(() => page.url()).toMatch(/\?threshold=0\.\d+/);
    const href = await page.getByRole("link", {name: "See one user against this line"}).getAttribute("href");
    expect(href).toMatch(/^\.\/predict\.html\?threshold=0\.\d+/);
    await page.getByRole("button", {name: "Back to the recommended line"}).press("Enter");
    expect(await sentence.textContent()).toBe(before);
    expect(errors).toEqual([]);
    await close();
  });

  test("recommends to run nothing where nothing pays, and sentence, figures and button follow", async () => {
    const {page, close} = await reader.open("/decide?save=1");
    for (const id of ["advice", "decision"])
      expect(await page.getByTestId(id).textContent()).toMatch(/^Run nothing: at an assumed save rate of 1\.0%/);
    expect(await page.locator(".chart", {hasText: /your line|recommended/}).count()).toBe(0);
    await close();
  });

  test("keeps the answer in sight while any assumption moves, at a desk and on a phone", async () => {
    for (const viewport of [
      {width: 1280, height: 720},
      {width: 360, height: 780}
    ]) {
      const {page, close} = await reader.open("/decide", {viewport});
      for (const name of ["value", "contact", "offer", "save", "vain"]) {
        await page.locator(`input[name=${name}]`).focus();
        await page.keyboard.press("ArrowRight");
        const box = await page.getByTestId("advice").boundingBox();
        const isInSight = box !== null && box.y >= 0 && box.y + box.height <= viewport.height;
        expect({name, isInSight}).toEqual({name, isInSight: true});
      }
      await close();
    }
  });

  test("lets no word of the old numbers stand: claim, twin, readout, saved file", async () => {
    const {page, close} = await reader.open("/decide");
    const profit = page.locator("figure", {has: page.locator(".figure-title", {hasText: /^Gain rises/})});
    await profit.locator("summary").click();
    await profit.locator(".chart").focus();
    await page.keyboard.press("End");
    const before = await profit.locator(".figure-title").innerText();
    await setField(page, "save", "40");
    const claim = await profit.locator(".figure-title").innerText();
    expect(claim).not.toBe(before);
    expect(await profit.locator("caption").textContent()).toBe(claim);
    expect(await profit.locator(".readout").innerText()).toBe("");
    const [file] = await Promise.all([page.waitForEvent("download"), profit.getByRole("button", {name: "Save the chart as SVG"}).click()]);
    const words = [...readFileSync(await file.path(), "utf8").matchAll(/<text[^>]*>([^<]*)/g)].map((d) => d[1]).join(" ");
    expect(words.startsWith(claim)).toBe(true);
    expect(words).toMatch(/Book [0-9a-f]{12}, Champion .+ [0-9a-f]{8}/);
    expect(words).toContain("/decide?save=40");
    await close();
  });

  test("never shows another state than the address: back to before a change", async () => {
    const {page, close} = await reader.open("/decide?save=12");
    await page.evaluate(() => (location.hash = "#here"));
    await setField(page, "save", "40");
    await page.waitForURL(/save=40/);
    await page.goBack();
    await page.waitForURL(/save=12/);
    expect(await page.locator("input[name=save]").inputValue()).toBe("12");
    expect(await page.locator("[data-testid=decision]").textContent()).toContain("save rate of 12.0%");
    await close();
  });

  test("takes the reader's choices to the other pages, by its own links and by the header's", async () => {
    const {page, close} = await reader.open("/decide?_against=typical&threshold=0.35");
    await setField(page, "save", "20");
    expect(await page.getByRole("link", {name: "See one user against this line"}).getAttribute("href")).toMatch(
      /^\.\/predict\.html\?_against=typical&threshold=0\.35&save=20/
    );
    await page.locator("#observablehq-header .nav-wide summary", {hasText: "Models"}).click();
    await page.locator('#observablehq-header .nav-wide a[href^="./models.html"]').click();
    await page.waitForURL(/\/models(\.html)?\?.*threshold=0\.35.*save=20/);
    await close();
  });

  test("speaks once, when the hand rests", async () => {
    const {page, close} = await reader.open("/decide");
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, {said});
      new MutationObserver((records) => {
        for (const {target} of records) {
          const node = target instanceof Element ? target : target.parentElement;
          const region = node?.closest("[aria-live], [role=status], output");
          if (region?.textContent) said.push(region.textContent);
        }
      }).observe(document.body, {subtree: true, childList: true, characterData: true});
    });
    await page.locator("input[name=depth]").focus();
    await page.clock.install();
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000); // it runs on else, and on a busy machine the hand seems to rest
    for (let i = 0; i < 5; ++i) await page.keyboard.press("ArrowRight");
    await page.clock.runFor(5000);
    const said = await page.evaluate(() => (window as unknown as {said: string[]}).said);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^Break-even .* Recommended: .* Your line, the top /);
    await close();
  });

  test("names the file that cannot be read, and offers to load again", async () => {
    const {page, close} = await reader.open("/decide");
    await page.route(/book\/decide\..*\.json$/, (route) => route.abort());
    await page.reload();
    await page.waitForSelector("html[data-ready=true]", {state: "attached"});
    expect(await page.locator("main [role=alert]").innerText()).toContain("decide.json is missing or damaged");
    expect(await page.locator(".wi-waiting").isVisible()).toBe(false);
    expect(await page.getByRole("button", {name: "Try again"}).count()).toBe(1);
    await close();
  });

  test("promises nothing without JavaScript", async () => {
    const {page, close} = await reader.open("/decide", {javaScriptEnabled: false});
    expect(await page.locator(".wi-waiting").isVisible()).toBe(false);
    await close();
  });

  test("takes in a field what the address takes, and says what it mends", async () => {
    const {page, close} = await reader.open("/decide");
    await setField(page, "value", "2000");
    expect(await page.locator("input[name=value]").inputValue()).toBe("2000");
    expect(await page.locator("input[name=value]").getAttribute("aria-valuetext")).toBe("€2,000 per save");
    await setField(page, "value", "20000");
    expect(
      await page
        .locator(".range", {has: page.locator("input[name=value]")})
        .locator("[role=status]")
        .innerText()
    ).toBe("This takes 0 to 10,000; it is set to 10,000.");
    expect(await page.locator("input:invalid").count()).toBe(0);
    await close();
  });

  test("prints charts within the sheet, the tables open, and where it comes from", async () => {
    const {page, close} = await reader.open("/decide");
    await page.emulateMedia({media: "print"});
    await page.setViewportSize({width: 673, height: 900});
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.locator(".twin table").count()).toBe(await page.locator(".twin").count());
    const right = await page.locator(".chart svg").evaluateAll((charts) => Math.max(...charts.map((d) => d.getBoundingClientRect().right)));
    expect(right).toBeLessThanOrEqual(673);
    expect(await page.locator(".print-line").innerText()).toMatch(/Book [0-9a-f]{12}.*Printed .* from http.*\/decide/);
    await close();
  });

  test("says what no page knows, and that a link was made with another model", async () => {
    const {page, close} = await reader.open("/decide?charm=1&_hash=beef0000&depth=500");
    expect(await page.locator(".notice.caution").innerText()).toMatch(/depth = “500”[^]*“charm”[^]*another version of the model/);
    await close();
  });

  test("says where the list to contact is made, with this line", async () => {
    const {page, close} = await reader.open("/decide?threshold=0.4");
    expect(await page.locator("[data-testid=list-line]").innerText()).toBe(", with this line of 40 in 100");
    expect(await page.locator(".dc-list a").getAttribute("href")).toContain("threshold=0.4");
    await close();
  });

  test("reads its points by the arrow keys", async () => {
    const {page, close} = await reader.open("/decide");
    await page.locator(".chart").first().focus();
    await page.keyboard.press("End");
    expect(await page.locator(".readout").first().innerText()).toMatch(/^21 of 21\. Contacted: \d+\.0%/);
    await close();
  });

  test("reads its points under a mouse and under a finger, one at a time, and lets go of them", async () => {
    const {page, close} = await reader.open("/decide");
    for (const part of ["#whom", "#use"]) await page.locator(`${part} > summary`).click();
    for (const title of [/^Gain rises/, /matters most/, /hold/, /^For preferences/]) {
      const figure = page.locator("figure", {has: page.locator(".figure-title", {hasText: title})});
      const below = await figure.locator(".figure-foot").boundingBox();
      await figure.locator(".chart").hover();
      expect(await figure.locator(".readout").innerText()).toMatch(/^\d+ of \d+\. /);
      expect(await page.locator(".readout:not(:empty)").count()).toBe(1);
      expect(await figure.locator(".chart-cursor").count()).toBe(1);
      expect((await figure.locator(".figure-foot").boundingBox())?.height).toBe(below?.height); // nothing is pushed down
    }
    await page.keyboard.press("Escape");
    expect(await page.locator(".readout:not(:empty), .chart-cursor").count()).toBe(0);
    const profit = page.locator("figure", {has: page.locator(".figure-title", {hasText: /^Gain rises/})}).locator(".chart");
    const box = (await profit.boundingBox())!;
    await profit.hover({position: {x: box.width - 24, y: box.height / 2}});
    expect(await page.locator(".readout:not(:empty)").innerText()).toMatch(
      /^21 of 21\. Contacted: \d+\.0%; Gain per 1,000 users: \u2212€[\d,]+; 95% from: \u2212€/
    );
    await page.mouse.move(2, 2);
    expect(await page.locator(".readout:not(:empty), .chart-cursor").count()).toBe(0);
    await close();
    const phone = await reader.open("/decide", {viewport: {width: 360, height: 780}, hasTouch: true});
    for (const i of [0, 1]) {
      await phone.page.locator(".chart").nth(i).tap();
      expect(await phone.page.locator(".readout:not(:empty)").count()).toBe(1);
    }
    await phone.page.locator("h1").tap();
    expect(await phone.page.locator(".readout:not(:empty)").count()).toBe(0);
    await phone.close();
  });

  test("puts an emptied field back, and says so", async () => {
    const {page, close} = await reader.open("/decide");
    const field = page.locator("input[name=value] + input");
    for (const keys of [
      ["Control+A", "Delete", "Tab"],
      ["Control+A", "e", "Enter"]
    ]) {
      await field.focus();
      for (const key of keys) await page.keyboard.press(key);
      expect(await field.inputValue()).toBe("60");
      expect(await page.locator(".range", {has: field}).locator("[role=status]").innerText()).toBe("That was no number; 60 stands.");
    }
    await close();
  });

  test("contacts nobody where the address says so, and hands that on", async () => {
    const {page, close} = await reader.open("/decide?depth=0");
    expect(await page.getByTestId("chosen").innerText()).toMatch(/^Contact nobody: that is the depth chosen/);
    expect(await page.getByRole("link", {name: "See one user"}).getAttribute("href")).toMatch(/\?depth=0(&|$)/);
    await expect.poll(() => page.url()).toContain("depth=0");
    await page.locator("input[name=threshold]").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("End");
    expect(await page.getByRole("link", {name: /See one user/}).getAttribute("href")).toMatch(/threshold=0\.999(&|$)/);
    await close();
  });

  test("counts the first of a repeated word, says so, and cleans the address", async () => {
    const {page, close} = await reader.open("/decide?depth=5&depth=50");
    expect(await page.locator(".notice.caution").innerText()).toContain("depth more than once; only the first, “5”, counts");
    await expect.poll(() => new URL(page.url()).searchParams.getAll("depth")).toEqual(["5"]);
    await close();
  });

  test("tells nothing by a handful, in no part of the page", async () => {
    const {outOfFold} = readRankings();
    const [, first] = outOfFold.stops;
    const {page, close} = await reader.open(`/decide?threshold=${first.line}`);
    const text = await page.locator(".dc").textContent();
    expect(text).toMatch(new RegExp(`Too few to tell: .* is the score of only ${first.contacted} of [\\d,]+ users`));
    expect(text).not.toMatch(/pays only|never pays|0\.0 times|less than 0\.1% of users hold/);
    await close();
  });

  test("keeps units and words whole on a phone, and never scrolls sideways", async () => {
    for (const width of [360, 320]) {
      const {page, close} = await reader.open("/decide", {viewport: {width, height: 780}});
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await page.getByTestId("advice").innerText()).toMatch(/per 1,000 users .* of the churners it reaches\.$/);
      await close();
    }
  });

  test("leads back to the assumptions that it began with, and out by a link", async () => {
    const {page, close} = await reader.open("/decide?save=20&unit=%24", {permissions: ["clipboard-read", "clipboard-write"]});
    await page.getByRole("button", {name: "Copy link"}).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/decide\?.*save=20/);
    expect(await page.locator(".wi-share .wi-told").innerText()).toBe("The link to this decision is copied.");
    expect(await page.getByRole("button", {name: "Print"}).count()).toBe(1);
    await page.getByRole("button", {name: "Reset the assumptions"}).click();
    expect(await page.locator("input[name=save]").inputValue()).toBe("10");
    await expect.poll(() => new URL(page.url()).search).toBe("");
    await close();
  });

  test("claims of risk what its source shows, and no more", async () => {
    const {page, close} = await reader.open("/decide");
    expect(await page.locator(".dc-bold").textContent()).toMatch(/not necessarily the ones whom an offer keeps best/);
    await close();
  });

  test("draws no rule through the words of a line", async () => {
    const {page, close} = await reader.open("/decide#use", {viewport: {width: 360, height: 780}});
    const drawn = (at: Page) => at.waitForSelector("#use .chart svg");
    await drawn(page);
    const order = await page
      .locator("#use .chart svg")
      .evaluate((drawing) => [...drawing.querySelectorAll("line, path, text")].map((d) => d.textContent || d.tagName));
    expect(order.indexOf("contact all")).toBeGreaterThan(Math.max(order.lastIndexOf("line"), order.lastIndexOf("path")));
    await close();
    for (const threshold of [0.2, 0.3, 0.4]) {
      const {page: other, close: done} = await reader.open(`/decide?threshold=${threshold}#use`, {viewport: {width: 360, height: 780}});
      await drawn(other);
      const crossed = await other.locator("#use .chart svg").evaluate((drawing) => {
        const label = [...drawing.querySelectorAll("text")].find((d) => d.textContent === "contact all")!.getBoundingClientRect();
        const rule = drawing.querySelector('line[stroke="var(--accent)"]')!.getBoundingClientRect();
        return rule.left > label.left && rule.left < label.right;
      });
      expect({threshold, crossed}).toEqual({threshold, crossed: false});
      await done();
    }
  });

  test("sets the names of its rules apart, wherever the assumptions bring little or much", async () => {
    for (const save of [1, 3, 5, 8, 20]) {
      const {page, close} = await reader.open(`/decide?save=${save}`, {viewport: {width: 360, height: 780}});
      const boxes = await page.locator("svg", {hasText: "no gain, no loss"}).evaluate((drawing) =>
        [...drawing.querySelectorAll("text")]
          .filter((d) => /^(no gain, no loss|as you assume)$/.test(d.textContent))
          .map((d) => d.getBoundingClientRect())
          .map(({left, right, top, bottom}) => ({left, right, top, bottom}))
      );
      expect(boxes.length).toBeGreaterThan(0);
      const [a, b = null] = boxes;
      const meet = b !== null && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      expect({save, meet}).toEqual({save, meet: false});
      await close();
    }
  });

  test("says no number more than twice on its first screen, at a desk and on a phone", async () => {
    for (const viewport of [
      {width: 1440, height: 900},
      {width: 360, height: 780}
    ])
      for (const search of ["", "?threshold=0.3", "?save=1"]) {
        const {page, close} = await reader.open(`/decide${search}`, {viewport});
        const texts = await page.evaluate(readScreen);
        const numbers = texts.flatMap((text) => text.match(/\d[\d,]*(\.\d+)?%?/g) ?? []); // €95 is another number than 95%
        expect(numbers.length).toBeGreaterThan(4);
        const often = [...new Set(numbers)].filter((number) => numbers.filter((d) => d === number).length > 2);
        expect({viewport, search, often}).toEqual({viewport, search, often: []});
        await close();
      }
  });

  test("is short, and opens a part of the evidence that a link names", async () => {
    const {page, close} = await reader.open("/decide#whom");
    expect(await page.locator("#whom").getAttribute("open")).toBe("");
    expect(await page.locator("#whom .dc-counts").isVisible()).toBe(true);
    await expect.poll(() => page.locator("#whom").evaluate((part) => part.getBoundingClientRect().top)).toBeLessThan(500);
    for (const part of ["how-sure", "use", "test", "read-the-result"]) {
      await page.evaluate((id) => (location.hash = id), part);
      await expect.poll(() => page.locator(`#${part}`).getAttribute("open")).toBe("");
    }
    await close();
    const fresh = await reader.open("/decide");
    expect(await fresh.page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(4500);
    expect(await fresh.page.locator("details.fold[open]").count()).toBe(0);
    await fresh.close();
  });

  test("asks for no wasm and no other host", async () => {
    const {requests, foreign, close} = await reader.open("/decide");
    expect({wasm: requests.filter((d) => /\.wasm/.test(d)), foreign}).toEqual({wasm: [], foreign: []});
    await close();
  });
});

/** Types a value into the number field of a slider. */
async function setField(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`input[name=${name}] + input`);
  await field.fill(value);
  await field.press("Tab");
}

/** What a screen says: texts and fields in sight, and the labels of charts, without ticks and titles of their axes. */
function readScreen(): string[] {
  const isInSight = ({left, right, top, bottom, width}: DOMRect): boolean =>
    width > 0 && left < innerWidth && right > 0 && top < innerHeight && bottom > 0;
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement!;
    const isAxis = parent.closest("svg") !== null && !parent.hasAttribute("paint-order");
    if (isAxis || parent.closest(".visually-hidden, script, style") || !parent.checkVisibility({visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (isInSight(range.getBoundingClientRect())) texts.push(node.textContent ?? "");
  }
  const fields = [...document.querySelectorAll<HTMLInputElement>("input[type=number]")];
  return [...texts, ...fields.filter((field) => isInSight(field.getBoundingClientRect())).map((field) => field.value)];
}

function readRankings(): {outOfFold: Ranking; test: Ranking} {
  const read = <T>(name: RegExp): T => JSON.parse(readFileSync(findBuilt(join(folder, "_file/data/book"), name), "utf8")) as T;
  const {champion} = read<ModelsBook>(/^models\..+\.json$/);
  const {outOfFold, test: held} = openGroups(read<ScoreGroupsFile>(/^score-groups\..+\.json$/)).models.find((d) => d.name === champion)!;
  return {outOfFold: rankGroups(outOfFold as ScoreGroup[]), test: rankGroups(held as ScoreGroup[])};
}
