import type {PredictForm} from "../../lib/book/predict.js";
import type {Listed} from "../../lib/named.js";
import {existsSync} from "node:fs";
import {readdir, readFile, stat, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {check, someOf} from "../../lib/check.js";
import type {DefaultTreeAdapterTypes} from "parse5";
import {createHash} from "node:crypto";
import {parse} from "parse5";
import {textOf} from "./html.js";
import {EARLY_SCRIPT} from "./shell.js";

const WASM_PAGES = new Set(["eda.html"]);

/** Whether a page compiles WebAssembly. @param name its file, such as "eda.html" */
export function needsWasm(name: string): boolean {
  return WASM_PAGES.has(name);
}

/** Mail takes no larger file, nor does Cloudflare Pages; bytes. */
export const LARGEST_FILE = 25 * 2 ** 20;

/** The whole book in one file: it carries a policy of its own, which no host needs to know. */
export const BOOK_FILE = "book.html";

/** Headers that every answer has, whatever the host. */
export const HEADERS: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()"
};

/** Files whose ending says something else to hosts, and what they are: `.d.ts` is no film (MPEG transport stream). */
export const TYPED_ANEW: Readonly<Record<string, string>> = {
  "/api/predict.d.ts": "text/plain; charset=utf-8",
  "/api/churn-predictor.d.ts": "text/plain; charset=utf-8"
};

/** Folders whose files carry a hash of their content in their names. */
export const HASHED_FOLDERS = ["_file", "_import", "_node", "_observablehq"];
/** What other sites' pages may read, whichever they are: the predictor, its modules and the models. */
export const SHARED = ["api", "_import", "_node"];
/** By this header; it is no secret who may show pages: that stands in each of them, and in their policies. */
export const SHARED_WITH_ALL = {"Access-Control-Allow-Origin": "*"};
export const FOR_EVER = "public, max-age=31536000, immutable";
export const ASK_ANEW = "public, max-age=0, must-revalidate";

/**
 * Puts each page's policy into it, and writes `_headers`, which Cloudflare Pages and Netlify read: the same policies as
 * headers, and how long to keep what. GitHub Pages sends no headers of ours, so that pages must carry their policy.
 *
 * @param folder the finished site
 * @throws if a file is too large for a host
 */
export async function prepareHosting(folder: string): Promise<void> {
  const names = (await readdir(folder, {recursive: true})).map((name) => name.replaceAll("\\", "/")).sort();
  const policies: Listed<string> = {};
  const embed = await readEmbed(folder);
  for (const name of names.filter((d) => d.endsWith(".html"))) {
    const html = await readFile(join(folder, name), "utf-8");
    const policy = contentPolicy(html, needsWasm(name));
    await writeFile(join(folder, name), withPolicy(html, policy));
    policies[name] = headerPolicy(policy, embed);
  }
  await writeFile(join(folder, "_headers"), formatHeaders(policies));
  const large: string[] = [];
  for (const name of names) {
    const {size} = await stat(join(folder, name));
    if (size > LARGEST_FILE) large.push(`${name} (${(size / 2 ** 20).toFixed(1)} MiB)`);
  }
  check(large.length === 0, {
    where: "build",
    rule: "no file may be larger than 25 MiB, which is what every host takes",
    got: someOf(large)
  });
}

/**
 * The `_headers` file.
 *
 * @param policies by page file, such as "index.html"
 */
export function formatHeaders(policies: Readonly<Record<string, string>>): string {
  const rules = new Map<string, Record<string, string>>(); // each path once: of two rules for one path Cloudflare reads the last
  const add = (path: string, headers: Record<string, string>): unknown => rules.set(path, {...rules.get(path), ...headers});
  add("/*", HEADERS);
  for (const folder of HASHED_FOLDERS) add(`/${folder}/*`, {"Cache-Control": FOR_EVER});
  add("/api/*", {"Cache-Control": ASK_ANEW});
  for (const folder of SHARED) add(`/${folder}/*`, SHARED_WITH_ALL);
  for (const [path, type] of Object.entries(TYPED_ANEW)) add(path, {"Content-Type": type});
  for (const [file, policy] of Object.entries(policies)) {
    for (const address of addressesOf(file)) add(address, {"Content-Security-Policy": policy, "Cache-Control": ASK_ANEW});
  }
  return `${[...rules].map(([path, headers]) => [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join("\n")).join("\n\n")}\n`;
}

/** The addresses by which hosts serve a page's file. */
export function addressesOf(file: string): string[] {
  const path = `/${file}`;
  if (path.endsWith("/index.html")) return [path.slice(0, -"index.html".length), path];
  return [path.slice(0, -".html".length), path];
}

/** What a page may do, as a Content-Security-Policy says it: by directive. */
export type Policy = Record<string, string[]>;

/**
 * The policy of one page: everything from its own site and nothing from elsewhere; of inline scripts only those that it
 * was built with, by their hashes; no eval. Styles may be inline, because charts set them.
 *
 * @param html the finished page
 * @param needsWasm whether it compiles WebAssembly
 */
export function contentPolicy(html: string, needsWasm: boolean): Policy {
  const wasm = needsWasm ? ["'wasm-unsafe-eval'"] : [];
  return {
    "default-src": ["'none'"],
    "base-uri": [/<base\s/i.test(html) ? "'self'" : "'none'"],
    "form-action": ["'none'"],
    "object-src": ["'none'"],
    "script-src": ["'self'", ...hashScripts(html), ...wasm],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'", ...(needsWasm ? ["blob:"] : [])],
    "worker-src": ["'self'", ...(needsWasm ? ["blob:"] : [])],
    "manifest-src": ["'self'"]
  };
}

/** A policy as a header's value. */
export function formatPolicy(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}

/**
 * As a header a policy may also say who may frame the page, which the page itself cannot.
 *
 * @param embed origins that may, beside the site's own
 */
export function headerPolicy(policy: Policy, embed: readonly string[] = []): string {
  return formatPolicy({...policy, "frame-ancestors": ["'self'", ...embed]});
}

/** The origins whose pages may show a built site's: the definition's `embed`. */
export async function readEmbed(folder: string): Promise<readonly string[]> {
  const path = join(folder, "api/predict.json");
  if (!existsSync(path)) return []; // not every folder of pages is a book's
  return (JSON.parse(await readFile(path, "utf-8")) as Pick<PredictForm, "embed">).embed;
}

/** The page with its policy in it, before anything that the policy rules; a policy that was there is replaced. */
export function withPolicy(html: string, policy: Policy): string {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${formatPolicy(policy)}">`;
  const bare = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\n?/, "");
  return bare.replace(/(<meta charset="?utf-8"?\s*\/?>)/i, `$1\n${meta}`);
}

/**
 * Hashes of a page's own inline scripts, as script-src names them: those in its head, which {@link isOwnScript} knows. What a
 * definition or a table might bring along stands in attributes and in the body, and never counts, whatever it looks like.
 */
export function hashScripts(html: string): string[] {
  const root = parse(html).childNodes.find((node) => node.nodeName === "html");
  const head = childrenOf(root).find((node) => node.nodeName === "head");
  const codes = childrenOf(head).flatMap((node) => {
    if (node.nodeName !== "script" || !("attrs" in node) || node.attrs.some(({name}) => name === "src")) return [];
    const code = textOf(node);
    return isOwnScript(code) ? [code] : [];
  });
  return [...new Set(codes.map(hashOfScript))];
}

/** An inline script as script-src names it. */
export function hashOfScript(code: string): string {
  return `'sha256-${createHash("sha256").update(code).digest("base64")}'`;
}

/** The script before the first paint, and Framework's module of a page, which begins with its imports (on 404 with the way to an address without a slash). */
function isOwnScript(code: string): boolean {
  return code === EARLY_SCRIPT || /^\s*(import |if \(location\.pathname\.endsWith\("\/"\)\) \{)/.test(code);
}

function childrenOf(node: DefaultTreeAdapterTypes.Node | undefined): DefaultTreeAdapterTypes.ChildNode[] {
  return node && "childNodes" in node ? node.childNodes : [];
}
