import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {Sort} from "../ui/dataTable.js";
import type {Field, UrlState} from "../ui/urlState.js";
import type {TrialFilter} from "./trialRows.js";
import type {Registry} from "../../lib/book/registry.js";
import {choiceField, urlState} from "../ui/urlState.js";
import {trialGroups} from "./trialRows.js";
import {columnWords} from "./trialColumns.js";
import {modelColorScale} from "../ui/colors.js";

/** So many trials stand side by side at most. */
export const MOST_CHOSEN = 4;

/** Everything a reader can choose on the experiments page; all of it stands in the address. */
export interface ExperimentsChoice extends TrialFilter {
  /** which trials are judged by */
  metric: string;
  /** ids of the chosen trials, in the order in which they were chosen; at most {@link MOST_CHOSEN} */
  trial: readonly string[];
  /** the table's order; null: the best first */
  sort: Sort | null;
  /** words of the columns that the reader hid */
  hide: readonly string[];
}

/** The page's choices, kept in the address; by default every trial, judged by the written rule's metric. */
export function experimentsState(book: ExperimentsBook): UrlState<ExperimentsChoice> {
  const {metrics, selectionMetric, trials} = book;
  const columns = columnWords(book);
  return urlState<ExperimentsChoice>({
    metric: choiceField(
      metrics.map((d) => d.name),
      selectionMetric
    ),
    group: choiceField(["all", ...trialGroups(book).map((d) => d.name)], "all"),
    state: choiceField(["all", "finished", "stopped", "failed"], "all"),
    trial: listField(
      trials.map((d) => d.id),
      MOST_CHOSEN
    ),
    sort: sortField(columns),
    hide: listField(columns, columns.length)
  });
}

/** Some of these words, parted by commas; none by default. */
function listField(choices: readonly string[], most: number): Field<readonly string[]> {
  return {
    fallback: [],
    parse: (text) => {
      const words = [...new Set(text.split(","))];
      return words.length <= most && words.every((word) => choices.includes(word)) ? words : null;
    },
    format: (words) => words.join(","),
    expects: `${most < choices.length ? `up to ${most}` : "some"} of ${choices.slice(0, 4).join(", ")}${choices.length > 4 ? ", …" : ""}`
  };
}

/** A column's word, with a minus before it where the largest come first. */
function sortField(columns: readonly string[]): Field<Sort | null> {
  const words = ["id", ...columns];
  return {
    fallback: null,
    parse: (text) => {
      const descending = text.startsWith("-");
      const key = descending ? text.slice(1) : text;
      return words.includes(key) ? {key, descending} : null;
    },
    format: (sort) => (sort === null ? "" : `${sort.descending ? "-" : ""}${sort.key}`),
    expects: `a column, such as ${words.slice(0, 4).join(", ")}, with a minus before it for the largest first`
  };
}

/**
 * One colour per learner: that of the finalist of the same name, so that no page contradicts another.
 *
 * @param registry its first version is the base rate
 */
export function learnerColors({learners}: ExperimentsBook, {versions, aliases}: Registry): (learner: string) => string {
  const names = versions.map((d) => d.name);
  const others = learners.map((d) => d.name).filter((name) => !names.includes(name));
  return modelColorScale([...names, ...others], {champion: aliases.champion, challenger: aliases.challenger, baseline: names[0]});
}
