import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "spellings-"))));
afterAll(() => rm(folder, {recursive: true}));

it.each([
  [["Gold", "gold", "Silver"], "3 different texts; “Gold” and “gold” look like one text spelled in 2 ways: each is a level of its own"],
  [["Team A", "team_a", "solo", "Solo"], /^4 different texts; .* look like one text spelled in 2 ways, and so do others: each/],
  [
    ["Inge Ås", "inge ås", "solo", ...Array.from({length: 29}, (_, i) => ["North", "South"][i % 2])],
    "5 different texts; some look like one text spelled in several ways: each is a level of its own" // of fewer than 20 rows each
  ],
  [["North", "South", "West"], "3 different texts"]
])("says of %j that some are one text in several spellings, or nothing", async (texts, why) => {
  const path = join(folder, "table.csv");
  const rows = Array.from({length: 200}, (_, i) => `${texts[i % texts.length]},${(i * 37) % 23},${(i * 7) % 11 < 4}`);
  await writeFile(path, ["kind,visits,churned", ...rows].join("\n"));
  const {columns} = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
  expect(columns[0].role.why).toEqual(typeof why === "string" ? why : expect.stringMatching(why));
});
