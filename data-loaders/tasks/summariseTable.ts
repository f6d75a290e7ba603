import type {ModelsBook} from "../../lib/book/models.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {ReferenceBook} from "../../lib/book/reference.js";
import type {ModelGroups} from "../../lib/book/scores.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {Banded} from "./bandInputs.js";
import {getColumn, take} from "../../lib/dataset/table.js";
import {summariseColumn, summariseGroups, summariseScores} from "../../lib/drift/summarise.js";
import {fillFew} from "../../lib/explore/fillFew.js";
import {rowsWith} from "../../lib/fit/protocol/split.js";
import {getNamed} from "../../lib/named.js";
import {edgesOf} from "../../lib/explore/bandRows.js";
import {scoresOf} from "./outputs.js";

/** The labelled rows that files are compared with. */
export interface Compared {
  table: Table;
  /** by row, where rows repeat customers */
  groups: Groups;
  banded: Banded;
}

/** What has to be known of a table and its scores to compare others with them. Missing values that are too few are counted as /eda counts them. */
export function summariseTable(
  {table, groups: customers, banded}: Compared,
  inputs: PredictBook["inputs"],
  {scores, book, groups}: {scores: Record<string, ArrayLike<number>>; book: ModelsBook; groups: readonly ModelGroups[]}
): ReferenceBook {
  const filled = fillFew(table, {groups: customers});
  const rows = rowsWith(scores.set, 0);
  const trained = (name: string): Float64Array => take(getNamed(scores, scoresOf(name)), rows, new Float64Array(rows.length));
  return {
    nUsers: table.nRows,
    inputs: inputs.map(({name}) => {
      const bands = getNamed(banded, name);
      return summariseColumn(getColumn(filled, name), {groups: customers, edges: edgesOf(bands), cells: bands.codes});
    }),
    scores: Object.fromEntries(
      book.finalists.map(({name}) => {
        const own = groups.find((d) => d.name === name)?.outOfFold;
        return [name, own ? summariseGroups(own) : summariseScores(trained(name))];
      })
    )
  };
}
