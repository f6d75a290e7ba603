import type {FileFacts} from "./fileAddress.js";
import {download} from "../components/ui/download.js";
import {fileAddress} from "./fileAddress.js";
import {formatHash, parseHash} from "./hash.js";

// The first script of a book that is one file: puts the page that the hash asks for into the document, before any of its code
// runs, and tells that code its address. Another page is another document: the same file, loaded again.

const main = document.querySelector("main") as HTMLElement;
const facts = JSON.parse(document.getElementById("book-facts")?.textContent ?? "") as FileFacts;
const [first] = Object.keys(facts.pages);
const opened = parseHash(location.hash, first);
const address = fileAddress(facts, {page: opened.page, first, hasFile: (path) => partOf(path) !== null, readFile});
globalThis.churnbookFile = address;

history.scrollRestoration = "manual"; // the browser knows one place for all pages of the file
mount(opened.page);
showAnchor();
goBackTo((history.state as {y?: number} | null)?.y);
const {file} = opened;
if (file !== null) addEventListener("load", () => void save(file));

function mount(page: string): void {
  const title = new Map(Object.entries(facts.pages)).get(page);
  const isThere = title !== undefined;
  if (isThere) document.title = title;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#observablehq-header nav a")) {
    if (address.read(link)?.page === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const group of document.querySelectorAll("#observablehq-header .nav-group")) nameShown(group);
  if (page === first) return;
  const template = document.querySelector<HTMLTemplateElement>(`template[data-page="${isThere ? page : "absent"}"]`);
  if (template) main.replaceChildren(template.content);
  if (isThere) return;
  document.title = main.querySelector("h1")?.textContent ?? "";
  const onSite = main.querySelector<HTMLAnchorElement>("a[data-on-site]");
  if (onSite) onSite.href = address.to(page, opened.search + opened.anchor);
}

/** The head of a group of the menu names the page of it that is shown. */
function nameShown(group: Element): void {
  const [head, page] = [group.querySelector("summary"), group.querySelector("a[aria-current]")?.firstChild?.textContent];
  head?.querySelector(".nav-here")?.remove();
  if (!head || !page || page === head.textContent?.trim()) return;
  const here = document.createElement("span");
  here.className = "nav-here";
  here.textContent = page;
  head.append(here);
}

/** Where a file of the book stands in the document, gzipped; null: there is none of that name. */
function partOf(path: string): Element | null {
  return document.querySelector(`script[data-files~="${CSS.escape(path)}"]`);
}

function readFile(path: string): ReadableStream | null {
  const part = partOf(path);
  if (part === null) return null;
  const bytes = Uint8Array.from(atob(part.textContent), (letter) => letter.charCodeAt(0));
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
}

async function save(path: string): Promise<void> {
  const response = await address.fetch(path);
  if (response.ok) download(await response.blob(), path.split("/").at(-1) ?? path);
}

/** As browsers do: the Tab key goes on from there, and no ring is drawn. */
function showAnchor(): void {
  const {anchor} = parseHash(location.hash, first);
  const target = anchor === "" ? null : document.getElementById(decoded(anchor.slice(1)));
  target?.scrollIntoView();
  target?.focus({preventScroll: true});
  target?.blur();
}

/** What somebody wrote by hand may be no encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where the reader was on the page before, once it is as high again. */
function goBackTo(y: number | undefined): void {
  if (y === undefined) return;
  const ready = new MutationObserver(() => {
    ready.disconnect();
    scrollTo(0, y);
  });
  ready.observe(document.documentElement, {attributeFilter: ["data-ready"]});
}

/** Beside the page in the history; not when that is the next page already. */
function keepPlace(): void {
  if (parseHash(location.hash, first).page === opened.page) history.replaceState({...(history.state as object | null), y: scrollY}, "");
}

addEventListener("scrollend", keepPlace);

addEventListener("hashchange", () => {
  const {page, file} = parseHash(location.hash, first);
  if (page !== opened.page || file !== opened.file) location.reload();
  else showAnchor();
});

/**
 * Heard after everybody else. A file is saved; a place of this page is gone to, with the choices kept; this page with other
 * choices opens anew, as it does on a host. Links to other pages are the browser's.
 */
addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href^='#']") : null;
  if (!link || event.defaultPrevented) return;
  const href = link.getAttribute("href") ?? "";
  const asked = parseHash(href, href.startsWith("#/") ? first : opened.page); // components write places of their page without its name
  if (asked.file !== null) {
    event.preventDefault();
    void save(asked.file);
    return;
  }
  if (asked.page !== opened.page || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const isPlace = asked.anchor !== "" && asked.search === "";
  const hash = formatHash(isPlace ? {...asked, search: address.search} : asked);
  if (hash === location.hash) return showAnchor();
  const isOther = !isPlace && asked.search !== address.search;
  location.hash = hash;
  if (isOther) location.reload();
});
