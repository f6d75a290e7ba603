import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {Child} from "../ui/dom.js";
import type {Column} from "../ui/dataTable.js";
import type {TrialRow} from "./trialRows.js";
import {capitalised, formatSeconds, joinRange} from "../../lib/format.js";
import {compareOnFolds} from "../../lib/statistics/foldScores.js";
import {describeValue} from "../../lib/model/describeParams.js";
import {formatMetric, getMetricInfo} from "../shared/metricWords.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {wholeAxis} from "../ui/axisCut.js";
import {goesOn} from "./goesOn.js";
import {paramTitles} from "./trialColumns.js";
import {foldPicture} from "./foldPicture.js";

/** A line of the comparison: a cell for every trial. */
export interface ComparedLine {
  title: string;
  /** in the order of the trials */
  texts: string[];
}

type TrialKey = `trial:${string}`;

interface ShownLine {
  title: string;
  [trial: TrialKey]: Child;
}

/** Two to four trials side by side: what differs first, then their scores on the same folds; what they share in a sentence. */
export function trialComparison(book: ExperimentsBook, trials: readonly TrialRow[], metric: string): HTMLElement {
  const {differing, same} = compareFacts(book, trials);
  const lines: ShownLine[] = [...differing.map((line) => shownLine(trials, line)), ...scoreLines(book, trials, metric)];
  const columns: Column<ShownLine>[] = [
    {key: "title", title: "What differs"},
    ...trials.map((trial): Column<ShownLine> => ({key: keyOf(trial), title: trial.id, align: "right", format: (cell: Child) => cell}))
  ];
  const claim = comparisonClaim(book, trials, metric);
  const table = dataTable({columns, rows: lines, sortable: false, caption: claim, hideCaption: true});
  return el(
    "section",
    {class: "card trial-comparison"},
    el("h3", {}, claim),
    table,
    goesOn(table),
    same.length > 0
      ? el("p", {class: "hint"}, `The same in all: ${same.map(({title, texts}) => `${title} ${texts[0]}`).join(", ")}.`)
      : null,
    el("p", {class: "hint"}, "Intervals are over folds, for two trials picked beforehand: the best of many looks better than it is.")
  );
}

function keyOf({id}: TrialRow): TrialKey {
  return `trial:${id}`;
}

function shownLine(trials: readonly TrialRow[], {title, texts}: ComparedLine): ShownLine {
  return {title: capitalised(title), ...Object.fromEntries(trials.map((trial, i) => [keyOf(trial), texts[i]]))};
}

/** What the trials are, line by line; apart what differs and what is the same in all. */
export function compareFacts(book: ExperimentsBook, trials: readonly TrialRow[]): {differing: ComparedLine[]; same: ComparedLine[]} {
  const lines: ComparedLine[] = [
    {title: "learner", texts: trials.map((d) => book.learners.find((about) => about.name === d.learner)?.title ?? d.learner)},
    {title: "recipe", texts: trials.map((d) => (d.group === d.learner ? "–" : d.group))},
    ...paramTitles(book, trials, book.selectionMetric).map(({name, title}) => ({
      title,
      texts: trials.map((d) => {
        const value = d[`param:${name}`];
        return value === undefined ? "–" : describeValue(value);
      })
    })),
    {title: "inputs", texts: trials.map((d) => String(d.inputs))},
    {title: "how it ended", texts: trials.map((d) => d.state)}
  ].filter((d) => d.texts.some((text) => text !== "–"));
  const isSame = ({texts}: ComparedLine): boolean => new Set(texts).size === 1;
  return {differing: lines.filter((d) => !isSame(d)), same: lines.filter(isSame)};
}

/** Scores of each, and how much each differs from the first on the folds that both ran. */
function scoreLines(book: ExperimentsBook, trials: readonly TrialRow[], metric: string): ShownLine[] {
  const {title} = getMetricInfo(book, metric);
  const show = (value: number): string => formatMetric(metric, value);
  const axis = wholeAxis(trials.flatMap((d) => d.folds));
  const cells = (read: (trial: TrialRow, i: number) => Child): Record<TrialKey, Child> =>
    Object.fromEntries(trials.map((trial, i) => [keyOf(trial), read(trial, i)]));
  const picture = (trial: TrialRow): Child =>
    axis && trial.folds.length > 0 ? foldPicture(trial.folds, {cut: axis, nFolds: book.folds, show}) : "–";
  return [
    {
      title,
      ...cells(({mean, standardError}) =>
        mean === null ? "–" : `${show(mean)}${standardError === null ? "" : ` ± ${show(standardError)}`}`
      )
    },
    {title: "Fold by fold", ...cells(picture)},
    {title: `Difference to ${trials[0].id}`, ...cells((trial, i) => (i === 0 ? "–" : sayDifference(book, [trial, trials[0]], metric)))},
    {title: "Time", ...cells(({seconds}) => (seconds === null ? "not timed" : formatSeconds(seconds)))}
  ];
}

/** @example "+0.0012 (−0.0005 to +0.0029)"; of one common fold without interval */
function sayDifference(book: ExperimentsBook, [a, b]: readonly [TrialRow, TrialRow], metric: string): string {
  const n = Math.min(a.folds.length, b.folds.length);
  if (n === 0) return "–";
  const signed = (value: number): string => `${value < 0 ? "−" : "+"}${formatMetric(metric, Math.abs(value))}`;
  if (n === 1) return `${signed(a.folds[0] - b.folds[0])} on one fold`;
  const {estimate, low, high} = differenceOf(book, [a, b], n);
  return `${signed(estimate)} (${joinRange(signed(low), signed(high))})${n < book.folds ? ` on ${n} folds` : ""}`;
}

function differenceOf(
  {testToTrain}: ExperimentsBook,
  [a, b]: readonly [TrialRow, TrialRow],
  n: number
): ReturnType<typeof compareOnFolds>["difference"] {
  return compareOnFolds(a.folds.slice(0, n), b.folds.slice(0, n), {testToTrain}).difference;
}

/** Whether the folds tell the chosen trials apart, as a claim. @param trials at least two */
export function comparisonClaim(book: ExperimentsBook, trials: readonly TrialRow[], metric: string): string {
  const {better} = getMetricInfo(book, metric);
  const [first, ...others] = trials;
  const told = others.map((other) => {
    const n = Math.min(first.folds.length, other.folds.length);
    if (n < 2) return null;
    const {low, high} = differenceOf(book, [other, first], n);
    if (low <= 0 && high >= 0) return 0;
    return (better === "lower" ? high < 0 : low > 0) ? 1 : -1;
  });
  const count = (value: number | null): number => told.filter((d) => d === value).length;
  const parts = [
    count(1) > 0 ? `${count(1)} better than ${first.id}` : "",
    count(-1) > 0 ? `${count(-1)} worse` : "",
    count(0) > 0 ? `${count(0)} not to be told apart from it` : "",
    count(null) > 0 ? `${count(null)} with too few folds in common to say` : ""
  ].filter(Boolean);
  const named = count(1) > 0 ? parts.join(", ") : `Beside ${first.id}: ${parts.join(", ")}`;
  return `${trials.length} trials side by side. ${capitalised(named)}`;
}
