import type {ColumnProfile} from "./columnProfile.js";

const LENGTH_OF_TIME =
  /^((\d+ ?(y(ea)?rs?|y|m(onths?|ths?|o)?|w(ee)?ks?|w|d(ays?)?|h(ours?|rs?)?|min(ute)?s?|s(ec(ond)?s?)?)[, ]*)+|\d{1,3}:\d{2}(:\d{2})?)$/i;
const MONTH = /^(19|20)\d{2}(0[1-9]|1[0-2])(\.0)?$/;
const SIGN_IN_BRACKETS = /^\([^()]*\d\)$|\d-$/;
const IN_BRACKETS_OR_NOT = /^\(?[-+]?[€$£¥]? ?\d[\d.,' ]*[€$£¥%]?\)?-?$/;

/** What people read as months and numbers, and no door does: to a model it would be a code, or a text of its own in each row. */
const UNREAD: readonly {fits: (profile: ColumnProfile) => boolean; why: string}[] = [
  {
    fits: ({numbers, nDistinct, top}) => numbers !== null && nDistinct > 2 && top.every(({text}) => MONTH.test(text)),
    why: "its numbers are months such as 202412, of which a model would read the digits: write a day of each, such as 2024-12-01"
  },
  {
    fits: ({nDistinct, top}) => nDistinct > MOST_LENGTHS && top.every(({text}) => LENGTH_OF_TIME.test(text)),
    why: "it holds lengths of time, or times of day, in words or with colons: write them as numbers, all in one unit"
  },
  {
    fits: ({nNumbers, nRows, nMissing, top}) =>
      nNumbers < nRows - nMissing &&
      new Set(top.map(({text}) => SIGN_IN_BRACKETS.test(text))).size === 2 &&
      top.every(({text}) => IN_BRACKETS_OR_NOT.test(text)),
    why: "its numbers below zero stand in brackets, or before their sign, and not all of it is numbers: write them as -12.50"
  }
];

/** Fewer are terms to choose from: "12 months", "24 months". */
const MOST_LENGTHS = 20;

/** Why no door reads a column's values as the numbers or days that they are to people; null: none of it is known to be so. */
export function whyUnread(profile: ColumnProfile): string | null {
  return UNREAD.find(({fits}) => fits(profile))?.why ?? null;
}
