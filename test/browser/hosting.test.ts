import type {AddressInfo} from "node:net";
import type {Browser} from "playwright";
import type {Nginx} from "../support/nginx.js";
import {readdir, readFile} from "node:fs/promises";
import {createServer} from "node:http";
import {join} from "node:path";
import {chromium} from "playwright";
import {afterAll, beforeAll, describe, expect, inject, it} from "vitest";
import {findBrowser} from "../support/findBrowser.js";
import {startNginx} from "../support/nginx.js";

let site = "";
let nginx: Nginx | null = null;
let browser: Browser;

beforeAll(async () => {
  const {folder, error} = inject("site");
  if (error) throw new Error(error);
  site = folder;
  nginx = await startNginx(site);
  browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
  });
});
afterAll(async () => {
  await browser?.close();
  await nginx?.close();
});

async function pages(): Promise<string[]> {
  return (await readdir(site)).filter((name) => name.endsWith(".html") && name !== "book.html"); // whose policy is its own: singleFile.test.ts
}

describe("the site under nginx with the headers that are shipped", () => {
  it("opens every page and lets it work, without a violation of its policy", async ({skip}) => {
    if (!nginx) return skip();
    for (const name of await pages()) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const violations: string[] = [];
      await page.exposeFunction("churnbookViolation", (text: string) => violations.push(text));
      await page.addInitScript(
        `document.addEventListener("securitypolicyviolation", (event) => churnbookViolation(event.violatedDirective + " ` +
          `" + event.blockedURI + " " + event.sourceFile + ":" + event.lineNumber));`
      );
      page.on("pageerror", (error) => violations.push(error.message));
      const response = await page.goto(`${nginx.address}/${name === "index.html" ? "" : name.replace(".html", "")}`);
      const policy = response!.headers()["content-security-policy"];
      expect(policy, name).toMatch(/^default-src 'none'; .*script-src 'self' 'sha256-.*frame-ancestors 'self'$/);
      expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
      await page.waitForSelector("html[data-ready=true]", {state: "attached", timeout: 60_000});
      for (const range of await page.locator("input[type=range]:visible").all()) await range.press("ArrowRight");
      for (const select of await page.locator("select:visible").all()) await select.press("ArrowDown");
      await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => details.setAttribute("open", "")));
      const load = page.getByRole("button", {name: /^Load the database/});
      if (await load.isVisible()) {
        await load.click(); // WebAssembly in a worker
        await page.getByText(/^Done: /).waitFor({timeout: 60_000});
      }
      await page.waitForTimeout(200);
      expect(violations, name).toEqual([]);
      await context.close();
    }
  });

  it("carries the same policy in each page, for hosts that send no headers", async () => {
    for (const name of await pages()) {
      const html = await readFile(join(site, name), "utf8");
      expect(html.match(/<meta http-equiv="Content-Security-Policy"/g), name).toHaveLength(1);
      expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<script"));
    }
  });

  it("keeps hashed files for ever, asks for all others anew, compresses text, and knows types", async ({skip}) => {
    if (!nginx) return skip();
    const get = (path: string) => fetch(`${nginx!.address}${path}`, {headers: {"Accept-Encoding": "gzip"}});
    const [script] = /_import\/[^"']+predictPage[^"']+\.js/.exec(await readFile(join(site, "predict.html"), "utf8"))!; // large enough to be worth compressing
    const hashed = await get(`/${script}`);
    expect(hashed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(hashed.headers.get("content-encoding")).toBe("gzip");
    const model = await get("/api/champion.json");
    expect(model.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
    expect(model.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(model.headers.get("access-control-allow-origin")).toBe("*");
    expect(model.headers.get("content-encoding")).toBe("gzip");
    expect((await get("/api/predict.d.ts")).headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const absent = await get("/nowhere");
    expect([absent.status, absent.headers.get("cache-control")]).toEqual([404, null]);
    expect(await absent.text()).toContain("<h1");
    for (const path of ["/fonts/", "/_headers"]) expect((await get(path)).status, path).toBe(404);
    expect((await get("/about/")).url).toBe(`${nginx.address}/about`);
  });

  it("serves pages below a path as well, each with its policy", async ({skip}) => {
    const below = await startNginx(site, "/a/book/");
    if (!below) return skip();
    try {
      for (const [path, status] of [
        ["/a/book/", 200],
        ["/a/book", 200],
        ["/a/book/models", 200],
        ["/a/book/models/", 200],
        ["/a/book/api/champion.json", 200],
        ["/a/book/nowhere", 404]
      ] as const) {
        const response = await fetch(below.address + path);
        expect([path, response.status]).toEqual([path, status]);
        if (response.headers.get("content-type")?.startsWith("text/html") && status === 200)
          expect(response.headers.get("content-security-policy"), path).toContain("script-src 'self' 'sha256-");
      }
      const page = await browser.newPage();
      await page.goto(`${below.address}/a/book/predict`);
      await page.waitForSelector("[data-testid=probability][data-value]", {timeout: 60_000});
      await page.close();
    } finally {
      await below.close();
    }
  });

  it("answers a page of another site that imports the predictor", async ({skip}) => {
    if (!nginx) return skip();
    const other = createServer((_request, response) => response.setHeader("Content-Type", "text/html").end("<p>another site</p>"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    const probability = await page.evaluate(async (address) => {
      const load = new Function("url", "return import(url)") as (
        url: string
      ) => Promise<{loadChampion(): Promise<{inputs: {name: string; levels?: string[]}[]; predict(row: object): {probability: number}}>}>;
      const {inputs, predict} = await (await load(`${address}/api/predict.js`)).loadChampion();
      return predict(Object.fromEntries(inputs.map(({name, levels}) => [name, levels?.[0] ?? null]))).probability;
    }, nginx.address);
    expect(probability).toBeGreaterThan(0);
    expect(probability).toBeLessThan(1);
    await page.close();
    other.closeAllConnections();
    other.close();
  });
});
