import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {Book} from "../flow/book.js";
import type {Card} from "./card.js";
import type {Element} from "./html.js";
import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {parse} from "parse5";
import {curvesToShow} from "../../lib/metrics/curves.js";
import {CARD} from "./card.js";
import {elementsOf, escapeHtml, textOf} from "./html.js";

export interface PreviewOptions {
  /** the report's address with a slash at its end; absent: not known, so that pictures have addresses relative to their pages */
  siteUrl?: string;
}

/** A picture that a page names and that is to be drawn. */
export interface Picture {
  /** below the site's folder */
  path: string;
  card: Card;
}

/** What a page says of itself where its link is shown. */
export interface Preview {
  /** the page's own: "Predict" */
  title: string;
  /** the finding, or the question */
  headline: string;
  description: string;
}

/**
 * Lets every page say what it found where its link is forwarded: the book in its title, its headline and first sentences,
 * and a picture of the report's first chart under its own headline.
 *
 * @param site the folder of finished pages
 * @returns the pictures that they name
 */
export async function addPreviews(book: Book, site: string, {siteUrl}: PreviewOptions): Promise<Picture[]> {
  const {definition, baseRate, source} = await book.readJson<DatasetBook>("dataset.json");
  const {finalists, champion} = await book.readJson<ModelsBook>("models.json");
  const crowned = finalists.find(({name}) => name === champion) ?? finalists[0];
  const bins = curvesToShow(crowned)?.calibration ?? []; // none where groups would be too small to show
  const pictured = definition.title + (source.kind === "sample" ? ", synthetic sample" : "");
  const pictures: Picture[] = [];
  for (const file of (await readdir(site)).filter((name) => name.endsWith(".html"))) {
    const html = await readFile(join(site, file), "utf-8");
    const preview = readPreview(html);
    const image = `og/${file.replace(/\.html$/, ".png")}`;
    pictures.push({path: image, card: {book: pictured, headline: preview.headline, bins, baseRate, units: definition.unit.plural}});
    await writeFile(join(site, file), withPreview(html, preview, {book: definition.title, file, image, siteUrl}));
  }
  return pictures;
}

/** What stands in the page: Framework's title, the first heading, the first sentences. */
export function readPreview(html: string): Preview {
  const elements = [...elementsOf(parse(html))];
  const find = (isIt: (element: Element) => boolean): string => textOf(elements.find(isIt)).replace(/\s+/g, " ").trim();
  const title = find(({tagName}) => tagName === "title").replace(/ \| Churnbook$/, "");
  return {
    title,
    headline: find(({tagName}) => tagName === "h1") || title,
    description: find(({attrs}) => attrs.some(({name, value}) => name === "class" && /^deck\b/.test(value)))
  };
}

interface Place {
  /** the book's title */
  book: string;
  file: string;
  image: string;
  siteUrl?: string;
}

/** The page with its words for a link; what it had is replaced. */
export function withPreview(html: string, {title, headline, description}: Preview, {book, file, image, siteUrl}: Place): string {
  const meta = (name: "name" | "property", key: string, content: string): string =>
    `<meta ${name}="${key}" content="${escapeHtml(content)}">`;
  const at = siteUrl ?? "./";
  const tags = [
    `<title>${escapeHtml(`${title} · ${book}`)}</title>`,
    ...(description ? [meta("name", "description", description)] : []),
    meta("property", "og:type", "website"),
    meta("property", "og:site_name", book),
    meta("property", "og:title", headline),
    ...(description ? [meta("property", "og:description", description)] : []),
    ...(siteUrl ? [meta("property", "og:url", siteUrl + file.replace(/^index\.html$/, ""))] : []),
    meta("property", "og:image", at + image),
    meta("property", "og:image:width", String(CARD.width)),
    meta("property", "og:image:height", String(CARD.height)),
    meta("property", "og:image:alt", `${headline}: the share that churned, by groups of the model’s score`),
    meta("name", "twitter:card", "summary_large_image")
  ].join("\n");
  const bare = description ? html.replace(/<meta name="description"[^>]*>\n?/, "") : html;
  return bare.replace(/<title>[\s\S]*?<\/title>/, () => tags);
}
