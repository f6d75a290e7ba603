import type {ColumnProfile} from "./columnProfile.js";
import {MIN_GROUP} from "../groups.js";
import {sumOf} from "../numbers.js";
import {truthOf} from "../rows/text.js";

/** What a blank stands for in a column of ticks. */
const UNTICKED = "no";

const TICK = /^(x|×|\*|\+|•|●|■|√|☒|✅)$/iu;

/** A column as people keep spreadsheets: one word for yes, and nothing for no. Enough rows have it, and enough have none. */
function isTickBox({nDistinct, nRows, nMissing, missingWords, top}: ColumnProfile): boolean {
  const isTick = nDistinct === 1 && (TICK.test(top[0].text) || truthOf(top[0].text) === true);
  return isTick && missingWords.length === 0 && nMissing >= MIN_GROUP && nRows - nMissing >= MIN_GROUP;
}

/** A column with the blanks of ticks as a text of their own; any other column as it is. */
export function readTicks(profile: ColumnProfile): ColumnProfile {
  return isTickBox(profile) ? fillBlank(profile, UNTICKED) : profile;
}

/**
 * A column of which it is taken that a row without a value has a text of it, as if that stood there.
 *
 * @param profile of a column of a few texts
 * @param blank one of them, or another
 */
export function fillBlank(profile: ColumnProfile, blank: string): ColumnProfile {
  const {nMissing, nDistinct, top} = profile;
  const own = top.find(({text}) => text === blank)?.count ?? 0;
  const filled = [...top.filter(({text}) => text !== blank), {text: blank, count: own + nMissing}];
  return {
    ...profile,
    blank,
    nMissing: 0,
    missingWords: [],
    nDistinct: own > 0 ? nDistinct : nDistinct + 1,
    nCommon: sumOf(filled.map(({count}) => (count >= MIN_GROUP ? count : 0))),
    top: filled.sort((a, b) => b.count - a.count),
    nNumbers: 0,
    isBare: false,
    numbers: null,
    lastDate: null
  };
}
