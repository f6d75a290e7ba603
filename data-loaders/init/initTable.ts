import type {DuckDBConnection} from "@duckdb/node-api";
import type {InferredDefinition} from "../../lib/infer/inferDefinition.js";
import type {LabelGuess} from "../../lib/infer/inferLabel.js";
import type {DataFile} from "../ingest/resolveFiles.js";
import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {Said} from "./chooseLabel.js";
import type {FoundEncoding} from "../../lib/rows/encoding.js";
import type {TextFormat} from "../../lib/rows/format.js";
import type {DateOrder} from "../../lib/rows/dates.js";
import type {NumberMarks} from "../../lib/rows/text.js";
import type {SeenTable} from "./openTable.js";
import {availableParallelism, tmpdir} from "node:os";
import {check, someOf} from "../../lib/check.js";
import {guessLabels} from "../../lib/infer/inferLabel.js";
import {inferColumn, isLast, tellsLabel} from "../../lib/infer/inferColumn.js";
import {datesLeaving, readDated} from "../../lib/infer/leavingDates.js";
import {readDetails} from "../../lib/infer/leavingDetails.js";
import {readTicks, readTruths} from "../../lib/infer/tickBoxes.js";
import {NEVER} from "../../lib/dataset/classes.js";
import {otherSpellings} from "../../lib/rows/cell.js";
import {namedEncoding} from "../../lib/rows/encoding.js";
import {MISSING_TEXTS} from "../../lib/rows/text.js";
import {inferDefinition} from "../../lib/infer/inferDefinition.js";
import {withScratch} from "../flow/scratch.js";
import {findEncoding} from "../ingest/openCsv.js";
import {sqlIsOneOf} from "../ingest/cellSql.js";
import {sqlText, withDatabase} from "../ingest/duckdb.js";
import {chooseLabel, settleLabel} from "./chooseLabel.js";
import {resolveFiles} from "../ingest/resolveFiles.js";
import type {EncodingGuess} from "./guessEncoding.js";
import {guessEncoding} from "./guessEncoding.js";
import {openTable} from "./openTable.js";
import {findDays} from "./dayOfData.js";
import {findImplied} from "./findImplied.js";
import {findTwins} from "./findTwins.js";
import {profileAlone} from "./profileAlone.js";
import {countDates, profileLeaving} from "./profileDates.js";
import {findOrdered, findTime, profileTable} from "./profileTable.js";

/** How large a table is, and how it is read. */
export interface Opened {
  nRows: number;
  nColumns: number;
  sheet: SeenTable["sheet"];
  /** the encoding that was guessed, and that no door finds by itself; null: none was */
  encoding: string | null;
}

/** Asked where something must be known that no table says; gives what was said, with the answers. */
export type Asker = (found: {profiles: readonly ColumnProfile[]; labels: readonly LabelGuess[]}, said: Said) => Promise<Said>;

/**
 * Reads a table whole and works out a definition of it.
 *
 * @param path of one file of any form
 * @param ask asked once the columns are known
 * @param options onOpen: told how large the table is and how it is read, before its columns are looked at, which takes a while where they are many
 * @throws if the table cannot be read, nothing in it says who left, or a column that was named is not there
 */
export async function initTable(
  path: string,
  said: Said,
  ask: Asker,
  {onOpen}: {onOpen?: (opened: Opened) => void} = {}
): Promise<InferredDefinition> {
  const file = await findFile(path);
  return withScratch(tmpdir(), "init", (scratch) =>
    withDatabase({temp_directory: scratch}, async (connect) => {
      const connections: DuckDBConnection[] = [];
      for (let i = 0; i < availableParallelism(); ++i) connections.push(await connect());
      const [connection] = connections;
      const {guess, found, format: given} = await readEncoding(file, said);
      const table = await openTable(connection, file, {scratch, format: given, found});
      const encoding = guess === null || guess.isFound ? null : guess.name;
      onOpen?.({nRows: table.nRows, nColumns: table.columns.length, sheet: table.sheet, encoding});
      const {profiles: seen, marks, dates, isDateOrderSeen} = await profileTable(connections, table);
      const asRead = await countDates(connection, seen, dates);
      checkNames(said, asRead);
      const ticked = asRead.map(readTicks);
      const asLabels = ticked.map((d) => readDetails(datesLeaving(d.name) > 0 ? readDated(d) : d));
      const answered = await ask({profiles: ticked, labels: guessLabels(asLabels)}, said);
      const {label, why, isBlankGuessed} = chooseLabel(asRead, answered);
      const profiles = asRead.map((d) => (d.name === label.column ? settleLabel(d, label) : readTruths(d)));
      const leaving = await profileLeaving(connection, asRead, {label, dates});
      await fillTable(connection, profiles);
      const alone = await profileAlone(connections, profiles, {label, marks, dates, sinceLeft: leaving.sinceLeft});
      const roleOf = (d: ColumnProfile): string => inferColumn(d, alone.get(d.name) ?? null).role;
      const customer = profiles.find((d) => d.name !== label.column && roleOf(d) === "customer");
      const mayBeRead = (d: ColumnProfile): boolean =>
        d.name !== label.column && (answered.keep.includes(d.name) || isLastSeen(d.name) || !tellsLabel(d, alone.get(d.name) ?? null));
      const inferred = inferDefinition(profiles, {
        stem: file.name.replace(/\.[^.]*$/, ""),
        label,
        labelWhy: why,
        isBlankGuessed,
        identifiers: answered.identifiers,
        keep: answered.keep,
        timing: answered.timing,
        alone,
        notRows: table.notRows,
        time: customer === undefined ? null : await findTime(connection, profiles, customer),
        format: {...given, ...formatOf(table, profiles, {marks, dates})},
        headerLine: table.above?.line ?? null,
        sheet: table.sheet,
        encoding: said.encoding === undefined && table.encoding !== null ? (guess ?? {name: table.encoding, word: null, rivals: []}) : null,
        ...(await findDays(connection, profiles, {said: answered.asOf, dates, customer, mayBeRead, leaving, path: file.path})),
        isDateOrderSeen,
        twins: await findTwins(connection, profiles, {label: label.column, marks}),
        implied: await findImplied(connection, profiles, {label: label.column, customer}),
        ordered: await findOrdered(connection, profiles, marks)
      });
      checkInputs(inferred);
      return inferred;
    })
  );
}

/** Whether a name says when somebody was last there: however well that tells who left, nobody was there after the day of the table. */
function isLastSeen(name: string): boolean {
  return isLast(name) && datesLeaving(name) === 0;
}

async function findFile(path: string): Promise<DataFile> {
  const [file, ...others] = await resolveFiles(path, {
    where: "churnbook init",
    remedy: "Name one table: CSV, Parquet, Arrow or Excel (.xlsx)."
  });
  check(others.length === 0, {
    where: "churnbook init",
    rule: "it reads one file",
    got: `${others.length + 1}`,
    remedy: "Name one of them."
  });
  return file;
}

/** How a text file is encoded, by its bytes, or as a person said. @throws if that cannot be */
async function readEncoding(
  {path, format}: DataFile,
  {encoding}: Said
): Promise<{guess: EncodingGuess | null; found?: FoundEncoding; format: TextFormat}> {
  if (format !== "csv") return {guess: null, format: encoding === undefined ? {} : {encoding}};
  const found = await findEncoding(path, {encoding});
  if (encoding === undefined) {
    const guess = await guessEncoding(path, found);
    return guess === null || guess.isFound
      ? {guess, found, format: {}}
      : {guess, found: {name: guess.name, isWhole: true}, format: {encoding: guess.name}};
  }
  const named = namedEncoding(encoding);
  check(found.name === named, {
    where: "--encoding",
    rule: "it must be how the file is encoded",
    got: `${encoding} of a file that is UTF-8`,
    remedy: "Leave it out."
  });
  return {guess: null, found, format: {encoding}};
}

function checkInputs({definition, columns}: InferredDefinition): void {
  check(definition.inputs.length > 0, {
    where: "churnbook init",
    rule: "a column must be left to learn from",
    got: `none: ${someOf(
      columns.map(
        ({name, role}) => `"${name}" is ${role.role === "left out" ? "left out, because " : `the ${role.role}, because `}${role.why}`
      ),
      20
    )}`,
    remedy: "Name those that are inputs all the same with --keep."
  });
}

/** Writes into the table `seen` what cells without a value, and texts that are spelled otherwise, are counted as. */
async function fillTable(connection: DuckDBConnection, profiles: readonly ColumnProfile[]): Promise<void> {
  const filled = profiles.flatMap(({blank, dated, spelled}, j) => {
    const others = otherSpellings({spelled}).map(([text, level]) => `WHEN c${j} = ${sqlText(text)} THEN ${sqlText(level)}`);
    if (blank === undefined) return others.length === 0 ? [] : [`c${j} = CASE ${others.join(" ")} ELSE c${j} END`];
    const never = dated === undefined ? "" : ` OR regexp_full_match(c${j}, ${sqlText(NEVER)})`;
    const told = dated === undefined ? `c${j}` : sqlText(dated);
    return [`c${j} = CASE WHEN ${sqlIsOneOf(`c${j}`, MISSING_TEXTS)}${never} THEN ${sqlText(blank)} ${others.join(" ")} ELSE ${told} END`];
  });
  if (filled.length > 0) await connection.run(`UPDATE seen SET ${filled.join(", ")}`);
}

/** How a table is written, with those symbols alone that a column of numbers has. */
function formatOf(
  {sheet, above}: SeenTable,
  profiles: readonly ColumnProfile[],
  {marks: {symbols = [], ...marks}, dates}: {marks: NumberMarks; dates: DateOrder | undefined}
): TextFormat {
  const seen = symbols.filter((symbol) => profiles.some((d) => d.nNumbers === d.nRows - d.nMissing && d.symbols.includes(symbol)));
  return {
    ...(sheet && sheet.place > 0 ? {sheet: sheet.name} : {}),
    ...(above ? {above: above.n} : {}),
    ...marks,
    ...(seen.length > 0 ? {symbols: seen} : {}),
    ...(dates ? {dates} : {})
  };
}

function checkNames({label, identifiers, keep}: Said, profiles: readonly ColumnProfile[]): void {
  const names = profiles.map(({name}) => name);
  const strangers = [...(label === undefined ? [] : [label]), ...identifiers, ...keep].filter((name) => !names.includes(name));
  check(strangers.length === 0, {
    where: "churnbook init",
    rule: "a column that is named must be in the table",
    got: someOf(strangers),
    remedy: `It has ${someOf(names, 40)}.`
  });
}
