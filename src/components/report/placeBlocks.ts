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
 * @param options.textHeight what stands under each block
 */
export function placeBlocks({width, count, textHeight}: {width: number; count: number; textHeight: number}): BlockPlan {
  const gap = Math.max(10, Math.min(24, width / 60));
  const fits = (n: number, least: number): boolean => (width - gap * (n - 1)) / n >= least;
  const columns = fits(count, 70) ? count : fits(Math.ceil(count / 2), 44) ? Math.ceil(count / 2) : Math.ceil(count / 4);
  const size = (width - gap * (columns - 1)) / columns;
  const rows = Math.ceil(count / columns);
  const blocks = Array.from({length: count}, (_, i) => ({
    x: (i % columns) * (size + gap),
    y: Math.floor(i / columns) * (size + textHeight + 8)
  }));
  return {blocks, size, height: rows * (size + textHeight) + (rows - 1) * 8};
}
