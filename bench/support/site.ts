import type {Browser} from "playwright";
import type {Line} from "./report.js";
import {resolve} from "node:path";
import {chromium} from "playwright";
import {serveSite} from "../../data-loaders/site/serve.js";
import {findBrowser} from "../../test/support/findBrowser.js";
import {renderTable} from "./report.js";
import {BROWSER_FLAGS} from "./transfer.js";

export interface OpenedSite {
  /** the built site's folder: the first argument, or dist */
  folder: string;
  /** where it is served on this machine */
  url: string;
  /** Chromium without a screen */
  browser: Browser;
  /** measures, prints a table, fails the process where a bar is missed, and closes everything */
  report: (measure: () => Promise<Line[]>) => Promise<void>;
}

/** Serves a built site and opens a browser, for measurements of pages. */
export async function openSite(): Promise<OpenedSite> {
  const folder = resolve(process.argv[2] ?? "dist");
  const {server, url} = await serveSite({folder, host: "127.0.0.1", port: 0});
  const browser = await chromium.launch({executablePath: findBrowser("whole"), args: BROWSER_FLAGS});
  return {
    folder,
    url,
    browser,
    async report(measure) {
      try {
        const lines = await measure();
        process.stdout.write(`${renderTable(lines)}\n`);
        if (lines.some((d) => d.bar && !d.bar.holds(d.value))) process.exitCode = 1;
      } finally {
        await browser.close();
        server.closeAllConnections();
        server.close();
      }
    }
  };
}
