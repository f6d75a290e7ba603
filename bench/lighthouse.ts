import {execFile} from "node:child_process";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {promisify} from "node:util";
import {serveSite} from "../data-loaders/site/serve.js";
import {findBrowser} from "../test/support/findBrowser.js";
import {pagePaths} from "../test/support/pages.js";

/**
 * `npx tsx bench/lighthouse.ts [folder]`: Lighthouse's four scores for every page of a built site (default: dist), as a
 * desktop sees it. Bars: performance at least 95, the others 100; a miss names the audits that failed.
 * Lighthouse is fetched by npx for the occasion: it is large, and nothing else needs it.
 */
const LIGHTHOUSE = "lighthouse@12.8.2";
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const flags = "--headless=new --no-sandbox --disable-background-networking --disable-component-update --disable-sync";

interface Report {
  categories: Record<string, {score: number | null; auditRefs: {id: string; weight: number}[]}>;
  audits: Record<string, {score: number | null}>;
}

const {server, url} = await serveSite({folder: resolve(process.argv[2] ?? "dist"), host: "127.0.0.1", port: 0});
const scratch = await mkdtemp(join(tmpdir(), "churnbook-lighthouse-"));
try {
  process.stdout.write(`| page | ${CATEGORIES.join(" | ")} | failed audits |\n|---|${"---|".repeat(CATEGORIES.length + 1)}\n`);
  for (const path of pagePaths) {
    const {scores, failed} = judge(await measure(url + path));
    process.stdout.write(`| ${path} | ${scores.join(" | ")} | ${failed.join(", ") || "none"} |\n`);
    if (scores.some((score, i) => score < (CATEGORIES[i] === "performance" ? 95 : 100))) process.exitCode = 1;
  }
} finally {
  server.closeAllConnections();
  server.close();
  await rm(scratch, {recursive: true, force: true});
}

async function measure(address: string): Promise<Report> {
  const output = join(scratch, "report.json");
  const options = [
    "--preset=desktop",
    "--quiet",
    "--output=json",
    `--output-path=${output}`,
    `--only-categories=${CATEGORIES.join()}`,
    `--chrome-flags=${flags}`
  ];
  await promisify(execFile)("npx", ["--yes", LIGHTHOUSE, address, ...options], {
    cwd: scratch,
    env: {...process.env, CHROME_PATH: findBrowser("whole")}
  });
  return JSON.parse(await readFile(output, "utf8")) as Report;
}

/** Scores of 100 in the order of CATEGORIES, and the weighted audits outside performance that are not perfect. */
function judge({categories, audits}: Report): {scores: number[]; failed: string[]} {
  const weighted = CATEGORIES.slice(1).flatMap((name) => categories[name].auditRefs.filter((d) => d.weight > 0).map((d) => d.id));
  const failed = weighted.filter((id) => (audits[id].score ?? 1) < 1);
  return {scores: CATEGORIES.map((name) => Math.round((categories[name].score ?? 0) * 100)), failed};
}
