import {formatShare} from "../../format.js";
import type {UsefulRange} from "../netBenefit.js";

/** For which preferences the model is of use; every preference that the words cover was tested. @param line the reader's, or null where there is none */
export function describeBenefit(range: UsefulRange | null, line: number | null): string {
  if (!range) return "For no preference is the model clearly better than contacting everybody and than contacting nobody";
  const stretch = range.from === range.to ? `a preference of ${percent(range.from)}` : `preferences from ${percent(range.from)} to ${percent(range.to)}`;
  const better = `For ${stretch} the model is clearly better than contacting everybody and than contacting nobody`;
  if (line === null || range.holdsLine) return better;
  return `${better}; at your line’s, ${formatShare(line)}, it is not`;
}

function percent(preference: number): string {
  return formatShare(preference, 0);
}
