import type {Element} from "../html.js";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {parse} from "parse5";
import {check} from "../../../lib/check.js";
import {attributeOf, elementsOf, textOf} from "../html.js";

/** A page of the built site, taken apart. */
export interface SitePageParts {
  title: string;
  header: Element;
  main: Element;
  footer: Element;
  /** what the head says of the page and its book, which code reads too, and its icon */
  told: Element[];
  /** stylesheets in their order, as paths below the site's folder */
  styles: string[];
  /** a module: what every page loads */
  frameCode: string;
  /** a module: the page's own */
  code: string;
  /** the files that its cells read, as paths below the site's folder, by the name that the cells use */
  files: Map<string, string>;
}

/** @param file such as "predict.html" @throws ChurnbookError if it is no page of this version */
export async function readSitePage(site: string, file: string): Promise<SitePageParts> {
  const html = await readFile(join(site, file), "utf-8");
  const elements = [...elementsOf(parse(html, {scriptingEnabled: false}))]; // so that what <noscript> holds is read too
  const find = (tag: string, name?: string, value?: string): Element => {
    const found = elements.find((d) => d.tagName === tag && (name === undefined || attributeOf(d, name) === value));
    const got = `no <${tag}${name ? ` ${name}="${value}"` : ""}>`;
    check(found, {where: file, rule: "it must be a page that this version built", got, remedy: "Build the site again."});
    return found;
  };
  const inHead = [...elementsOf(find("head"))];
  const scripts = inHead.filter((d) => d.tagName === "script" && attributeOf(d, "type") === "module");
  const frame = scripts.flatMap((d) => attributeOf(d, "src") ?? []).map((path) => `import ${JSON.stringify(path)};\n`);
  const code = scripts.map(textOf).join("\n");
  return {
    title: textOf(find("title")),
    header: find("header", "id", "observablehq-header"),
    main: find("main", "id", "observablehq-main"),
    footer: find("footer", "id", "observablehq-footer"),
    told: inHead.filter((d) => (d.tagName === "meta" && isTold(attributeOf(d, "name"))) || /\bicon\b/.test(attributeOf(d, "rel") ?? "")),
    styles: elements.flatMap((d) => (attributeOf(d, "rel") === "stylesheet" ? [bare(attributeOf(d, "href") ?? "")] : [])),
    frameCode: frame.join(""),
    code,
    files: new Map([...code.matchAll(REGISTERED)].map(([, name, path]) => [bare(name), bare(path)]))
  };
}

/** What only hosts, and services that show links, have a use for stays behind. */
function isTold(name: string | undefined): boolean {
  return name !== undefined && name !== "generator" && !name.startsWith("twitter:");
}

/** How Framework tells a page of its files. */
const REGISTERED = /^registerFile\("([^"]+)", \{[^\n]*?"path":"([^"]+)"/gm;

/** @example bare("./api/champion.json") // "api/champion.json" */
function bare(path: string): string {
  return path.replace(/^\.\//, "");
}
