import type {DuckDBConnection} from "@duckdb/node-api";
import type {LabelChoice} from "../../lib/dataset/definition.js";
import type {ColumnAlone, ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {ValueGroup} from "../../lib/infer/columnAlone.js";
import type {DateOrder} from "../../lib/rows/dates.js";
import type {NumberMarks} from "../../lib/rows/text.js";
import {classesOf, textsOf} from "../../lib/dataset/classes.js";
import {columnAlone} from "../../lib/infer/columnAlone.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {sqlIsOneOf, sqlNumber} from "../ingest/cellSql.js";
import {sqlText} from "../ingest/duckdb.js";
import {askEach, rows, sharing} from "./askColumns.js";

/** Rows that the question "does it tell the label alone?" is asked of: the answer is wanted to two digits. */
const ASKED_ROWS = 200_000;

/** How well each column alone tells the label. @param label its place, and the texts of its classes */
export async function profileAlone(
  connections: readonly DuckDBConnection[],
  profiles: readonly ColumnProfile[],
  {label, marks, dates}: {label: LabelChoice; marks: NumberMarks; dates: DateOrder | undefined}
): Promise<Map<string, ColumnAlone>> {
  const place = profiles.findIndex(({name}) => name === label.column);
  const list = (texts: readonly string[]): string => texts.map(sqlText).join(", ");
  const churned = list(classesOf(label).churned);
  const labelled = `SELECT * FROM seen WHERE c${place} IN (${list(textsOf(label))})`;
  await connections[0].run(`CREATE TABLE asked AS SELECT * FROM (${labelled}) USING SAMPLE reservoir(${ASKED_ROWS} ROWS) REPEATABLE (42)`);
  const asked = [...profiles.entries()].filter(([j, {nMissing, nRows}]) => j !== place && nMissing < nRows);
  const found = await askEach(sharing(connections, profiles[place].nRows), asked, async (connection, [j, profile]) => {
    const {name, nNumbers, nRows, nMissing, missingWords, lastDate} = profile;
    const isNumber = nNumbers === nRows - nMissing || lastDate !== null;
    const absent = ["", ...missingWords.map(({text}) => text)];
    const format = {...marks, ...(profile.symbols.length === 0 ? {symbols: []} : {}), dates};
    const value = isNumber ? sqlNumber(`c${j}`, {type: TEXT, missing: absent, format, asOf: lastDate ?? undefined}, "DOUBLE") : `c${j}`;
    const isMissing = sqlIsOneOf(`c${j}`, absent);
    const groups = await rows(
      connection,
      `SELECT v, count(*)::INTEGER, (count(*) FILTER (y))::INTEGER FROM
        (SELECT CASE WHEN ${isMissing} THEN NULL ELSE ${value} END AS v, c${place} IN (${churned}) AS y FROM asked) GROUP BY v ORDER BY v NULLS LAST`
    );
    const read = (isNull: boolean): ValueGroup[] =>
      groups.filter(([d]) => (d === null) === isNull).map(([, n, nChurned]) => ({n: Number(n), churned: Number(nChurned)}));
    const [missing = {n: 0, churned: 0}] = read(true);
    const values = groups.flatMap(([d]) => (d === null ? [] : [isNumber ? Math.fround(Number(d)) : d])); // tables hold float32
    const alone = {...columnAlone(read(false), {missing, isOrdered: isNumber}), nValues: new Set(values).size};
    return [name, alone] as const;
  });
  return new Map(found);
}
