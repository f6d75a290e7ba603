import type {Facts} from "../../lib/book/common.js";
import type {HoldConstant, VariableSummary} from "../../lib/book/eda.js";
import type {BookForFacts} from "./bookForFacts.js";
import {formatFixed, formatInHundred, formatPoints, formatShare, listWords} from "../../lib/format.js";
import {capitalised, countWord} from "./bookForFacts.js";

/** An input alone that ranks no better than this is called no help. */
const chance = 0.53;

/** Words and numbers of the exploration. */
export function edaFacts({dataset, eda}: BookForFacts): Facts {
  const ranked = [...eda.variables].sort((a, b) => b.rocAuc - a.rocAuc);
  const [strongest] = ranked;
  const helpless = ranked.filter(({rocAuc}) => rocAuc < chance);
  const ends = [strongest.rates[0], strongest.rates[strongest.rates.length - 1]].sort((a, b) => b.rate - a.rate);
  const timing = dataset.definition.inputs.find(({name}) => name === strongest.input)?.timing;
  const {missing} = missingWords(eda.missingLabels.byCategory, dataset.counts.unlabelled / dataset.counts.rows);
  return {
    edaHeadline:
      strongest.rocAuc < chance
        ? "No variable tells much by itself"
        : timing === "same-period"
          ? `${strongest.title} tells most, and it may be churn itself`
          : `${strongest.title} tells most`,
    strongestTitle: strongest.title,
    strongestLower: strongest.title.toLowerCase(),
    strongestAuc: formatFixed(strongest.rocAuc, 2),
    strongestHighRate: formatInHundred(ends[0].rate),
    strongestHighLabel: binWords(ends[0].label, strongest),
    strongestLowRate: formatInHundred(ends[1].rate),
    strongestLowLabel: binWords(ends[1].label, strongest),
    strongestCaution:
      timing === "same-period"
        ? `It is counted in the same period as the label, so it may be churn itself rather than a sign of it to come.`
        : timing === "unknown"
          ? "When it is measured was not said: if in the label's own period, it may be churn itself."
          : "It is measured before or beyond the label's own period.",
    helplessCount: countWord(helpless.length),
    helplessShare: capitalised(`${countWord(helpless.length)} of the ${countWord(ranked.length)}`),
    helplessTitles: listWords(helpless.map(({title}) => title.toLowerCase())),
    missingLabels: missing,
    ...shadowFacts(eda.holdConstant, strongest, eda.variables)
  };
}

/** The input whose difference shrinks most once the strongest one is held constant. */
function shadowFacts(pairs: readonly HoldConstant[], strongest: VariableSummary, variables: readonly VariableSummary[]): Facts {
  const shrink = ({raw, within}: HoldConstant): number => Math.abs(raw.estimate) - Math.abs(within.estimate);
  const held = pairs.filter((pair) => pair.held === strongest.input && pair.variable !== strongest.input);
  const [shadow] = [...held].sort((a, b) => shrink(b) - shrink(a));
  if (!shadow) return {shadowTitle: "nothing", shadowRaw: "", shadowWithin: ""};
  return {
    shadowTitle: (variables.find(({input}) => input === shadow.variable)?.title ?? shadow.variable).toLowerCase(),
    shadowRaw: formatPoints(shadow.raw.estimate),
    shadowWithin: formatPoints(shadow.within.estimate)
  };
}

function missingWords(byCategory: BookForFacts["eda"]["missingLabels"]["byCategory"], overall: number): {missing: string} {
  const parts = byCategory.map(({levels}) => listWords(levels.map(({level, share}) => `${formatShare(share.estimate)} for ${level}`)));
  return {missing: parts.length > 0 ? `${formatShare(overall)} of all, ${parts.join("; ")}` : `${formatShare(overall)} of all`};
}

function binWords(label: string, {unit}: VariableSummary): string {
  return unit ? `${label} ${unit}` : label;
}
