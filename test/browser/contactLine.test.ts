import type {Page} from "playwright";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openReader, type Reader} from "../support/browser.js";
import {followMenu} from "../support/followMenu.js";
import {pagePaths} from "../support/pages.js";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader?.close());

const chip = (page: Page): Promise<string> => page.getByTestId("contact-line").innerText();
const settled = (page: Page) => page.waitForSelector("html[data-ready=true]", {state: "attached"});
const names = pagePaths.map((path) => (path === "/" ? "index" : path.slice(1)));

describe("the one contact line of the book", () => {
  test("is the same on every page that is opened fresh, with and without a script", async () => {
    const {page, close} = await reader.open("/decide");
    const [line, advice] = [await chip(page), await page.getByTestId("advice").innerText()];
    const share = /^top (\d+\.\d%) · \d+(\.\d)? in 100$/.exec(line)?.[1];
    expect(advice).toContain(share);
    for (const path of pagePaths) {
      expect([path, await (await fetch(reader.address + path)).text()]).toEqual([path, expect.stringContaining(line)]);
      await page.goto(reader.address + path);
      await settled(page);
      expect([path, await chip(page)]).toEqual([path, line]);
    }
    await close();
  });

  test("moves everywhere when it is moved on one page: by the menu to every page and back, and after a reload", async () => {
    const {page, close} = await reader.open("/models#line");
    await page.locator(".threshold-panel input[type=range]").focus();
    await page.keyboard.press("ArrowRight");
    const line = await chip(page);
    expect(await page.locator(".threshold-panel .figure-title").innerText()).toContain(/\d+(\.\d)? in 100/.exec(line)?.[0]);
    for (const name of [...names.filter((d) => d !== "models"), "models"]) {
      await followMenu(page, name);
      await page.waitForURL((url) => url.pathname.endsWith(name === "index" ? "/index.html" : `/${name}.html`));
      await settled(page);
      expect([name, await chip(page)]).toEqual([name, line]);
    }
    await page.reload();
    await settled(page);
    expect(await chip(page)).toBe(line);
    await close();
  });

  test("is drawn where it is spoken of: on the report's blocks and curve, on the scale of /predict, on /decide", async () => {
    const {page, close} = await reader.open("/?threshold=0.3");
    const line = await chip(page);
    const [share = ""] = /\d+\.\d%/.exec(line) ?? [];
    expect(await page.locator(".contact-line text").textContent()).toContain(line);
    expect(await page.locator(".contact-outcome").innerText()).toContain(`Contact ${share} of all`);
    await page.locator(".figure-controls input[type=range]").first().focus();
    await page.keyboard.press("ArrowRight");
    const moved = await chip(page);
    expect(moved).not.toBe(line);
    await expect.poll(() => page.locator(".contact-line text").textContent()).toContain(moved);
    const [score = ""] = /\d+(\.\d)?(?= in 100)/.exec(moved) ?? [];
    await followMenu(page, "predict");
    await page.waitForURL(/predict/);
    await settled(page);
    expect(await page.locator(".wi-contact").innerText()).toBe(`contact line: ${score}`);
    await page.getByRole("link", {name: "Change it"}).click();
    await page.waitForURL(/decide/);
    await settled(page);
    expect(await page.locator("input[name=threshold] + input").inputValue()).toBe(score);
    await close();
  });

  test("moves from the head of any page, by keyboard and by touch, and goes back to the recommendation", async () => {
    for (const path of ["/", "/models", "/decide", "/about"]) {
      const {page, errors, close} = await reader.open(path);
      const recommended = await chip(page);
      await page.locator(".line-chip > summary").focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowRight");
      const moved = await chip(page);
      expect(moved).not.toBe(recommended);
      await expect.poll(() => page.url()).toMatch(/[?&]threshold=0\.\d+/);
      if (path === "/decide") expect(await page.getByTestId("chosen").innerText()).toContain(/\d+\.\d%/.exec(moved)?.[0]);
      await page.keyboard.press("Home");
      expect(await chip(page)).toBe("contact nobody");
      await page.keyboard.press("End");
      expect(await chip(page)).toMatch(/^everyone/);
      await page.locator("[data-line-back]").click();
      expect(await chip(page)).toBe(recommended);
      await page.keyboard.press("Escape");
      expect(await page.locator(".line-panel").isVisible()).toBe(false);
      expect([path, errors]).toEqual([path, []]);
      await close();
    }
    const phone = await reader.open("/eda", {viewport: {width: 360, height: 780}, hasTouch: true});
    await phone.page.locator(".line-chip > summary").tap();
    await phone.page.locator(".line-panel input").tap({position: {x: 20, y: 20}});
    expect(await phone.page.locator(".line-panel a").getAttribute("href")).toContain("decide");
    await phone.page.locator("main h2").first().tap();
    expect(await phone.page.locator(".line-panel").isVisible()).toBe(false);
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await phone.close();
  });

  test("follows what the campaign costs, on every page alike, and may be to contact nobody", async () => {
    const {page, close} = await reader.open("/decide?value=20");
    expect(await chip(page)).toBe("contact nobody");
    for (const name of ["predict", "models", "index", "batch"]) {
      await followMenu(page, name);
      await page.waitForURL(new RegExp(`${name}.*value=20`));
      await settled(page);
      expect([name, await chip(page), await page.locator(".observablehq--error").count()]).toEqual([name, "contact nobody", 0]);
    }
    await close();
  });
});
