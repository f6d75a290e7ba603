import type {CalibrationBin} from "../../lib/book/models.js";
import type {BookLine} from "../../lib/decide/bookLine.js";
import {sayLine} from "../../lib/decide/bookLine.js";
import {svg} from "../ui/dom.js";

/** A hundred dots need no more, in pixels. */
const MOST_SIZE = 240;

export interface BlockPlan {
  /** top left corners */
  blocks: {x: number; y: number}[];
  /** side of a block */
  size: number;
  height: number;
}

/**
 * Where square blocks stand: in one row if each gets room enough, else in two, else in more.
 *
 * @param options.width in pixels
 * @param options.textHeight what stands under each block, by its side
 */
export function placeBlocks({width, count, textHeight}: {width: number; count: number; textHeight: (size: number) => number}): BlockPlan {
  const gap = Math.max(10, Math.min(24, width / 60));
  const fits = (n: number, least: number): boolean => (width - gap * (n - 1)) / n >= least;
  const columns = fits(count, 54) ? count : fits(Math.ceil(count / 2), 44) ? Math.ceil(count / 2) : Math.ceil(count / 4);
  const size = Math.min(MOST_SIZE, (width - gap * (columns - 1)) / columns);
  const rows = Math.ceil(count / columns);
  const pitch = size + textHeight(size);
  const blocks = Array.from({length: count}, (_, i) => ({
    x: (i % columns) * (size + gap),
    y: Math.floor(i / columns) * (pitch + 8)
  }));
  return {blocks, size, height: rows * pitch + (rows - 1) * 8};
}

/** Of each group the share that a line contacts, from the highest scores down. @param share of all users */
export function contactedOf(bins: readonly Pick<CalibrationBin, "n">[], share: number): number[] {
  let left = share * bins.reduce((sum, {n}) => sum + n, 0);
  return [...bins]
    .reverse()
    .map(({n}) => {
      const contacted = Math.min(n, left);
      left -= contacted;
      return contacted / n;
    })
    .reverse();
}

/** Room for the line over a block. */
export const LINE_HEIGHT = 24;

/** Over the blocks, how far down the line reaches; nothing where it contacts nobody. */
export function drawLine(
  contacted: readonly number[],
  {line, blocks, size}: {line: BookLine; blocks: BlockPlan["blocks"]; size: number}
): SVGElement | null {
  if (!line.point || line.point.contacted === 0) return null;
  const {x, y} = blocks[blocks.length - 1];
  const [bar, words] = [LINE_HEIGHT - 8, LINE_HEIGHT - 14];
  return svg(
    "g",
    {class: "contact-line"},
    blocks.map((block, i) =>
      contacted[i] === 0
        ? null
        : svg("path", {
            d: `M${block.x + size},${block.y + bar}h${-size * contacted[i]}${contacted[i] < 1 ? "v4" : ""}`,
            stroke: "var(--accent)",
            "stroke-width": 3,
            fill: "none"
          })
    ),
    svg("text", {x: x + size, y: y + words, "text-anchor": "end", "font-weight": 600, fill: "var(--accent)"}, `contact: ${sayLine(line)}`)
  );
}
