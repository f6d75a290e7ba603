import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {ScoreGroup, ScoreGroupsFile} from "../../lib/book/scores.js";
import type {GlossaryEntry} from "./glossary.js";
import type {PageGroup, SitePage} from "./pages.js";
import type {Facts} from "../../lib/book/common.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {join} from "node:path";
import {openBookSync} from "../flow/book.js";
import {readSettings} from "../settings.js";
import {readGlossary} from "./glossary.js";
import {escapeHtml} from "./html.js";
import {pageGroups, sitePages} from "./pages.js";
import {formatCount} from "../../lib/format.js";
import {peopleOf} from "../../lib/dataset/people.js";
import {moneySignOf} from "../../lib/dataset/moneySign.js";
import {packGroups, placeLine, sayLine} from "../../lib/decide/bookLine.js";
import {USUAL_ASSUMPTIONS} from "../../lib/decide/money.js";
import {rankGroups} from "../../lib/decide/ranking.js";

/** What Framework tells the functions that draw a page's frame. */
export interface PageFrame {
  /** the page's path, such as `/predict` or `/index` */
  path: string;
}

/** Framework's `head`, with the artefacts of the last good run. */
export function head({path}: PageFrame): string {
  return frameHead(readOptions(), path);
}

/** Framework's `header`. */
export function header({path}: PageFrame): string {
  return frameHeader(readOptions(), path);
}

/** Framework's `footer`. */
export function footer(): string {
  return frameFooter(readOptions());
}

/** At once and whole: Framework asks for frames synchronously, and again when a new run is done. */
function readOptions(): FrameOptions {
  const {home, root} = readSettings();
  const book = openBookSync(home);
  const {champion, finalists} = book.readJson<ModelsBook>("models.json");
  const crowned = finalists.find(({name}) => name === champion);
  return {
    dataset: book.readJson<DatasetBook>("dataset.json"),
    bookHash: book.hash,
    champion: crowned?.title ?? champion,
    championHash: crowned?.model.sha256 ?? "",
    groups: openGroups(book.readJson<ScoreGroupsFile>("score-groups.json")).models.find(({name}) => name === champion)?.outOfFold ?? [],
    pages: sitePages(join(root, "src")),
    glossary: readGlossary(join(root, "src/about.md"), book.readJson<Facts>("facts.json"))
  };
}

/** What the frame of every page says about this build. */
export interface FrameOptions {
  dataset: DatasetBook;
  /** hash over all artefacts */
  bookHash: string;
  /** the Champion's title */
  champion: string;
  /** SHA-256 of the Champion's JSON */
  championHash: string;
  /** the Champion's, of users that it had not learned from; none where these are too few */
  groups: readonly ScoreGroup[];
  pages: readonly SitePage[];
  glossary: readonly GlossaryEntry[];
}

/** Served under these names and loaded before the first paint; Framework copies them as `dynamicPaths`. */
export const fontPaths = ["/fonts/newsreader-display.woff2", "/fonts/newsreader.woff2", "/fonts/inter.woff2"];
const TEXT_FACE = "/fonts/newsreader.woff2";
/** Pages of controls, set in the other face, which have a weight to keep to. */
const WITHOUT_TEXT_FACE: ReadonlySet<string> = new Set(["/predict"]);

const mark = `<svg viewBox="0 0 24 24" aria-hidden="true"><g fill="currentColor">${[
  [5, 5],
  [12, 5],
  [19, 5],
  [5, 12],
  [12, 12],
  [5, 19],
  [12, 19],
  [19, 19]
]
  .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="2.6"/>`)
  .join("")}</g><circle cx="19" cy="12" r="2.6" fill="#d9480f"/></svg>`;

const favicon = `data:image/svg+xml,${encodeURIComponent(
  mark.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ').replace("currentColor", "#8b8172")
)}`;

// Before the first paint: the reader's choice of light, the language, which Framework leaves out, what modules cannot say where
// browsers refuse to load them, and that a page in a frame stays hidden until it is known who shows it (src/components/shell/frame).
export const EARLY_SCRIPT = `(function (root) {
  root.lang = "en";
  try { var theme = localStorage.getItem("churnbook-theme"); if (theme === "light" || theme === "dark") root.dataset.theme = theme; } catch (e) {}
  if (location.protocol === "file:" && root.dataset.singleFile === undefined) {
    root.dataset.disk = "";
    document.addEventListener("DOMContentLoaded", function () { document.getElementById("from-disk").hidden = false; });
  }
  if (root.dataset.singleFile === undefined && (self !== top || /[?&]embed=/.test(location.search))) root.dataset.framed = "";
})(document.documentElement);`;

/** What stands in the head of the page at `path` ("/eda", "/index"). */
export function frameHead(options: FrameOptions, path: string): string {
  const {definition} = options.dataset;
  const {singular: one, plural: people} = peopleOf(definition);
  const says = {name: definition.name, one, many: definition.unit.plural, people, money: moneySignOf(definition)};
  const up = "../".repeat(path.split("/").length - 2) || "./";
  // `external` keeps Framework from copying the fonts a second time under another name
  const preloads = fontPaths
    .filter((font) => font !== TEXT_FACE || !WITHOUT_TEXT_FACE.has(path))
    .map((font) => `<link rel="preload external" as="font" type="font/woff2" href="${up}${font.slice(1)}" crossorigin>`);
  return [
    `<script>${EARLY_SCRIPT}</script>`,
    '<meta name="color-scheme" content="light dark">',
    `<meta name="book" ${Object.entries(says)
      .map(([key, text]) => `data-${key}="${escapeHtml(text)}"`)
      .join(" ")}>`,
    lineMeta(options),
    ...embedMeta(options.dataset.definition.embed),
    `<meta name="provenance" content="${escapeHtml(provenance(options))}">`,
    `<link rel="icon external" href="${favicon}">`,
    ...preloads,
    ...answerPreloads(options.dataset, path),
    '<link rel="stylesheet" href="/fonts/faces.css">',
    '<script type="module" src="/components/shell/shell.js"></script>'
  ].join("\n");
}

/** What /predict answers from is asked for beside its modules, which would ask for one after another once they have come themselves. */
function answerPreloads({rowsPublished}: DatasetBook, path: string): string[] {
  if (path !== "/predict") return [];
  const files = ["/api/champion.json", "/data/book/predict.json", ...(rowsPublished ? ["/data/book/users.json"] : [])];
  return files.map((file) => `<link rel="preload" as="fetch" type="application/json" href="${file}" crossorigin>`);
}

/** By what the book's contact line is recommended (src/components/shared/contactLine). */
function lineMeta({groups, championHash, dataset: {baseRate}}: FrameOptions): string {
  const packed = JSON.stringify(packGroups(groups));
  return `<meta name="contact-line" data-groups="${packed}" data-model="${championHash.slice(0, 8)}" data-rate="${baseRate}">`;
}

/** Whose pages may show this one, beside the site's own. */
export function embedMeta(origins: readonly string[] = []): string[] {
  return origins.length === 0 ? [] : [`<meta name="embed" content="${escapeHtml(origins.join(" "))}">`];
}

/** Shown by {@link EARLY_SCRIPT} to those who opened the file itself. */
const FROM_DISK = `<div class="from-disk" id="from-disk" role="alert" hidden>
<p><strong>This page was opened from disk, so only its words are here.</strong> Browsers refuse to load a page’s modules from
disk: no chart is drawn and nothing is scored. <a href="./book.html" rel="external">book.html</a> beside it has the whole book, and
opens from disk. Or take any web server. In the folder that holds this file, run
<code>python3 -m http.server</code> and open <code>http://localhost:8000</code>; or run <code>npx churnbook serve .</code>
there.</p>
</div>`;

/** Skip link, sample notice, name and navigation: links that need no script. */
export function frameHeader({dataset, pages, groups}: FrameOptions, path: string): string {
  return `<a class="skip-link" rel="external" href="#observablehq-main">Skip to the content</a>
${FROM_DISK}
${sampleNotice(dataset)}
<p class="overdue-notice" data-testid="overdue-notice" data-overdue hidden><strong>This book is overdue:</strong></p>
<div class="masthead">
<a class="wordmark" href="/">${mark}<span>Churnbook</span></a>
<nav class="nav-wide" aria-label="Pages">${wideNav(pages, path)}</nav>
<button type="button" class="theme-toggle" data-theme-toggle aria-pressed="false" aria-label="Dark mode" title="Light or dark" hidden>
<svg viewBox="0 0 18 18" aria-hidden="true"><circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="2"/>
<path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor"/></svg></button>
<details class="menu"><summary>Menu</summary><nav aria-label="Pages">${narrowNav(pages, path)}</nav></details>
<details class="line-chip"><summary>Line: <span data-testid="contact-line">${sayRecommended(groups)}</span></summary>
<div class="line-panel"><label data-line-move hidden>Contact fewer, or more<input type="range" step="1"></label>
<button type="button" class="quiet" data-line-back hidden>Back to the recommended line</button>
<p data-line-rate hidden></p><button type="button" class="quiet" data-rate-back hidden>Back to the churn rate of the data</button>
<a href="/decide">What a line costs and brings</a></div></details>
</div>`;
}

/** The line that every page begins with. */
function sayRecommended(groups: readonly ScoreGroup[]): string {
  return sayLine(placeLine(groups.length === 0 ? null : rankGroups(groups), {threshold: 0, depth: null, assumptions: USUAL_ASSUMPTIONS}));
}

/** Cautions, and which data and model this is. */
export function frameFooter({dataset, bookHash, champion, glossary}: FrameOptions): string {
  const {definition, source, counts} = dataset;
  const cautions = definition.cautions.map((caution) => `<li>${escapeHtml(caution)}</li>`).join("");
  return `<div class="colophon">
<section><h2>Keep in mind</h2><ul>${cautions}</ul></section>
<section><h2>This book</h2>
<p>${escapeHtml(definition.title)}: ${formatCount(counts.rows)} ${escapeHtml(definition.unit.plural)} from ${
    source.kind === "sample" ? "the synthetic sample" : escapeHtml(source.name)
  }. Champion: ${escapeHtml(champion)}.</p>
<p>Book <code>${escapeHtml(bookHash.slice(0, 12))}</code>, data <code>${escapeHtml(source.hash)}</code>.
The same data and seed give the same hashes.</p>
<p data-testid="build-dates"><a href="./api/build.json" rel="external" data-build-dates>As of when the data is, and when it was built</a></p></section>
<section><h2>How it works</h2>
<p>Only files: no server scores anything, and nothing you enter leaves this page.</p>
<p><a href="/about" data-glossary>About and glossary</a></p></section>
</div>
<template id="glossary"><dl>${glossary.map(({words, sentence}) => `<dt>${words}</dt><dd>${sentence}</dd>`).join("")}</dl></template>`;
}

/** On wide screens: a button for each group, which names the page of it that is shown. */
function wideNav(pages: readonly SitePage[], path: string): string {
  return groupPages(pages)
    .map(({group, members}) => {
      const here = members.find((page) => isHere(page, path));
      const said = here === undefined || here.title === group ? "" : ` <span class="nav-here">${escapeHtml(here.title)}</span>`;
      return `<details class="nav-group nav-part" name="pages"><summary>${group}${said}</summary>${pageList(members, path, group)}</details>`;
    })
    .join("");
}

/** On narrow screens: all pages behind one button. */
function narrowNav(pages: readonly SitePage[], path: string): string {
  return groupPages(pages)
    .map(
      ({group, members}) =>
        `<div class="nav-part"><p class="nav-title" aria-hidden="true">${group}</p>${pageList(members, path, group)}</div>`
    )
    .join("");
}

function groupPages(pages: readonly SitePage[]): {group: PageGroup; members: SitePage[]}[] {
  return pageGroups
    .map((group) => ({group, members: pages.filter((page) => page.group === group)}))
    .filter(({members}) => members.length > 0);
}

function pageList(pages: readonly SitePage[], path: string, group: PageGroup): string {
  const items = pages.map((page) => {
    const current = isHere(page, path) ? ' aria-current="page"' : "";
    return `<li><a href="${page.path}"${current}>${escapeHtml(page.title)}<small>${escapeHtml(page.question)}</small></a></li>`;
  });
  return `<ul aria-label="${group}">${items.join("")}</ul>`;
}

function isHere(page: SitePage, path: string): boolean {
  return page.path === path.replace(/\/index$/, "/");
}

/** What every page says while nobody has given a file. */
function sampleNotice({source, counts, definition}: DatasetBook): string {
  if (source.kind !== "sample") return "";
  return `<p class="sample-notice" data-testid="sample-notice"><strong>Synthetic sample.</strong> These ${formatCount(counts.rows)} ${escapeHtml(
    definition.unit.plural
  )} were drawn by a seeded generator from aggregate statistics of a real table. None of them exists.</p>`;
}

/** Which data, which run and which model: what leaves the page says so. */
function provenance({dataset: {definition, source}, bookHash, champion, championHash}: FrameOptions): string {
  return (
    `Churnbook: ${definition.title}${source.kind === "sample" ? ", synthetic sample" : ""}. Book ` +
    `${bookHash.slice(0, 12)}, Champion ${champion} ${championHash.slice(0, 8)}`
  );
}
