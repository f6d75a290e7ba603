import type {DuckDBConnection} from "@duckdb/node-api";
import type {Campaign} from "../../lib/campaign/campaign.js";
import type {CampaignHints, CampaignPlaces, CampaignRole} from "../../lib/campaign/columns.js";
import type {CampaignTable} from "../../lib/campaign/readCampaign.js";
import type {CampaignWords} from "../../lib/campaign/words.js";
import type {SeenColumn} from "../init/notRows.js";
import {dirname} from "node:path";
import {check, someOf} from "../../lib/check.js";
import {campaignRoles, findColumns} from "../../lib/campaign/columns.js";
import {collectCampaign, countTexts, fillOutcomes, readCampaign} from "../../lib/campaign/readCampaign.js";
import {checkWords, findWords} from "../../lib/campaign/words.js";
import {checkHasRows} from "../../lib/rows/bareRow.js";
import {checkColumnNames} from "../../lib/rows/matchColumns.js";
import {withScratch} from "../flow/scratch.js";
import {sqlBare, sqlPrinted} from "../ingest/cellSql.js";
import {sqlName, withDuckDB} from "../ingest/duckdb.js";
import {resolveFiles} from "../ingest/resolveFiles.js";
import {readingSource} from "../init/openTable.js";

/** Who reads, for errors. */
const ASKER = "campaign";

/** What a person says of the file; what is absent is found by names and words. */
export interface AskedResult {
  columns: Partial<Record<CampaignRole, string>>;
  words: Partial<CampaignWords>;
}

/** A campaign's file as it was read, and which columns and texts were taken for what. */
export interface ReadResult {
  name: string;
  campaign: Campaign;
  columns: Record<CampaignRole, string | null>;
  words: CampaignWords;
}

/**
 * Reads a campaign's file of any form: who was contacted, who was left alone, who left.
 *
 * @throws ChurnbookError if it is no table, or does not say who was contacted and who left
 */
export async function readResult(path: string, asked: AskedResult, hints: CampaignHints): Promise<ReadResult> {
  const files = await resolveFiles(path, {where: ASKER, remedy: "It takes one CSV, Parquet, Arrow or Excel (.xlsx) file."});
  check(files.length === 1, {where: ASKER, rule: "it takes one file", got: someOf(files.map(({name}) => name))});
  const [file] = files;
  const where = `${ASKER} ${file.name}`;
  return withScratch(dirname(file.path), ASKER, (scratch) =>
    withDuckDB(async (connection) => {
      const {table: asRead, columns} = await readingSource(connection, file, {
        asker: ASKER,
        scratch,
        leavesOut: true,
        read: async (source) => {
          const names = source.columns.map(({name}) => name);
          checkColumnNames(names, {where, added: []});
          const places = findPlaces(where, names, {asked, hints});
          const read = await readTable(connection, source, places);
          return {
            table: {...read, nFaulty: read.nFaulty + source.nAside},
            columns: Object.fromEntries(campaignRoles.map((role) => [role, names[places[role]] ?? null])) as ReadResult["columns"]
          };
        }
      });
      const table = fillOutcomes(asRead, columns.outcome, hints.label);
      const words = wordsOf(where, table, {columns, asked, hints});
      return {name: file.name, campaign: readCampaign(table, words), columns, words};
    })
  );
}

/** Options by which a person says which column is which. */
const OPTIONS: Record<CampaignRole, string> = {
  group: "--group",
  outcome: "--outcome",
  score: "--score",
  value: "--value-column",
  customer: "--customer"
};

function findPlaces(where: string, names: readonly string[], {asked, hints}: {asked: AskedResult; hints: CampaignHints}): CampaignPlaces {
  const places = findColumns(names, hints);
  for (const role of campaignRoles) {
    const name = asked.columns[role];
    if (name === undefined) continue;
    const place = names.indexOf(name);
    check(place >= 0, {
      where: OPTIONS[role],
      rule: `${where.slice(ASKER.length + 1)} must have that column`,
      got: `“${name}” among ${someOf(names, 20)}`
    });
    for (const other of campaignRoles)
      if (other !== role && places[other] === place && asked.columns[other] === undefined) places[other] = -1;
    places[role] = place;
  }
  const needed = {group: "who was contacted and who was left alone", outcome: "who left"} as const;
  for (const role of ["group", "outcome"] as const)
    check(places[role] >= 0, {
      where,
      rule: `a column must say ${needed[role]}`,
      got: someOf(names, 20),
      remedy: `Name it with ${OPTIONS[role]}.`
    });
  return places;
}

function wordsOf(
  where: string,
  table: CampaignTable,
  {columns, asked, hints}: {columns: ReadResult["columns"]; asked: AskedResult; hints: CampaignHints}
): CampaignWords {
  const names = {group: columns.group ?? "", outcome: columns.outcome ?? ""};
  const texts = {group: countTexts(table.columns.group), outcome: countTexts(table.columns.outcome)};
  checkHasRows(where, table.columns.group?.length ?? 0);
  const {label} = hints;
  const words = findWords(texts, names, {asked: asked.words, label: label?.column === columns.outcome ? label : undefined});
  checkWords(words, {
    where,
    texts,
    names,
    remedies: {
      group: "Say which text is which with --contacted and --alone, or name another column with --group.",
      outcome: "Say which text is which with --left and --stayed, or name another column with --outcome."
    }
  });
  return words;
}

async function readTable(
  connection: DuckDBConnection,
  {columns, from}: {columns: readonly SeenColumn[]; from: string},
  places: CampaignPlaces
): Promise<CampaignTable> {
  const wanted = [...new Set(Object.values(places).filter((place) => place >= 0))];
  const cells = wanted.map((place, k) => `${sqlPrinted(sqlName(columns[place].name), columns[place].type)} AS c${k}`);
  const isBare = columns.length > 1 ? columns.map(({name, type}) => sqlBare(sqlName(name), type)).join(" AND ") : "false";
  const own = Object.fromEntries(campaignRoles.map((role) => [role, wanted.indexOf(places[role])])) as CampaignPlaces;
  const collector = collectCampaign(
    own,
    wanted.map((place) => columns[place].type)
  );
  const result = await connection.stream(`SELECT ${isBare} AS bare, ${cells.join(", ")} FROM ${from}`);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [bare, ...row] of chunk.getRows()) {
      if (bare) collector.add({cells: null, fault: ""});
      else collector.add({cells: row as (string | null)[], fault: null});
    }
  }
  return collector.done();
}
