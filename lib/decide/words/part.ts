import {formatShare} from "../../format.js";

/**
 * A part of a whole as a share that never claims all while some are missing, nor none while there are some.
 *
 * @example formatPart(1998, 2000, 0) // "more than 99%"
 * @example formatPart(1, 20_000) // "less than 0.1%"
 */
export function formatPart(part: number, whole: number, digits = 1): string {
  const share = whole === 0 ? 0 : part / whole;
  const text = formatShare(share, digits);
  const step = 10 ** -(digits + 2);
  if (part > 0 && text === formatShare(0, digits)) return `less than ${formatShare(step, digits)}`;
  if (part < whole && text === formatShare(1, digits)) return `more than ${formatShare(1 - step, digits)}`;
  return part === 0 ? "0%" : part === whole ? "100%" : text;
}
