import {address} from "./address.js";
import {el, svg} from "./dom.js";
import {download} from "./download.js";
import {provenance} from "./files.js";
import {nameFile} from "./rowUnit.js";

export interface ChartImage {
  title: string;
  subtitle?: string;
  fileName: string;
}

const margin = 24;
const lineHeight = 20;
const footHeight = 16;

/**
 * Saves the drawing as an SVG file: light colours, the title above, where the numbers come from below.
 *
 * @param drawing a part of the page with drawings in it; or an SVG of a stated size that was made to be saved
 */
export function saveSvg(drawing: Element, image: ChartImage): void {
  download(new Blob([chartSvg(drawing, image).text], {type: "image/svg+xml"}), nameFile(`${image.fileName}.svg`));
}

/** As {@link saveSvg}, as a PNG of twice the size on screen. */
export async function savePng(drawing: Element, image: ChartImage): Promise<void> {
  const {text, width, height} = chartSvg(drawing, image);
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  const canvas = el("canvas", {width: width * 2, height: height * 2});
  canvas.getContext("2d")?.drawImage(picture, 0, 0, width * 2, height * 2);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob) download(blob, nameFile(`${image.fileName}.png`));
}

function chartSvg(drawing: Element, {title, subtitle, fileName}: ChartImage): {text: string; width: number; height: number} {
  const charts =
    drawing instanceof SVGSVGElement
      ? [drawing]
      : [...drawing.querySelectorAll("svg")].filter((node) => node.parentElement?.closest("svg") === null);
  const box = boxOf(drawing);
  const room = Math.ceil(box.width);
  const titles = wrapText(title, room, 17);
  const subtitles = subtitle ? wrapText(subtitle, room, 13) : [];
  const feet = [`${provenance()} · ${fileName}`, address.origin()].flatMap((line) => wrapText(line, room, 11));
  const head = margin + lineHeight * (titles.length + subtitles.length) + 8;
  const [width, height] = [room + 2 * margin, Math.ceil(box.height) + head + footHeight * feet.length + margin];
  const root = svg(
    "svg",
    {xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`},
    svg("rect", {width, height, fill: "var(--paper)"}),
    titles.map((line, i) =>
      svg("text", {x: margin, y: margin + 10 + lineHeight * i, "font-size": 17, "font-weight": 600, fill: "var(--ink)"}, line)
    ),
    subtitles.map((line, i) =>
      svg("text", {x: margin, y: margin + 10 + lineHeight * (titles.length + i), "font-size": 13, fill: "var(--muted)"}, line)
    ),
    charts.map((chart) => placed(chart, box, head)),
    feet.map((line, i) =>
      svg("text", {x: margin, y: height - 12 - footHeight * (feet.length - 1 - i), "font-size": 11, fill: "var(--muted)"}, line)
    )
  );
  root.setAttribute("font-family", "Inter, Helvetica, Arial, sans-serif");
  return {text: inLightColours(new XMLSerializer().serializeToString(root)), width, height};
}

function placed(chart: SVGSVGElement, box: DOMRect, head: number): SVGElement {
  const at = boxOf(chart);
  const copy = chart.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("x", String(at.left - box.left + margin));
  copy.setAttribute("y", String(at.top - box.top + head));
  copy.setAttribute("width", String(at.width));
  copy.setAttribute("height", String(at.height));
  return copy;
}

/** Where it stands in the page; what stands in none has the size that it states. */
function boxOf(drawing: Element): DOMRect {
  if (drawing.isConnected) return drawing.getBoundingClientRect();
  return new DOMRect(0, 0, Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height")));
}

/** Files have no stylesheet: every var(--name) becomes the colour it has in the light mode. */
function inLightColours(text: string): string {
  const probe = el("span", {style: "color-scheme: light; display: none"});
  document.body.append(probe);
  const resolved = text.replaceAll(/var\((--[\w-]+)\)/g, (_match, name: string) => {
    if (name === "--sans" || name === "--serif") return "Inter, Helvetica, Arial, sans-serif";
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return resolved;
}

/** How wide a letter is on average, in font sizes: Inter in running text, with a little to spare. */
const LETTER = 0.56;

/**
 * Text in lines that fit a width, broken at spaces; a word that is too long for a line is broken where the line ends.
 * SVG breaks no lines by itself.
 *
 * @param width in pixels
 * @param size of the letters in pixels
 */
export function wrapText(text: string, width: number, size: number): string[] {
  const most = Math.max(1, Math.floor(width / (size * LETTER)));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((d) => d !== "")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (joined.length <= most) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    while (line.length > most) {
      lines.push(line.slice(0, most));
      line = line.slice(most);
    }
  }
  return line === "" ? lines : [...lines, line];
}
