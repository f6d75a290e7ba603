import type {Page} from "playwright";
import {chromium} from "playwright";
import {serveSite} from "../../data-loaders/site/serve.js";
import {findBrowser} from "../../test/support/findBrowser.js";

/** For Chromium without a screen, which asks nobody for anything. */
export const BROWSER_FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** What a page has asked for so far, as it came over the line. */
export interface Transferred {
  bytes: number;
  requests: number;
}

/** Opens a page, and counts from its first request on, later ones too. */
export async function openCounted(page: Page, url: string): Promise<Readonly<Transferred>> {
  const counted: Transferred = {bytes: 0, requests: 0};
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({encodedDataLength}) => {
    counted.bytes += encodedDataLength;
    ++counted.requests;
  });
  await page.goto(url);
  await page.waitForSelector("html[data-ready=true]", {state: "attached"});
  await page.waitForTimeout(1000);
  return counted;
}

/** What a first visit to pages of a built site transfers, by `churnbook serve`. @returns bytes by path */
export async function measureTransfer(folder: string, paths: readonly string[]): Promise<Record<string, number>> {
  const {server, url} = await serveSite({folder, host: "127.0.0.1", port: 0});
  const browser = await chromium.launch({executablePath: findBrowser("whole"), args: BROWSER_FLAGS});
  try {
    const found: Record<string, number> = {};
    for (const path of paths) {
      const context = await browser.newContext({viewport: {width: 1440, height: 900}}); // nothing is cached yet
      found[path] = (await openCounted(await context.newPage(), url + path)).bytes;
      await context.close();
    }
    return found;
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
