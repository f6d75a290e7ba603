import type {DuckDBConnection} from "@duckdb/node-api";
import type {LabelChoice} from "../../lib/dataset/definition.js";
import type {ColumnAlone, ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {GroupedRows, ValueGroup} from "../../lib/infer/columnAlone.js";
import type {DateOrder} from "../../lib/rows/dates.js";
import type {NumberMarks} from "../../lib/rows/text.js";
import {classesOf, textsOf} from "../../lib/dataset/classes.js";
import {columnAlone, groupByNumber} from "../../lib/infer/columnAlone.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {sqlIsOneOf, sqlNumber} from "../ingest/cellSql.js";
import {sqlText} from "../ingest/duckdb.js";
import {askEach, readNumbers, rows, sharing} from "./askColumns.js";

/** Rows that the question "does it tell the label alone?" is asked of: the answer is wanted to two digits. */
const ASKED_ROWS = 200_000;

/** How well each column alone tells the label. @param label its place, and the texts of its classes */
export async function profileAlone(
  connections: readonly DuckDBConnection[],
  profiles: readonly ColumnProfile[],
  {
    label,
    marks,
    dates,
    sinceLeft
  }: {label: LabelChoice; marks: NumberMarks; dates: DateOrder | undefined; sinceLeft: ReadonlyMap<string, number>}
): Promise<Map<string, ColumnAlone>> {
  const place = profiles.findIndex(({name}) => name === label.column);
  const list = (texts: readonly string[]): string => texts.map(sqlText).join(", ");
  const labelled = `SELECT * FROM seen WHERE c${place} IN (${list(textsOf(label))})`;
  await connections[0].run(`CREATE TABLE asked AS SELECT * FROM (${labelled}) USING SAMPLE reservoir(${ASKED_ROWS} ROWS) REPEATABLE (42)`);
  const isChurned = `c${place} IN (${list(classesOf(label).churned)})`;
  const asked = [...profiles.entries()].filter(([j, {nMissing, nRows}]) => j !== place && nMissing < nRows);
  const found = await askEach(sharing(connections, profiles[place].nRows), asked, async (connection, [j, profile]) => {
    const {name, nNumbers, nRows, nMissing, missingWords, isBare, lastDate} = profile;
    const isOrdered = nNumbers === nRows - nMissing || lastDate !== null;
    const absent = ["", ...missingWords.map(({text}) => text)];
    const format = {...marks, ...(profile.symbols.length === 0 ? {symbols: []} : {}), dates};
    const number = sqlNumber(
      `c${j}`,
      {type: TEXT, missing: absent, format, isBare, days: lastDate === null ? undefined : {asOf: lastDate}},
      "DOUBLE"
    );
    const text = `CASE WHEN ${sqlIsOneOf(`c${j}`, absent)} THEN NULL ELSE c${j} END`;
    const {groups, missing, nValues} = isOrdered
      ? await groupNumbers(connection, number, isChurned)
      : await groupTexts(connection, text, isChurned);
    return [name, {...columnAlone(groups, {missing, isOrdered}), nValues, sinceLeft: sinceLeft.get(name)}] as const;
  });
  return new Map(found);
}

/** Numbers are fetched as they stand and grouped here: of most columns of a wide table each is its own. @param number SQL; NaN is missing */
async function groupNumbers(connection: DuckDBConnection, number: string, isChurned: string): Promise<GroupedRows> {
  const numbersOf = (test: string): Promise<Float64Array> => readNumbers(connection, `SELECT ${number} FROM asked WHERE ${test}`);
  return groupByNumber(await numbersOf(isChurned), await numbersOf(`NOT ${isChurned}`));
}

/** @param text SQL; NULL is missing */
async function groupTexts(connection: DuckDBConnection, text: string, isChurned: string): Promise<GroupedRows> {
  const counted = await rows(
    connection,
    `SELECT v IS NULL, count(*)::INTEGER, (count(*) FILTER (y))::INTEGER FROM
      (SELECT ${text} AS v, ${isChurned} AS y FROM asked) GROUP BY v ORDER BY v`
  );
  const read = (isMissing: boolean): ValueGroup[] =>
    counted.filter(([isNull]) => isNull === isMissing).map(([, n, nChurned]) => ({n: Number(n), churned: Number(nChurned)}));
  const [missing = {n: 0, churned: 0}] = read(true);
  return {groups: read(false), missing, nValues: read(false).length};
}
