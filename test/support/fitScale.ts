import type {SupportScale} from "../../lib/book/predict.js";
import type {Table} from "../../lib/dataset/table.js";
import {fitSupportScale} from "../../lib/fit/evidence/supportScale.js";
import {createRandom} from "../../lib/random.js";

/** The scale of a table that has numbers. */
export function fitScale(table: Table): SupportScale {
  const scale = fitSupportScale(table, createRandom(1));
  if (scale === null) throw new Error("fitScale: a table must have a number that varies.");
  return scale;
}
