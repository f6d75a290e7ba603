import {resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {check} from "../lib/check.js";

/** What a person may set from outside, by environment variables. All paths are absolute. */
export interface Settings {
  /** the folder of the code: the repository, or what is compiled of it in the package */
  root: string;
  /** CHURN_DATA: a table, or a glob of tables; null: the synthetic sample */
  data: string | null;
  /** CHURN_DATASET: the dataset definition */
  dataset: string;
  /** CHURN_OUTPUT: where the site goes */
  output: string;
  /** CHURN_HOME: where the flow keeps its store, its records and the last good artefacts */
  home: string;
  /** CHURN_BASE: the path at which readers find the site, such as "/churnbook/" */
  base: string;
  /** CHURN_SITE_URL: the address of the report with a slash at its end, for links that are forwarded; absent: not known */
  siteUrl?: string;
  /** CHURN_HISTORY: the address or the folder of the site whose history a build goes on with, beside its own output's; absent: none */
  history?: string;
  host: string;
  /** PORT; 0: any that is free */
  port: number;
  /** CHURN_WORKERS: threads for trials; null: one per core */
  workers: number | null;
  /** CHURN_NESTED: 1 repeats the whole search within folds, 0 does not; absent: as the definition says */
  nested?: boolean;
}

/** @throws ChurnbookError if a number is not one */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const root = resolve(fileURLToPath(import.meta.url), "../..");
  const siteUrl = env.CHURN_SITE_URL ? readSiteUrl(env.CHURN_SITE_URL) : undefined;
  return {
    root,
    data: env.CHURN_DATA ? resolve(env.CHURN_DATA) : null,
    dataset: resolve(env.CHURN_DATASET || resolve(root, "data/waze.dataset.json")),
    output: resolve(env.CHURN_OUTPUT || "dist"),
    home: resolve(env.CHURN_HOME || ".churnbook"),
    base: readBase(env.CHURN_BASE || (siteUrl ? new URL(siteUrl).pathname : "/")),
    siteUrl,
    history: env.CHURN_HISTORY ? readHistory(env.CHURN_HISTORY) : undefined,
    host: env.HOST || "127.0.0.1",
    port: readPort(env.PORT, 3000),
    workers: env.CHURN_WORKERS ? readWhole("CHURN_WORKERS", env.CHURN_WORKERS, {fallback: 1, max: 256}) : null,
    nested: env.CHURN_NESTED ? readFlag("CHURN_NESTED", env.CHURN_NESTED) : undefined
  };
}

function readBase(text: string): string {
  check(/^\/[\w.~%/-]*$/.test(text), {
    where: "CHURN_BASE",
    rule: "it must be a path that begins with a slash",
    got: text,
    remedy: "For example /churnbook/."
  });
  return text.endsWith("/") ? text : `${text}/`;
}

/** The address of the report, with a slash at its end. @param where the setting, for errors @throws ChurnbookError if it is none */
export function readSiteUrl(text: string, where = "CHURN_SITE_URL"): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  check(url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && url.search === "" && url.hash === "", {
    where,
    rule: "it must be the report's address, without a login, a query or a hash",
    got: url ? `${url.protocol}//${url.host}${url.pathname} and more` : text.replace(/\/\/.*@/, "//"),
    remedy: "For example https://your.site/churnbook/."
  });
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}

/** An address stays one, with its login, which errors do not show; all else is a folder. */
function readHistory(text: string): string {
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return resolve(text);
  check(/^https?:/i.test(text) && URL.canParse(text), {
    where: "CHURN_HISTORY",
    rule: "it must be the address of a site, or a site's folder",
    got: text.replace(/\/\/.*@/, "//").replace(/\?.*/, ""),
    remedy: "For example https://your.site/churnbook/."
  });
  return text;
}

function readFlag(name: string, text: string): boolean {
  check(text === "0" || text === "1", {where: name, rule: "it must be 1 or 0", got: text});
  return text === "1";
}

/** A port as PORT gives it; nothing, or an empty text, is the fallback, and 0 any port that is free. */
export function readPort(text: string | undefined, fallback: number): number {
  const port = Number(text || fallback);
  check(/^\d*$/.test(text ?? "") && port <= 65535, {where: "PORT", rule: "it must be a whole number from 0 to 65535", got: text});
  return port;
}

function readWhole(name: string, text: string | undefined, {fallback, max}: {fallback: number; max: number}): number {
  if (!text) return fallback;
  const value = Number(text);
  check(Number.isInteger(value) && value >= 1 && value <= max, {
    where: name,
    rule: `it must be a whole number from 1 to ${max}`,
    got: text
  });
  return value;
}
