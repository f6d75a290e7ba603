import type {Facts, Interval} from "../../lib/book/common.js";
import type {HoldConstant, RateBin, VariableSummary} from "../../lib/book/eda.js";
import type {Timing} from "../../lib/dataset/definition.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {Contrast} from "../../lib/statistics/contrast.js";
import type {BookForFacts} from "./bookForFacts.js";
import {
  formatCount,
  formatFixed,
  formatInHundred,
  formatPoints,
  formatShare,
  formatTogether,
  inText,
  listWords,
  supportedDigits
} from "../../lib/format.js";
import {sayBand} from "../../lib/whatif/values.js";
import {whoseOf} from "../../lib/dataset/people.js";
import {FEW} from "../../lib/groups.js";
import {bentAuc} from "../../lib/statistics/bends.js";
import {
  contrastOf,
  findLeading,
  isClearHalves,
  isMasked,
  isMostlyPooled,
  isSure,
  isUntold,
  NO_HELP
} from "../../lib/statistics/contrast.js";
import {countWord, sideOfAll} from "./bookForFacts.js";

const SHADOW = "What may be only a shadow";
const NO_SHADOW = "What is left when one is held constant";
const MASKED = "What shows only when one is held constant";
/** Inputs that one sentence names. */
const MOST_NAMED = 12;

/** Words and numbers of the exploration. */
export function edaFacts({dataset, eda, wrangling}: BookForFacts): Facts {
  const {ranked, strongest, turning, first} = findLeading(eda.variables);
  const bent = ranked.flatMap((variable) => {
    const auc = bentAuc(variable);
    return auc === null ? [] : [{variable, auc}];
  });
  const isBent = (variable: VariableSummary): boolean => bent.some((d) => d.variable === variable);
  const untold = ranked.filter(isUntold);
  const gaps = tellingGaps(ranked, {dataset, wrangling});
  const pooled = ranked.filter((d) => d.rocAuc < NO_HELP && !isUntold(d) && isMostlyPooled(d));
  const helpless = ranked.filter(
    (d) => d.rocAuc < NO_HELP && !pooled.includes(d) && !isUntold(d) && !isBent(d) && !gaps.some(({variable}) => variable === d)
  );
  const turned = bent.find(({variable}) => variable === turning)?.auc;
  const lead = gaps.find(({auc}) => auc > (turned ?? (isSure(strongest) ? strongest.rocAuc : NO_HELP)));
  const {pair} = contrastOf(first.rates, first.kind !== "category" && first === strongest);
  const strongestRates = sayRates(pair, first);
  const timing = dataset.definition.inputs.find(({name}) => name === first.input)?.timing;
  const areMany = eda.correlation.names.length > 1;
  const {missing} = missingWords(eda.missingLabels.byCategory, dataset.counts);
  return {
    edaHeadline: lead
      ? `Whether ${lead.variable.title} is missing tells most`
      : sayFirst(first, {isTurning: turning !== null, timing, hasUntold: untold.length > 0}),
    strongestTitle: strongest.title,
    strongestAuc: formatFixed(strongest.rocAuc, 2),
    strongestDoubt: isSure(strongest) ? "" : ", which may be chance",
    strongestRates,
    acrossAll: strongestRates === "" ? "the churn rate is" : "it is",
    strongestCaution: strongestRates === "" ? "" : sayMeasured(timing),
    helplessSentence: [
      sayHelpless(helpless, ranked.length),
      sayDoubtful(ranked.filter((d) => d !== strongest && d.rocAuc >= NO_HELP && !isSure(d) && !isUntold(d))),
      sayUnseen(dataset.definition.inputs.length - ranked.length, dataset.definition.unit.plural),
      sayBent(bent.map((d) => d.variable)),
      sayGaps(gaps),
      sayUntold(untold),
      sayPooled(pooled),
      sayCustomers(dataset)
    ]
      .filter(Boolean)
      .join(" "),
    correlationClass: areMany ? "shown" : "absent",
    correlationHeading: areMany ? "Which variables say the same" : "",
    missingLabels: missing,
    unlabelledClass: dataset.counts.unlabelled !== 0 ? "shown" : "absent",
    ...shadowFacts(eda.holdConstant, strongest, {variables: eda.variables, units: dataset.definition.unit.plural})
  };
}

/** An input whose absence alone tells: the churn rate of those who lack it, and the ROC AUC of lacking it. */
interface Gap {
  variable: VariableSummary;
  rate: number;
  auc: number;
}

/** Which inputs tell by being missing, more than chance makes the most of so many, the most telling first: a ranking by their values misses it. */
function tellingGaps(variables: readonly VariableSummary[], {dataset, wrangling}: Pick<BookForFacts, "dataset" | "wrangling">): Gap[] {
  const {baseRate, counts} = dataset;
  const missing = wrangling.findings.filter(({kind}) => kind === "missing");
  return variables
    .flatMap((variable) => {
      const churn = missing.find(({name}) => name === variable.input)?.churn ?? null;
      if (churn === null || sideOfAll(churn, missing.length, dataset) === null) return [];
      const gap = (churn.n / counts.labelled) * ((churn.rate - baseRate) / (baseRate * (1 - baseRate))); // of the churned, less of the retained
      return [{variable, rate: churn.rate, auc: 0.5 + Math.abs(gap) / 2}];
    })
    .filter(({auc}) => auc >= NO_HELP)
    .sort((a, b) => b.auc - a.auc);
}

function sayGaps(gaps: readonly Gap[]): string {
  const [first, ...others] = gaps;
  if (first === undefined) return "";
  const more =
    others.length === 0
      ? ""
      : `; whether ${nameSome(others.map(({variable}) => variable))} ${others.length === 1 ? "is" : "are"}, tells too`;
  return `Where ${first.variable.title} is missing, ${formatInHundred(first.rate)} churned${more}.`;
}

/** By what the page counts, where rows repeat customers. */
function sayCustomers({customers, counts, definition}: BookForFacts["dataset"]): string {
  if (customers === null) return "";
  return (
    `Intervals and what is called chance go by the ${formatCount(customers)} ${whoseOf(definition).plural} to whom the ${formatCount(counts.labelled)} ` +
    `${definition.unit.plural} belong.`
  );
}

/** When the variable that the deck speaks of is measured. */
function sayMeasured(timing: Timing | undefined): string {
  if (timing === "same-period")
    return "It is counted in the same period as the label, so it may be churn itself rather than a sign of it to come.";
  return timing === "unknown"
    ? "When it is measured was not said: if in the label’s own period, it may be churn itself."
    : "It is measured before or beyond the label’s own period.";
}

/** Where churn is highest and where it is lowest; nothing of a variable that is told of as one. */
function sayRates(pair: Contrast<RateBin>["pair"], variable: VariableSummary): string {
  if (pair[0] === pair[1]) return "";
  const [top, bottom] = [...pair].sort((a, b) => b.rate - a.rate);
  const [high, low] = formatTogether([top.rate, bottom.rate]);
  return `At ${atWords(top.label, variable)}, ${high} churned; at ${binWords(bottom.label, variable)}, ${low}.`;
}

function sayFirst(
  variable: VariableSummary,
  {isTurning, timing, hasUntold}: {isTurning: boolean; timing?: Timing; hasUntold: boolean}
): string {
  const {title, rocAuc} = variable;
  if (!isTurning && rocAuc < NO_HELP) return "No variable tells much by itself";
  if (!isSure(variable)) return "What a variable tells by itself may be chance";
  const most = hasUntold ? "tells most of what can be told" : "tells most";
  if (timing === "same-period") return `${title} ${most}, and it may be churn itself`;
  return isTurning ? `${title} ${most}, and not from low to high` : `${title} ${most}`;
}

/** Numbers that tell more by where they are highest or lowest than by how high they are; nothing where none does. */
function sayBent(bent: readonly VariableSummary[]): string {
  if (bent.length === 0) return "";
  const [tells, its] = bent.length === 1 ? ["tells", "its churn rate goes"] : ["tell", "their churn rates go"];
  return `${nameSome(bent)} ${tells} more than a ranking from low to high can: ${its} up and down along the way.`;
}

/** A band or a level where a sentence names it first: with its variable, unless a unit, or the level's own name, says of what it is. @example "Plan basic" */
function atWords(label: string, variable: VariableSummary): string {
  const band = binWords(label, variable);
  if (band.toLowerCase().startsWith(variable.title.toLowerCase())) return band;
  return variable.kind !== "category" && variable.unit ? band : `${variable.title} ${band}`;
}

/**
 * Of the inputs that make a clear difference, the one whose difference shrinks most once the strongest one is held constant, and what one masks. A
 * shadow is spoken of where some clear difference shrinks to less than half, whichever is held.
 */
function shadowFacts(
  pairs: readonly HoldConstant[],
  strongest: VariableSummary,
  {variables, units}: {variables: readonly VariableSummary[]; units: string}
): Facts {
  // one that turns round is gone, and more than gone
  const shrink = ({raw, within}: HoldConstant): number => Math.abs(raw.estimate) - Math.sign(raw.estimate) * within.estimate;
  const clear = pairs.filter((pair) => isClearHalves(pair, variables));
  const held = clear.filter(({held, variable}) => held === strongest.input && variable !== strongest.input);
  const [shadow] = [...held].sort((a, b) => shrink(b) - shrink(a));
  const masked = sayMasked(pairs, {variables, units});
  const isShadow = clear.some((pair) => shrink(pair) > 0.5 * Math.abs(pair.raw.estimate));
  const heading = isShadow ? SHADOW : masked === "" ? NO_SHADOW : MASKED;
  const shown = {shadowClass: pairs.length > 0 ? "shown" : "absent", shadowHeading: pairs.length > 0 ? heading : ""};
  const say = (sentence: string): Facts => ({...shown, shadowSentence: [sentence, masked].filter(Boolean).join(" ")});
  if (!shadow) return say("");
  const alike = sayAlike(strongest, units);
  if (shrink(shadow) <= 0) return say(`Among ${alike} no clear difference is any smaller.`);
  return say(
    `From the low to the high part of ${titleIn(variables, shadow.variable)} the churn rate differs by ${sayPoints(shadow.raw)}; among ` +
      `${alike}, by ${sayPoints(shadow.within)}.`
  );
}

/** The largest difference that shows only once another variable is held constant; nothing where chance makes as much. */
function sayMasked(pairs: readonly HoldConstant[], {variables, units}: {variables: readonly VariableSummary[]; units: string}): string {
  const [first] = pairs
    .filter((pair) => isMasked(pair, pairs.length))
    .sort((a, b) => Math.abs(b.within.estimate) - Math.abs(a.within.estimate));
  const held = variables.find(({input}) => input === first?.held);
  if (first === undefined || held === undefined) return "";
  return (
    `One can mask another too: from the low to the high part of ${titleIn(variables, first.variable)} the churn rate differs by ` +
    `${sayPoints(first.raw)} alone, and by ${sayPoints(first.within)} among ${sayAlike(held, units)}.`
  );
}

/** @example "customers with about the same Bill" */
function sayAlike({kind, title}: VariableSummary, units: string): string {
  return `${units} with ${kind === "category" ? "the same" : "about the same"} ${title}`;
}

function titleIn(variables: readonly VariableSummary[], input: string): string {
  return variables.find((d) => d.input === input)?.title ?? input;
}

/** A difference of rates with the digits that its interval supports. */
function sayPoints({estimate, low, high}: Interval): string {
  return formatPoints(estimate, supportedDigits(50 * (high - low), 1));
}

/** Inputs of which too few rows have a value to look at them alone, or which too few of one outcome lack while many of the other do. */
function sayUnseen(n: number, many: string): string {
  return n < 1 ? "" : `Of ${countWord(n)} more too few ${many} of either outcome have a value, or lack one.`;
}

/** Categories of whose levels none can be told, and why; whether they say much is open. */
function sayUntold(untold: readonly VariableSummary[]): string {
  if (untold.length === 0) return "";
  const its = untold.length === 1 ? "its" : "their";
  return `Nothing can be told of ${nameSome(untold)} alone: too few of either outcome stand in ${its} levels, as where one of them parts the two.`;
}

/** Categories that seem to do nothing, but of whose levels most are told as one. */
function sayPooled(pooled: readonly VariableSummary[]): string {
  if (pooled.length === 0) return "";
  const does = pooled.length === 1 ? "does" : "do";
  return `What ${nameSome(pooled)} ${does} alone is open: too few of either outcome stand in most levels, which are told as one.`;
}

function nameSome(variables: readonly VariableSummary[]): string {
  const titles = variables.map(({title}) => title);
  return titles.length > MOST_NAMED
    ? `${titles.slice(0, MOST_NAMED).join(", ")} and ${titles.length - MOST_NAMED} more`
    : listWords(titles);
}

/** Which inputs do next to nothing alone; of many, the first. Nothing where all do something. */
function sayHelpless(helpless: readonly VariableSummary[], nAll: number): string {
  if (helpless.length === 0) return "";
  if (nAll === 1) return "It does next to nothing alone.";
  if (helpless.length === nAll)
    return `${nAll === 2 ? "Both" : `All ${countWord(nAll)}`} variables do next to nothing alone: ${nameSome(helpless)}.`;
  const does = helpless.length === 1 ? "does" : "do";
  return `Of the ${countWord(nAll)} variables, ${countWord(helpless.length)} ${does} next to nothing alone: ${nameSome(helpless)}.`;
}

/** Which others chance lets seem to do something; nothing where none does. The strongest is told with its own doubt. */
function sayDoubtful(doubtful: readonly VariableSummary[]): string {
  if (doubtful.length === 0) return "";
  return `What ${nameSome(doubtful)} ${doubtful.length === 1 ? "does" : "do"} alone may be chance.`;
}

function missingWords(
  byCategory: BookForFacts["eda"]["missingLabels"]["byCategory"],
  {unlabelled, rows}: DatasetBook["counts"]
): {missing: string} {
  if (unlabelled === FEW) return {missing: "too few to say more of"};
  const overall = formatShare(unlabelled / rows);
  const parts = byCategory.map(({levels}) => listWords(levels.map(({level, share}) => `${formatShare(share.estimate)} for ${level}`)));
  return {missing: parts.length > 0 ? `${overall} of all, ${parts.join("; ")}` : `${overall} of all`};
}

function binWords(label: string, {kind, unit}: VariableSummary): string {
  return kind === "category" ? inText(label) : sayBand(label, unit);
}
