import {countContradictions} from "../../lib/audit/countContradictions.js";
import type {LedgerStep} from "../../lib/book/wrangling.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table} from "../../lib/table/table.js";
import type {IngestResult} from "../ingest/readTable.js";
import {fromArquero, toArquero} from "./arqueroTable.js";
import {ledgerOfIngest} from "./ingestSteps.js";
import {LABEL, ROW, takeSteps} from "./step.js";
import {chooseInputs} from "./steps/chooseInputs.js";
import {flagContradictions} from "./steps/flagContradictions.js";
import {setUnlabelledApart} from "./steps/setUnlabelledApart.js";

/** What models are given. */
export interface Wrangled {
  /** the inputs of the labelled rows */
  table: Table;
  /** length nRows: 1 churned, 0 retained */
  y: Uint8Array;
  /** length nRows: the row of the file, from 0 */
  rows: Int32Array;
  /** one line per step; rows and columns add up from line to line */
  ledger: LedgerStep[];
}

/** Cleans what was read. To add a cleaning step, write it in `steps/` and name it in the list below. */
export function wrangleTable({table, labels, report}: IngestResult, definition: DatasetDefinition): Wrangled {
  const steps = [
    setUnlabelledApart(definition),
    flagContradictions(definition, countContradictions(table, definition)),
    chooseInputs(definition)
  ];
  const walked = takeSteps(toArquero(table, labels), steps);
  return {
    table: fromArquero(walked.table, table),
    y: Uint8Array.from(walked.table.array(LABEL) as ArrayLike<number>),
    rows: Int32Array.from(walked.table.array(ROW) as ArrayLike<number>),
    ledger: [...ledgerOfIngest(report, definition), ...walked.ledger]
  };
}
