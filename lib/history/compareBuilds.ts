import type {BuildRecord, InputSummary, Population} from "../book/history.js";
import type {Change} from "./changes.js";
import type {Crossing} from "./crossing.js";
import type {Doubt} from "./doubts.js";
import {capitalised, formatCount, formatShare, formatValue, listWords, lowerFirst, sayDay} from "../format.js";
import {findNamed} from "../named.js";
import {getMetric, METRIC_NAMES} from "../metrics/metrics.js";
import {formatMetric, halfOf} from "../metrics/formatMetric.js";
import {formatLine} from "../whatif/values.js";
import {PROBABILITIES} from "../book/history.js";
import {change, compareFigure} from "./changes.js";
import {compareDefinitions, compareNames} from "./compareDefinitions.js";
import {compareInputs} from "./compareInputs.js";
import {findCrossing} from "./crossing.js";
import {usersOf} from "./tellFigures.js";
import {findDoubts} from "./doubts.js";

/** What can be said of an earlier build from its head. */
export interface BuildHead {
  book: string;
  builtOn: string;
  /** as of when its data is, as the definition or the table calls it; null: not known */
  dataAsOf: string | null;
  program: string;
}

/** What changed between two builds. */
export interface BuildDiff {
  before: BuildHead;
  after: BuildHead;
  /** the finding, in a sentence */
  headline: string;
  /** what looks like a mistake in the data */
  doubts: Doubt[];
  data: Change[];
  definition: Change[];
  champion: Change[];
  decision: Change[];
  crossing: Crossing;
  /** what moved little by little, over more builds than these two: see addDrift; empty: nothing, or nobody looked */
  drift: string;
}

/** Compares two builds of a book. @param population that both scored, with its rows; null: its file is not at hand */
export function compareBuilds(before: BuildRecord, after: BuildRecord, population: Population | null = null): BuildDiff {
  const deciding = compareDefinitions(before, after);
  const parts = {
    doubts: findDoubts(before, after),
    data: compareData(before, after),
    champion: compareChampions(before, after),
    decision: compareDecisions(before, after),
    crossing: findCrossing(before, after, population)
  };
  const headline = sayHeadline({...parts, definition: deciding}, before, after);
  return {
    before: headOf(before),
    after: headOf(after),
    headline,
    drift: "",
    ...parts,
    definition: [...deciding, ...compareNames(before, after)]
  };
}

function headOf({book, builtOn, data, program}: BuildRecord): BuildHead {
  return {book, builtOn, dataAsOf: data.date?.date ?? null, program};
}

/** The first that matters: a mistake, another definition, another Champion, worse or better scores, other data; or nothing. */
function sayHeadline(
  {doubts, data, definition, champion}: Pick<BuildDiff, "doubts" | "data" | "definition" | "champion">,
  before: BuildRecord,
  after: BuildRecord
): string {
  const [metric] = champion.filter((d) => d.verdict === "changed" && !NO_METRIC.includes(d.what));
  const gates = champion.find((d) => d.what === GATES && d.verdict === "changed");
  const moved = data.filter((d) => d.verdict === "changed" && !OF_THE_FILE.includes(d.what));
  if (before.book === after.book) return "These are the same build.";
  if (doubts.length > 0) return `Something looks like a mistake in the data: ${listWords(whereOf(doubts, after))}.`;
  if (definition.some((d) => d.verdict === "changed")) return "The definition is another one, so not everything can be compared.";
  if (before.champion !== after.champion)
    return `The Champion is ${titleOf(after, after.champion)}; it was ${titleOf(before, before.champion)}.`;
  if (metric !== undefined)
    return `The Champion’s ${lowerFirst(metric.what)} moved beyond chance, from ${metric.before} to ${metric.after}.`;
  if (before.data.hash === after.data.hash) return "The same table, and no result moved beyond chance.";
  const inputs =
    moved.length === 1 ? `${moved[0].what}: ${moved[0].before} → ${moved[0].after}` : `${moved.length} figures of the data moved`;
  const failed = gates === undefined ? "" : ` Gates are failed by others than before: ${gates.before} → ${gates.after}.`;
  return moved.length === 0
    ? `Another table much like the one before, and no result of the Champion moved beyond chance.${failed}`
    : `No result of the Champion moved beyond chance; ${inputs}.${failed}`;
}

const NAMED = 5;

function whereOf(doubts: readonly Doubt[], {definition}: BuildRecord): string[] {
  const titles = new Map(definition.inputs.map(({name, title}) => [name, title]));
  const where = [...new Set(doubts.map(({input}) => (input === null ? "the table as a whole" : `“${titles.get(input) ?? input}”`)))];
  return where.length > NAMED ? [...where.slice(0, NAMED), `${where.length - NAMED} more`] : where;
}

const [TABLE, DATA_AS_OF] = ["Table", "Data as of"];
/** Lines of the data's part that every new file moves. */
export const OF_THE_FILE: readonly string[] = [TABLE, DATA_AS_OF];

function compareData(before: BuildRecord, after: BuildRecord): Change[] {
  const [old, now] = [before.data, after.data];
  const isSame = old.hash === now.hash;
  const told = (what: string, count: (data: typeof old) => number): Change =>
    change(
      what,
      [old, now].map((data) => `about ${formatCount(count(data))}`),
      count(old) === count(now) ? "same" : "changed"
    );
  return [
    change(
      TABLE,
      [old, now].map(({kind, hash}) => `${kind === "sample" ? "synthetic sample" : "file"} ${hash}`)
    ),
    change(
      DATA_AS_OF,
      [old, now].map(({date}) => (date ? sayDay(date.date) : "not known"))
    ),
    told(capitalised(after.unit.plural), ({rows}) => rows),
    told(`${capitalised(after.unit.plural)} with a label`, ({labelled}) => labelled),
    compareFigure("Churned", [old.baseRate, now.baseRate], {print: (x) => formatShare(x)}),
    ...(isSame ? [] : compareInputLines(before, after))
  ];
}

function compareInputLines(before: BuildRecord, after: BuildRecord): Change[] {
  const [old, now] = [before, after].map(({inputs}) => new Map(inputs.map((input) => [input.name, input])));
  const titles = new Map(after.definition.inputs.map(({name, title, unit}) => [name, unit === null ? title : `${title} (${unit})`]));
  const whole = new Set(after.definition.inputs.flatMap(({name, kind}) => (kind === "integer" ? [name] : [])));
  const moves = compareInputs(before.inputs, after.inputs, [usersOf(before.data), usersOf(after.data)]);
  return moves
    .sort((a, b) => b.gap - a.gap)
    .map(({name, isBeyondChance, gap}) => {
      const told = [old, now].map((inputs) => sayInput(inputs.get(name), whole.has(name)));
      return change(titles.get(name) ?? name, told, isBeyondChance ? "changed" : gap > 0 || told[0] !== told[1] ? "chance" : "same");
    });
}

const MEDIAN = PROBABILITIES.indexOf(0.5);
const SHOWN_LEVELS = 3;

/** @param isWhole whether its values are whole numbers: records hold them on steps that need not be */
function sayInput(input: InputSummary | undefined, isWhole: boolean): string {
  if (input === undefined) return "–";
  const missing = input.missing > 0 ? `, ${formatShare(input.missing)} missing` : "";
  if (input.kind === "category") {
    const largest = [...input.levels].sort((a, b) => b.share - a.share);
    const told = largest.slice(0, SHOWN_LEVELS).map(({level, share}) => `${level}: ${formatShare(share, 0)}`);
    return `${[...told, ...(largest.length > SHOWN_LEVELS ? [`${largest.length - SHOWN_LEVELS} more`] : [])].join(", ")}${missing}`;
  }
  if (input.quantiles === null) return "no value";
  const quantiles = isWhole ? input.quantiles.map(Math.round) : input.quantiles;
  return `median ${formatValue(quantiles[MEDIAN])}, ${formatValue(quantiles[0])} to ${formatValue(quantiles[quantiles.length - 1])}${missing}`;
}

const [CHAMPION, CHALLENGER, GATES] = ["Champion", "Challenger", "Fail a gate"];
/** Lines of the Champion's part that are no figure with an interval. */
const NO_METRIC: readonly string[] = [CHAMPION, CHALLENGER, GATES];

function titleOf({finalists}: BuildRecord, name: string | null): string {
  return name === null ? "none" : (finalists.find((d) => d.name === name)?.title ?? name);
}

function compareChampions(before: BuildRecord, after: BuildRecord): Change[] {
  const [old, now] = [before, after].map(({finalists, champion}) => finalists.find(({name}) => name === champion)?.metrics ?? {});
  const both = METRIC_NAMES.flatMap((name) => {
    const [was, is] = [findNamed(old, name), findNamed(now, name)];
    return was === undefined || is === undefined ? [] : [{name, was, is}];
  });
  const failed = [before, after].map(({finalists}) =>
    finalists.filter((d) => d.failed.length > 0).map((d) => `${d.title} (${d.failed.join(", ")})`)
  );
  return [
    change(
      CHAMPION,
      [before, after].map((d) => titleOf(d, d.champion))
    ),
    change(
      CHALLENGER,
      [before, after].map((d) => titleOf(d, d.challenger))
    ),
    change(
      GATES,
      failed.map((d) => d.join("; ") || "none")
    ),
    ...both.map(({name, was, is}) =>
      compareFigure(getMetric(name).title, [was, is], {print: (value) => formatMetric(name, value, halfOf(is)), among: both.length})
    )
  ];
}

function compareDecisions({decision: old}: BuildRecord, {decision: now}: BuildRecord): Change[] {
  if (old === null || now === null) return [];
  const line = [old, now].map((d) => (d.line === null ? "contact nobody" : formatLine(d.line)));
  const {precision: was} = old;
  const {precision: is} = now;
  const among = was && is ? 3 : 2;
  return [
    change("Contact whoever scores at least", line, old.line === now.line ? "same" : "changed"),
    change(
      "Contacted, of all",
      [old, now].map(({share}) => `about ${formatShare(share)}`)
    ),
    compareFigure("Found, of those who churned", [old.found, now.found], {print: formatShare, among}),
    ...(was && is ? [compareFigure("Churned, of the contacted", [was, is], {print: formatShare, among})] : []),
    compareFigure("Money per 1,000, by the usual assumptions", [old.gain, now.gain], {print: formatCount, among})
  ];
}
