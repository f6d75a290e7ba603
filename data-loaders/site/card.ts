import type {CalibrationBin} from "../../lib/book/models.js";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {initWasm, Resvg} from "@resvg/resvg-wasm";
import {packageFolder} from "../flow/packages.js";
import {formatInHundred, scaleOf} from "../../lib/format.js";

/** What the picture says that stands beside a forwarded link. */
export interface Card {
  /** the book's title */
  book: string;
  /** the page's finding, or its question */
  headline: string;
  /** the Champion's groups by score, lowest first */
  bins: readonly CalibrationBin[];
  baseRate: number;
  /** "users" */
  units: string;
}

/** What services that show links ask for, in pixels. */
export const CARD = {width: 1200, height: 630} as const;
const MARGIN = 60;
const LEGEND = "One block is 100 {}, lowest scores left; filled dots churned. ";

/** Draws cards as PNG, without a browser and the same on every machine: its fonts are the site's own. */
export async function openCardPrinter(root: string): Promise<(card: Card) => Uint8Array> {
  const [wasm, font, tokens] = await Promise.all([
    readFile(join(packageFolder("@resvg/resvg-wasm", root), "index_bg.wasm")),
    readFile(join(root, "src/fonts/inter.woff2")),
    readFile(join(root, "src/styles/tokens.css"), "utf-8")
  ]);
  await start(wasm);
  const colorOf = (name: string): string => new RegExp(`--${name}: light-dark\\((#\\w+)`).exec(tokens)?.[1] ?? "#000";
  return (card) =>
    new Resvg(drawCard(card, colorOf), {font: {fontBuffers: [font], defaultFontFamily: "Inter", loadSystemFonts: false}}).render().asPng();
}

let started: Promise<void> | undefined;
/** Once for a process: a second time is an error. */
function start(wasm: Uint8Array): Promise<void> {
  return (started ??= initWasm(wasm));
}

/** The card as SVG: the headline over the report's first picture, ten blocks of a hundred dots. @param colorOf a colour's token */
export function drawCard({book, headline, bins, baseRate, units}: Card, colorOf: (name: string) => string): string {
  const lines = wrap(headline, {size: 52, lines: 3});
  const text = (y: number, size: number, color: string, words: string): string =>
    `<text x="${MARGIN}" y="${y}" font-family="Inter" font-size="${size}" fill="${colorOf(color)}">${escapeXml(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}">`,
    `<rect width="100%" height="100%" fill="${colorOf("paper")}"/>`,
    text(88, 26, "muted", wrap(book, {size: 26, lines: 1})[0] ?? ""),
    ...lines.map((line, i) => text(160 + 64 * i, 52, "ink", line)),
    ...(bins.length > 0 ? drawGroups(bins, {baseRate, colorOf}) : []),
    text(
      CARD.height - 56,
      24,
      "muted",
      (bins.length > 0 ? LEGEND.replace("{}", () => units) : "") + `Everyone: ${formatInHundred(baseRate)} churned.`
    ),
    "</svg>"
  ].join("\n");
}

/** One block for each group, and the level of everyone through all of them. */
function drawGroups(bins: Card["bins"], {baseRate, colorOf}: {baseRate: number; colorOf: (name: string) => string}): string[] {
  const gap = 20;
  const step = (CARD.width - 2 * MARGIN + gap) / bins.length;
  const side = Math.min(step - gap, 200);
  const top = CARD.height - 150 - side;
  const level = top + side * (1 - baseRate);
  const [from, to] = [MARGIN - 8, MARGIN + (bins.length - 1) * step + side + 8];
  return [
    ...bins.map(({observed}, i) => drawBlock(observed, {x: MARGIN + i * step, y: top, side, scale: scaleOf(baseRate), colorOf})),
    `<line x1="${from}" x2="${to}" y1="${level}" y2="${level}" stroke="${colorOf("ink")}" stroke-width="2" stroke-dasharray="8,6"/>`
  ];
}

interface Block {
  x: number;
  y: number;
  side: number;
  /** of how many a rate is said */
  scale: number;
  colorOf: (name: string) => string;
}

function drawBlock(rate: number, {x, y, side, scale, colorOf}: Block): string {
  const filled = Math.round(rate * 100);
  const pitch = side / 10;
  const dots = Array.from({length: 100}, (_, i) => {
    const [cx, cy] = [x + ((i % 10) + 0.5) * pitch, y + side - (Math.floor(i / 10) + 0.5) * pitch];
    const fill = colorOf(i < filled ? "churned" : "retained-soft");
    return `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="${(pitch * 0.38).toFixed(1)}" fill="${fill}"/>`;
  });
  const label = `<text x="${x}" y="${y + side + 38}" font-family="Inter" font-size="30" fill="${colorOf("churned")}">${Math.round(rate * scale)}</text>`;
  return dots.join("") + label;
}

/** Lines of words that fit the card, by the mean width of Inter's letters; what is too long ends in an ellipsis. */
function wrap(text: string, {size, lines}: {size: number; lines: number}): string[] {
  const room = Math.floor((CARD.width - 2 * MARGIN) / (size * 0.54));
  const wrapped: string[] = [];
  for (const word of text.split(/\s+/).filter((d) => d !== "")) {
    const last = wrapped.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) wrapped[wrapped.length - 1] = `${last} ${word}`;
    else wrapped.push(word);
  }
  const shown = wrapped.slice(0, lines).map((line) => (line.length > room ? `${line.slice(0, room - 1)}…` : line));
  if (wrapped.length > lines) shown[lines - 1] = `${shown[lines - 1].slice(0, room - 1).replace(/\W+$/, "")}…`;
  return shown;
}

/** Text that stays text in SVG, without the characters that no XML may hold. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
