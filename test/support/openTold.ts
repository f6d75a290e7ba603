import type {CohortsBook} from "../../lib/book/cohorts.js";
import type {EdaBook} from "../../lib/book/eda.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {ReferenceBook} from "../../lib/book/reference.js";
import type {ScoreGroupsFile} from "../../lib/book/scores.js";
import type {TableFile} from "../../data-loaders/ingest/arrowTable.js";
import type {Told} from "./toldSets.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fillFew} from "../../lib/explore/fillFew.js";
import {openBook} from "../../data-loaders/flow/book.js";
import {decodeTable} from "../../data-loaders/ingest/arrowTable.js";

/** What the last run of a home tells of sets of users, and what its store knows, which only the owner has. */
export async function openTold(home: string): Promise<Told> {
  const book = await openBook(home);
  const models = await book.readJson<ModelsBook>("models.json");
  const {table, arrays} = openStored(home, "wrangle", "table.arrow");
  const {set, row, ...scores} = openStored(home, "evaluate", "scores.arrow").arrays;
  return {
    eda: await book.readJson<EdaBook>("eda.json"),
    reference: await book.readJson<ReferenceBook>("reference.json"),
    groups: openGroups(await book.readJson<ScoreGroupsFile>("score-groups.json")),
    cohorts: await book.readJson<CohortsBook>("cohorts.json"),
    models,
    table: fillFew(table, {groups: arrays.group ?? null, y: arrays.y}), // as pages count them
    y: arrays.y,
    scored: {rows: row, isTest: set, scores: Object.fromEntries(models.finalists.map(({name}) => [name, scores[`scores of ${name}`]]))}
  };
}

/** What a task of the last run left. */
function openStored(home: string, task: string, file: string): TableFile {
  const runs = readdirSync(join(home, "runs")).filter((d) => /Z\.keys$/.test(d));
  const keys = readFileSync(join(home, "runs", runs.sort().at(-1)!), "utf8").split("\n");
  const key = keys.find((d) => d.startsWith(`${task}-`))!;
  return decodeTable(new Uint8Array(readFileSync(join(home, "store", key, file))));
}
