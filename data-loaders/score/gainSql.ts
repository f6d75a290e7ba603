import type {DuckDBConnection} from "@duckdb/node-api";
import type {CostAssumptions} from "../../lib/decide/byValue.js";
import type {ScoreJob} from "./scoreJob.js";
import type {TableSource} from "./tableSource.js";
import {check, someOf} from "../../lib/check.js";
import {expectedGain} from "../../lib/decide/byValue.js";
import {checkColumnTypes} from "../../lib/rows/cell.js";
import {matchColumns} from "../../lib/rows/matchColumns.js";
import {sqlNumber} from "../ingest/cellSql.js";
import {sqlName} from "../ingest/duckdb.js";

/** SQL of what contacting a row is expected to bring, as expectedGain of lib/decide has it. @param p SQL of its probability */
export function gainSql(worth: string, {p, costs}: {p: string; costs: CostAssumptions}): string {
  const {saveRate, offerCost} = costs;
  const stayer = expectedGain(0, 0, costs);
  const churner = `${saveRate} * (${worth} - ${offerCost}) - ${costs.contactCost}`;
  return `${p} * (${churner}) + (1 - ${p}) * (${stayer})`;
}

/**
 * What each row of t is worth, as SQL: who has no value counts at the mean of the others.
 *
 * @returns null where no expected gain is asked for, or the files have no such column and need not
 */
export async function findWorth(
  reader: DuckDBConnection,
  {columns, types, from, notes}: TableSource,
  {gain, model}: ScoreJob
): Promise<string | null> {
  if (gain === undefined) return null;
  const where = "--value-column";
  const [place] = matchColumns([gain.column], columns).places;
  check(place >= 0 || !gain.isAsked, {where, rule: "the file must have that column", got: `“${gain.column}” among ${someOf(columns, 20)}`});
  if (place < 0) {
    notes.push(`the book says what each is worth by “${gain.column}”, which the file does not have: no expected gain is told`);
    return null;
  }
  const {missing, format} = model;
  checkColumnTypes(where, [{name: columns[place], kind: "number", type: types[place]}]);
  const value = sqlNumber(`t.${sqlName(columns[place])}`, {type: types[place], missing, format}, "DOUBLE");
  const found = await reader.runAndReadAll(`SELECT avg(v) FILTER (isfinite(v)) FROM (SELECT ${value} AS v FROM ${from} AS t)`);
  const [[mean]] = found.getRows();
  check(mean !== null, {where, rule: "the column must hold numbers", got: `none in “${columns[place]}”`});
  return `CASE WHEN isfinite(${value}) THEN ${value} ELSE ${Number(mean)} END`;
}
