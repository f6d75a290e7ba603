import type {Facts} from "../../lib/book/common.js";
import type {CohortsBook} from "../../lib/book/cohorts.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {Named} from "../../lib/cohorts/words.js";
import {lookedAt, saySaid, sayWhere} from "../../lib/cohorts/words.js";
import {capitalised, formatCount, formatPoints, formatRange, formatShare, listWords, lowerFirst, shareGap} from "../../lib/format.js";
import {whoseOf} from "../../lib/dataset/people.js";
import {sayCount} from "../../lib/groups.js";
import {sumOf} from "../../lib/numbers.js";
import {counted} from "./bookForFacts.js";

/** Words of the page that asks for whom the Champion is wrong. */
export function cohortsFacts(book: CohortsBook, {definition}: Pick<DatasetBook, "definition">): Facts {
  const units = definition.unit.plural;
  const guarded = definition.inputs.filter((input) => input.protected === true).map(({title}) => title);
  return {
    cohortsHeadline: headline(book, units),
    cohortsDeck: deck(book, units),
    cohortUsers: formatCount(book.users.n),
    cohortMethod: method(book, definition),
    cohortLeastGap: formatPoints(book.weakest.least).replace("+", ""),
    cohortSearch: searched(book, units),
    protectedSentence:
      guarded.length > 0
        ? `The definition protects ${listWords(guarded)}: nobody should be treated otherwise because of ${guarded.length === 1 ? "it" : "them"}. ` +
          "Who would be contacted in each level, and of those who churned, who would be found and who missed?"
        : "No input is marked as “protected”. Where nobody should be treated otherwise because of one, such as sex or origin, mark it " +
          "so in the definition: its levels then stand here side by side."
  };
}

function headline(book: CohortsBook, units: string): string {
  if (book.inputs.length === 0) return `Too few ${units} to say for whom it is wrong`;
  if (book.model.isBaseline) return "The base rate says the same of everyone: it is wrong wherever churn rates differ";
  const side = (gap: number): string => (gap > 0 ? "little" : "much");
  const {said, churned, n} = book.users;
  if (book.isOffForAll) return `It says too ${side(churned / n - said)} of everyone: ${saySaid(book.users)}`;
  const [worst] = lookedAt(book).filter(({standsOut}) => standsOut);
  if (!worst) return "Nothing stands out: it is about as right for each cohort as for all";
  return `It says too ${side(worst.gap.estimate)} where ${sayWhere(worst.conditions)}`;
}

function deck(book: CohortsBook, units: string): string {
  const looked = lookedAt(book);
  if (looked.length === 0) return `A cohort is told of where it holds at least 20 ${units} of either outcome; no input has two of them.`;
  const out = looked.filter(({standsOut}) => standsOut);
  const [worst] = out.length > 0 ? out : looked;
  const off = shareGap(worst.churned / worst.n, worst.said);
  const about = sayGap(worst);
  const nCohorts = looked.length - book.weakest.slices.length;
  const nSlices = book.weakest.slices.length;
  const looks = [
    ...(nCohorts > 0 ? [`${counted(nCohorts, "cohort")} of ${counted(book.inputs.length, "input")}`] : []),
    ...(nSlices > 0 ? [counted(nSlices, "slice")] : [])
  ];
  const seen = `${listWords(looks)} ${looked.length === 1 ? "was" : "were"} looked at`;
  if (!book.model.isBaseline && book.isOffForAll)
    return `${seen}. Once all scores are moved to the rate at which they churned, nothing stands out beyond chance.`;
  if (out.length === 0 && off === 0)
    return `${seen}. None has a gap between what was said and what happened that a tenth of a percentage point shows.`;
  return out.length > 0
    ? `${about} ${seen}; ${formatCount(out.length)} stand${out.length === 1 ? "s" : ""} out.`
    : `${seen}. The largest gap: ${lowerFirst(about)} Among so many, chance makes one as large.`;
}

/** @example "Said 19 in 100, 26 in 100 churned where Spend is 50–60: a gap of +7.0 percentage points (+4.1 to +9.8)." */
function sayGap(worst: Named): string {
  const {low, high} = worst.gap;
  const range = formatRange({low, high}, (value) => formatPoints(value).replace(" percentage points", ""));
  const gap = formatPoints(shareGap(worst.churned / worst.n, worst.said));
  return `${capitalised(saySaid(worst))} where ${sayWhere(worst.conditions)}: a gap of ${gap} (${range}).`;
}

/** How slices were looked for; nothing where none could be, which the page says by itself. */
function searched({weakest: {slices}}: CohortsBook, units: string): string {
  if (slices.length === 0) return "";
  return (
    `A tree searched one half of the ${units} for gaps between what was said and what happened, by all inputs together. ` +
    `The other half judges what it found, ${formatCount(sumOf(slices.map(({n}) => n)))} ${units} in ${counted(slices.length, "slice")}.`
  );
}

function method({customers, others, users}: CohortsBook, definition: DatasetBook["definition"]): string {
  const left = others === 0 ? "" : ` ${capitalised(sayCount(others))} more are not among them: nothing held them out.`;
  const over =
    customers === null
      ? definition.unit.plural
      : `the ${formatCount(customers)} ${whoseOf(definition).plural} to whom these rows belong, who may have several each`;
  return (
    `All ${formatCount(users.n)} are scored by models that had not seen them: out of fold, or as test rows.${left} Of all, ` +
    `${formatShare(users.said)} was said, and ${formatShare(users.churned / users.n)} churned. Intervals of 95% are over ${over}.`
  );
}
