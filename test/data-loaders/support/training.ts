import type {SharedTraining} from "../../../data-loaders/tasks/training.js";
import {shareBytes, shareTable} from "../../../data-loaders/jobs/shareTable.js";
import {stratifiedFolds} from "../../../lib/fit/protocol/folds.js";
import {createRandom} from "../../../lib/random.js";
import {drawUsers} from "../../lib/fit/protocol/toys.js";

/** Toy users as a task reads its train rows. */
export function createTraining(nRows: number, nFolds = 5): SharedTraining {
  const {table, y} = drawUsers(nRows);
  return {
    table: shareTable(table),
    y: shareBytes(y),
    folds: shareBytes(stratifiedFolds(y, nFolds, createRandom(1))),
    nFolds,
    groups: null,
    periods: null
  };
}
