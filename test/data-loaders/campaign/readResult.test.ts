import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {readResult} from "../../../data-loaders/campaign/readResult.js";
import {sqlPath, withDuckDB} from "../../../data-loaders/ingest/duckdb.js";
import {countArms} from "../../../lib/campaign/campaign.js";

const NOTHING = {columns: {}, words: {}};
const FIXTURE = "test/fixtures/campaign/campaign.csv";
const KNOWN = {nContacted: 4832, contactedLeft: 1001, nAlone: 1168, aloneLeft: 315};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "campaign-"));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

async function write(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe("one campaign in several forms", () => {
  test("CSV", async () => {
    const {campaign, columns, words} = await readResult(FIXTURE, NOTHING, {});
    expect(countArms(campaign)).toEqual(KNOWN);
    expect(columns).toEqual({group: "group", outcome: "churned", score: "score", value: "value", customer: "id"});
    expect(words).toEqual({contacted: "contacted", alone: "left alone", left: "yes", stayed: "no"});
  });

  test("Parquet, with booleans in place of words", async () => {
    const path = join(folder, "campaign.parquet");
    await withDuckDB(async (connection) => {
      await connection.run(
        `COPY (SELECT id, score, "group" = 'contacted' AS treated, churned = 'yes' AS "left" FROM read_csv(${sqlPath(FIXTURE)}))
         TO ${sqlPath(path)} (FORMAT parquet)`
      );
    });
    const {campaign} = await readResult(path, NOTHING, {});
    expect(countArms(campaign)).toEqual(KNOWN);
    expect(campaign.score?.[0]).toBeCloseTo(0.1124, 9);
  });

  test("as Excel saves it, with semicolons and decimal commas", async () => {
    const lines = ["Kundennummer;Kontaktiert;Gekündigt;Score", "1;ja;nein;0,25", "2;nein;ja;0,5", ";;;", "3;ja;ja;0,125", ""];
    const {campaign, columns} = await readResult(await write("de.csv", `\uFEFF${lines.join("\r\n")}`), NOTHING, {});
    expect(columns).toMatchObject({group: "Kontaktiert", outcome: "Gekündigt", customer: "Kundennummer"});
    expect(countArms(campaign)).toEqual({nContacted: 2, contactedLeft: 1, nAlone: 1, aloneLeft: 1});
    expect([...(campaign.score ?? [])]).toEqual([0.25, 0.5, 0.125]);
    expect(campaign.counts.nFaulty).toBe(1);
  });
});

test("columns and texts that do not say it are asked for, by option", async () => {
  const path = await write("arms.csv", "who,cell7,gone\n1,A,x\n2,B,y\n3,B,x\n");
  await expect(readResult(path, NOTHING, {})).rejects.toThrow(/a column must say who was contacted .* Name it with --group/);
  const columns = {group: "cell7", outcome: "gone"};
  await expect(readResult(path, {columns, words: {}}, {})).rejects.toThrow(/--contacted and --alone/);
  const {campaign} = await readResult(path, {columns, words: {contacted: "B", left: "x"}}, {});
  expect(countArms(campaign)).toEqual({nContacted: 2, contactedLeft: 1, nAlone: 1, aloneLeft: 1});
  await expect(readResult(path, {columns: {group: "cell9"}, words: {}}, {})).rejects.toThrow("--group: arms.csv must have that column");
});

test("a book's label is read as the book has it", async () => {
  const path = await write("label.csv", "treated,label\n1,bye\n0,hi\n0,bye\n");
  const {words} = await readResult(path, NOTHING, {label: {column: "label", churned: "bye", retained: "hi"}});
  expect(words).toMatchObject({left: "bye", stayed: "hi"});
});
