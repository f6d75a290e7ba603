import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {chromium, type Browser, type BrowserContextOptions, type Page} from "playwright";
import sirv from "sirv";
import {inject} from "vitest";
import {findBrowser} from "./findBrowser.js";

/** The built site behind a plain static server on the loopback address, and a browser to read it with. */
export interface Reader {
  address: string;
  /** opens a page and waits until all of its cells have settled */
  open(path: string, options?: BrowserContextOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage {
  page: Page;
  /** console errors and uncaught exceptions */
  errors: string[];
  /** addresses asked of any other host */
  foreign: string[];
  /** all addresses asked for */
  requests: string[];
  close(): Promise<void>;
}

const flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** @throws if the site could not be built, or there is no browser */
export async function openReader({prefix = "", folder = builtSample()}: {prefix?: string; folder?: string} = {}): Promise<Reader> {
  const server = await serve(folder, prefix);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`;
  const browser = await chromium.launch({executablePath: findBrowser(), args: flags});
  return {
    address,
    open: (path, options) => openPage(browser, address + path, options),
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    }
  };
}

function builtSample(): string {
  const {folder, error} = inject("site");
  if (error) throw new Error(error);
  return folder;
}

async function serve(folder: string, prefix: string): Promise<Server> {
  const files = sirv(folder, {extensions: ["html"]});
  const server = createServer((request, response) => {
    if (!request.url?.startsWith(prefix)) return void response.writeHead(404).end();
    request.url = request.url.slice(prefix.length) || "/";
    files(request, response, () => void response.writeHead(404).end("not found"));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return server;
}

async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}, ...options});
  const page = await context.newPage();
  const errors: string[] = [];
  const foreign: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("request", (request) => {
    requests.push(request.url());
    if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).host !== new URL(url).host) foreign.push(request.url());
  });
  await page.goto(url, {waitUntil: "load"});
  if (options.javaScriptEnabled !== false) await page.waitForSelector("html[data-ready=true]", {state: "attached", timeout: 60_000});
  return {page, errors, foreign, requests, close: () => context.close()};
}
