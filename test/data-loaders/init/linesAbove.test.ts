import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../../data-loaders/ingest/readTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "above-"))));
afterAll(() => rm(folder, {recursive: true}));

const ROWS = Array.from({length: 60}, (_, i) => `${i},${i % 7},${i % 3 === 0 ? "a" : "b"},${i % 2 === 0 ? "yes" : "no"}`);
const HEADER = "no,visits,plan,churned";

async function infer(...lines: string[]) {
  const path = join(folder, "people.csv");
  await writeFile(path, lines.join("\n"));
  const inferred = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
  await writeFile(join(folder, "people.dataset.json"), JSON.stringify(inferred.definition));
  return inferred;
}

/** The table of these lines, as a build reads it by the definition that stands there. */
async function read(...lines: string[]) {
  const path = join(folder, "people.csv");
  await writeFile(path, lines.join("\n"));
  return readTable({paths: path, definition: await readDefinition(join(folder, "people.dataset.json"))});
}

describe("initTable and readTable: lines of text above the header", () => {
  it.each([
    [["Export of 30 June,,,"], 1, 2],
    [["Export of 30 June", "", "made by the desk, for us"], 2, 4],
    [["Customer,,Usage,"], 1, 2]
  ])("are passed over, said and written down: %j", async (above, n, line) => {
    const {definition, ofTable} = await infer(...above, HEADER, ...ROWS);
    expect(definition.format).toEqual({above: n});
    expect(ofTable).toContainEqual({of: "the header", guess: `on line ${line}`, why: expect.stringContaining("no cell for most columns")});
    const {report, table} = await read(...above, HEADER, ...ROWS);
    expect([report.nRows, table.columns.map(({name}) => name)]).toEqual([60, ["visits", "plan"]]);
    await expect(read(...above, HEADER, ...ROWS, "7,many,a,yes")).rejects.toThrow(`"many" in column "visits", line ${line + 61}`);
  });

  it("need not stand above the header of another file of the same table", async () => {
    await infer("Export of 30 June", HEADER, ...ROWS);
    expect((await read(HEADER, ...ROWS)).report.nRows).toBe(60);
  });

  it("are no guess where nothing tells which line is the header, which is then asked for", async () => {
    const texts = ROWS.map((_, i) => `m${i},some,${i % 3 === 0 ? "a" : "b"},${i % 2 === 0 ? "yes" : "no"}`);
    await expect(infer("Customer,,Usage,", HEADER, ...texts)).rejects.toThrow(
      /the first line must name the columns; got names for 2 of 4\. Where a title or the names of groups stand above the header, take/
    );
  });
});
