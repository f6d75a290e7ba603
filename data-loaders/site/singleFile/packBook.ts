import type {Element} from "../html.js";
import type {Reach} from "./relink.js";
import type {SitePageParts} from "./readSitePage.js";
import {readdir, readFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {build} from "esbuild";
import {gzipSync} from "fflate";
import {parseFragment, serialize, serializeOuter} from "parse5";
import {check, someOf} from "../../../lib/check.js";
import {formatBytes} from "../../../lib/format.js";
import {sha256} from "../../flow/hash.js";
import {fetchRecord, openHistory, readIndex} from "../../history/openHistory.js";
import {formatPolicy, hashOfScript, LARGEST_FILE} from "../hosting.js";
import {attributeOf, elementsOf, escapeHtml, removeElements} from "../html.js";
import {EARLY_SCRIPT} from "../shell.js";
import {bundleBoot, bundlePages} from "./bundleBook.js";
import {readSitePage} from "./readSitePage.js";
import {pageOf, relink} from "./relink.js";

export interface PackOptions {
  /** the project's folder */
  root: string;
  /** the address of the site, with a slash at its end, for what is left out; null: not known */
  from: string | null;
  /** names of the pages to take; absent: all of them */
  pages?: readonly string[];
}

/** A part of the file that weighs something, and its size in bytes. */
export type Part = [name: string, bytes: number];

export interface PackedBook {
  html: string;
  /** bytes */
  size: number;
  parts: Part[];
}

/** How a file begins that this made, so that no other is ever written over. */
export const BOOK_BEGINS = '<!DOCTYPE html>\n<html lang="en" data-single-file>\n';

/**
 * The whole book as one HTML file, which opens from disk without a network. It is made of the site's files alone: the same site
 * gives the same bytes. Left out are the database of SQL and the models for other engines.
 *
 * @param site the folder of a built site
 * @throws ChurnbookError if a page is not in the site
 */
export async function packBook(site: string, {root, from, pages}: PackOptions): Promise<PackedBook> {
  const report = await readSitePage(site, "index.html");
  const names = choosePages(report, pages);
  const opened = new Map<string, SitePageParts>();
  for (const name of names) opened.set(name, name === "report" ? report : await readSitePage(site, `${name}.html`));
  const files = await readFiles(site, [...opened.values()]);
  const reach: Reach = {pages: names, files: new Set(files.flatMap((d) => d.paths)), from};
  const codes = new Map([...opened].map(([name, {frameCode, code}]) => [name, frameCode + code]));
  const style = await bundleStyles(site, [...new Set([...opened.values()].flatMap((d) => d.styles))]);
  const boot = await bundleBoot(root);
  const code = await bundlePages(codes.set("absent", report.frameCode), {root, site});
  const bodies = [...opened].map(([name, {main, title}]) => ({name, title, html: bodyOf(main, name, reach)}));
  const html = [
    BOOK_BEGINS + headOf(report, {title: bodies[0].title, style, scripts: [EARLY_SCRIPT, boot, code]}),
    "<body>",
    frameOf(report, bodies[0].html, reach),
    ...bodies.slice(1).map((d) => `<template data-page="${d.name}">${d.html}</template>`),
    `<template data-page="absent">${absentPage(from)}</template>`,
    `<script type="application/json" id="book-facts">${factsOf(bodies, from)}</script>`,
    `<script>${boot}</script>`,
    ...files.map(({paths, packed}) => `<script type="application/gzip" data-files="${paths.join(" ")}">${packed}</script>`),
    `<script>${code}</script>`,
    "</body>\n</html>\n"
  ].join("\n");
  const parts: Part[] = [
    ["code", code.length],
    ["styles and fonts", style.length],
    ...bodies.map((d): Part => [`page ${d.name}`, d.html.length]),
    ...files.map(({paths, packed}): Part => [paths[0], packed.length])
  ];
  return {html, size: Buffer.byteLength(html), parts};
}

/** Whether the file is larger than mail and hosts take. */
export function isTooLarge({size}: PackedBook): boolean {
  return size > LARGEST_FILE;
}

/** @throws ChurnbookError if it is, naming its largest parts */
export function checkSize(book: PackedBook): void {
  const largest = [...book.parts].sort(([, a], [, b]) => b - a).slice(0, 5);
  check(!isTooLarge(book), {
    where: "pack",
    rule: "a book in one file may have 25 MiB",
    got: `${formatBytes(book.size)}, of which ${largest.map(([name, bytes]) => `${name} ${formatBytes(bytes)}`).join(", ")}`,
    remedy: "Take fewer pages, such as --pages report,predict,decide."
  });
}

/** In the order of the site's navigation. */
function choosePages({header}: SitePageParts, asked: readonly string[] | undefined): string[] {
  const lists = [...elementsOf(header)].filter((d) => d.tagName === "nav");
  const there = [...new Set(lists.flatMap((list) => [...elementsOf(list)].flatMap((d) => pageLinked(d) ?? [])))];
  const strangers = (asked ?? []).filter((name) => !there.includes(name));
  const remedy = `There are ${there.join(", ")}.`;
  check(strangers.length === 0, {where: "--pages", rule: "it takes names of pages, with commas", got: someOf(strangers), remedy});
  check(asked === undefined || asked.length > 0, {where: "--pages", rule: "a page must be taken", got: "none", remedy});
  return there.filter((name) => asked?.includes(name) ?? true);
}

/** The page of the site that a link without more leads to. */
function pageLinked(link: Element): string | null {
  const [, file] = /^\.\/([\w-]+\.html)$/.exec(attributeOf(link, "href") ?? "") ?? [];
  return file === undefined ? null : pageOf(file);
}

interface PackedFile {
  /** below the site's folder; more than one where they are the same */
  paths: string[];
  /** gzipped, in base64: no host and no browser can take it for HTML */
  packed: string;
}

/** What the pages read, the models at their stable addresses, and the licences, which belong to every copy. */
async function readFiles(site: string, pages: readonly SitePageParts[]): Promise<PackedFile[]> {
  const api = (await readdir(join(site, "api"), {recursive: true})).map((name) => `api/${name.replaceAll("\\", "/")}`);
  const models = [...api.filter((path) => /^api\/(models\/)?[\w-]+\.json$/.test(path)), ...(await findHistory(site))];
  const places = new Map([...pages.flatMap((d) => [...d.files]), ...[...models, "licences.txt"].map((path) => [path, path] as const)]);
  const byHash = new Map<string, PackedFile>();
  for (const [path, place] of [...places].filter(([, d]) => /\.(json|txt)$/.test(d)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const bytes = await readFile(join(site, place));
    const same = byHash.get(sha256(bytes));
    if (same) same.paths.push(path);
    else byHash.set(sha256(bytes), {paths: [path], packed: Buffer.from(gzipSync(bytes, {level: 9, mtime: 0})).toString("base64")});
  }
  return [...byHash.values()];
}

/** Of the history the index and the last two builds, which a page compares, with the users that they scored. */
async function findHistory(site: string): Promise<string[]> {
  const index = await readIndex(openHistory(site, "pack"));
  if (index === null) return [];
  const books = [...index.books.filter((book) => book !== index.current).slice(-1), index.current].filter((book) =>
    index.books.includes(book)
  );
  const path = (name: string): string => `api/history/${name}.json`;
  const records = await Promise.all(books.map((book) => fetchRecord(openHistory(site, "pack"), book)));
  const populations = new Set(records.flatMap(({population}) => population?.hash ?? []));
  return [path("index"), ...books.map(path), ...[...populations].map((hash) => path(`population-${hash}`))];
}

/** All sheets as one, with the fonts in it. */
async function bundleStyles(site: string, styles: readonly string[]): Promise<string> {
  const {outputFiles} = await build({
    absWorkingDir: resolve(site),
    stdin: {contents: styles.map((path) => `@import "./${path}";`).join("\n"), resolveDir: resolve(site), loader: "css"},
    bundle: true,
    write: false,
    minify: true,
    charset: "utf8",
    loader: {".woff2": "dataurl"},
    logLevel: "silent"
  });
  return outputFiles[0].text.trim();
}

interface HeadOptions {
  title: string;
  style: string;
  /** all that run, for the policy */
  scripts: readonly string[];
}

/** The policy lets nothing out and nothing in: what the file needs is in it. */
function headOf({told}: SitePageParts, {title, style, scripts}: HeadOptions): string {
  const policy = formatPolicy({
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "script-src": scripts.map(hashOfScript),
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:", "blob:"],
    "font-src": ["data:"]
  });
  return `<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
${told.map((element) => serializeOuter(element)).join("\n")}
<style>${style}</style>
<script>${EARLY_SCRIPT}</script>
</head>`;
}

/** The frame that all pages share, around the first of them. */
function frameOf({header, footer}: SitePageParts, first: string, reach: Reach): string {
  removeElements(header, (d) => attributeOf(d, "id") === "from-disk" || leadsOut(d, reach));
  removeElements(header, isEmptyPart);
  relink(header, null, reach);
  relink(footer, null, reach);
  return `<div id="observablehq-center">
${serializeOuter(header, {scriptingEnabled: false})}
<main id="observablehq-main" class="observablehq">${first}</main>
<noscript><p>The other pages of this book, and its charts, need JavaScript.</p></noscript>
${serializeOuter(footer, {scriptingEnabled: false})}
</div>`;
}

/** Whether it is a group of the menu none of whose pages is in the file. */
function isEmptyPart(part: Element): boolean {
  const isPart = attributeOf(part, "class")?.split(" ").includes("nav-part") ?? false;
  return isPart && ![...elementsOf(part)].some(({tagName}) => tagName === "li");
}

/** Whether it is an item of a list of pages, for one that is not in the file. */
function leadsOut(item: Element, {pages}: Reach): boolean {
  const [name] = item.tagName === "li" ? [...elementsOf(item)].flatMap((d) => pageLinked(d) ?? []) : [];
  return name !== undefined && !pages.includes(name);
}

function bodyOf(main: Element, name: string, reach: Reach): string {
  const lists = reach.from === null ? [...elementsOf(main)].filter((d) => attributeOf(d, "class") === "next") : [];
  for (const list of lists) removeElements(list, (d) => leadsOut(d, reach));
  relink(main, name, reach);
  const [offer] = [...elementsOf(main)].filter((d) => attributeOf(d, "data-save-book") !== undefined);
  if (offer) offer.childNodes = parseFragment(saved(reach.from)).childNodes;
  return serialize(main, {scriptingEnabled: false});
}

/** In place of the offer to save the book. */
function saved(from: string | null): string {
  const site = from === null ? "" : ` They are on <a href="${escapeHtml(from)}">the site</a>.`;
  return `You are reading this book as one file. The database of SQL and the models for other engines are left out of it.${site}`;
}

/** Where the hash asks for a page that is not in the file. */
function absentPage(from: string | null): string {
  const site = from === null ? "The site that it was saved from may have it." : "<a data-on-site>It may be on the site</a>.";
  return `<p class="kicker">Not here</p>
<h1>This page is not in this file</h1>
<p class="deck">The file was saved with the pages that its head lists. ${site}</p>`;
}

function factsOf(bodies: readonly {name: string; title: string}[], site: string | null): string {
  const pages = Object.fromEntries(bodies.map(({name, title}) => [name, title]));
  return JSON.stringify({site, pages}).replaceAll("<", "\\u003c");
}
