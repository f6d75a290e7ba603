import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {Column} from "../ui/dataTable.js";
import type {AxisCut} from "../ui/axisCut.js";
import type {ParamKey, TrialRow} from "./trialRows.js";
import {capitalised, formatSeconds, shorten} from "../../lib/format.js";
import {formatMetric, getMetricInfo} from "../shared/metricWords.js";
import {el} from "../ui/dom.js";
import {stateTag} from "../shared/stateTag.js";
import {describeValue, shortTitle} from "../../lib/model/describeParams.js";
import {cutAxis, sideOf, wholeAxis} from "../ui/axisCut.js";
import {foldPicture} from "./foldPicture.js";
import {finishedRows} from "./trialRows.js";

/** A column of the table of trials, that readers may hide. */
export interface TrialColumn {
  /** stands for it in the address */
  word: string;
  title: string;
  column: Column<TrialRow>;
}

/** Of a column's head; the rest stands in its hint, and in the list of columns. */
const MOST_LETTERS = 36;

const GENERAL = ["mean", "folds", "state", "seconds", "inputs"] as const;

/** The words of all columns that any view of the table has. */
export function columnWords({learners}: Pick<ExperimentsBook, "learners">): string[] {
  return [...GENERAL, ...new Set(learners.flatMap((d) => Object.keys(d.paramTitles)))];
}

/**
 * The columns for these trials, the name's aside: scores, then a column for every hyper-parameter in which they differ, those of
 * the best trial first.
 *
 * @param rows the trials shown
 */
export function trialColumns(book: ExperimentsBook, rows: readonly TrialRow[], metric: string): TrialColumn[] {
  const general = generalColumns(book, rows, metric);
  const params = paramTitles(book, rows, metric).flatMap(({name, title, hint}): TrialColumn[] => {
    const key: ParamKey = `param:${name}`;
    const values = new Set(rows.map((d) => d[key]).filter((d) => d !== undefined));
    if (values.size < 2) return [];
    const format = (value: TrialRow[ParamKey]): string => (value === undefined ? "–" : describeValue(value));
    return [{word: name, title, column: {key, title: shorten(capitalised(title), MOST_LETTERS), hint, align: "right", format}}];
  });
  return [...general, ...params];
}

/** Hyper-parameters that all trials shown have alike, in words; for a note below the table. */
export function sameInAll(book: ExperimentsBook, rows: readonly TrialRow[], metric: string): string[] {
  return paramTitles(book, rows, metric).flatMap(({name, title}) => {
    const values = rows.map((d) => d[`param:${name}`]);
    return rows.length > 1 && values[0] !== undefined && new Set(values).size === 1 ? [`${title} ${describeValue(values[0])}`] : [];
  });
}

/** Every hyper-parameter of the trials shown, once; where learners say it otherwise, in the words of all. */
export function paramTitles(
  book: ExperimentsBook,
  rows: readonly TrialRow[],
  metric: string
): {name: string; title: string; hint: string}[] {
  const searched = new Set(book.learners.filter((d) => Object.keys(d.paramTitles).length > 0).map((d) => d.name));
  const best = finishedRows(rows, getMetricInfo(book, metric).better).find((d) => searched.has(d.learner))?.learner;
  const there = new Set(rows.map((d) => d.learner));
  const learners = book.learners.filter((d) => there.has(d.name)).toSorted((a, b) => Number(b.name === best) - Number(a.name === best));
  const names = [...new Set(learners.flatMap((d) => Object.keys(d.paramTitles)))];
  return names.map((name) => {
    const told = [...new Set(learners.flatMap((d) => d.paramTitles[name] ?? []))];
    return {name, title: [...new Set(told.map(shortTitle))].join(" or "), hint: told.join("; or: ")};
  });
}

function generalColumns(book: ExperimentsBook, rows: readonly TrialRow[], metric: string): TrialColumn[] {
  const {title, better} = getMetricInfo(book, metric);
  const cut = foldAxis(rows, better);
  const show = (value: number): string => formatMetric(metric, value);
  const scores: Column<TrialRow> = {
    key: "mean",
    title,
    sortValue: (mean, row) => (row.state === "finished" ? mean : null),
    unit: better === "lower" ? "low is good" : "high is good",
    align: "right",
    format: (mean, row) =>
      mean === null
        ? "no score"
        : el("span", {class: row.state === "finished" ? null : "muted"}, show(mean), errorText(row.standardError, show))
  };
  const folds: Column<TrialRow> = {
    key: "folds",
    title: "Fold by fold",
    unit: cut === null ? undefined : `${show(cut.low)} to ${show(cut.high)}`,
    align: "left",
    sortValue: (folds) => folds.length,
    format: (folds) => (cut === null || folds.length === 0 ? "–" : foldPicture(folds, {cut, nFolds: book.folds, show}))
  };
  return [
    {word: "mean", title, column: scores},
    {word: "folds", title: "fold by fold", column: folds},
    {word: "state", title: "how it ended", column: {key: "state", title: "Ended", format: (state) => stateTag(state)}},
    {
      word: "seconds",
      title: "time",
      column: {
        key: "seconds",
        title: "Time",
        align: "right",
        format: (seconds) => (seconds === null ? "not timed" : formatSeconds(seconds))
      }
    },
    {word: "inputs", title: "inputs", column: {key: "inputs", title: "Inputs", align: "right"}}
  ];
}

/** The axis of the folds' pictures: that of the finished trials which are near enough to the best to be compared. */
function foldAxis(rows: readonly TrialRow[], better: "lower" | "higher"): AxisCut | null {
  const finished = finishedRows(rows, better);
  const others = finished.filter((d) => d.group !== "baseline");
  const compared = others.length > 0 ? others : finished;
  if (compared.length === 0) return wholeAxis(rows.flatMap((d) => d.folds));
  const cut = cutAxis(
    compared.map((d) => d.mean),
    better
  );
  return wholeAxis(compared.filter((d) => sideOf(cut, d.mean) === 0).flatMap((d) => d.folds));
}

/** @example " ± 0.0037" */
function errorText(standardError: number | null, show: (value: number) => string): HTMLElement | null {
  return standardError === null ? null : el("span", {class: "muted"}, ` ± ${show(standardError)}`);
}
