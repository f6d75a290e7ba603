import type {CohortsBook} from "../../lib/book/cohorts.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {CohortData} from "../../lib/cohorts/describeCohorts.js";
import {describeCohorts} from "../../lib/cohorts/describeCohorts.js";

export function run({data, definition}: {data: CohortData; definition: DatasetDefinition}): CohortsBook {
  return describeCohorts(data, definition);
}
