import type {BookReader, FoundModel} from "../../../data-loaders/score/openModel.js";
import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {sayLikeness} from "../../../data-loaders/score/likeness.js";
import {getRow} from "../../../lib/dataset/table.js";
import {summariseColumn} from "../../../lib/drift/summarise.js";
import {createRandom, shuffled} from "../../../lib/random.js";
import {mixedUsers} from "../../support/syntheticUsers.js";
import {makeFolder, models, score} from "./scoring.js";

const users = mixedUsers(6000, 31).table;
const folder = await makeFolder();
const all = Array.from({length: users.nRows}, (_, i) => i);
const title = "Kilometres";
const book = (async (artefact: string) =>
  artefact === "reference.json"
    ? {inputs: users.columns.map((column) => summariseColumn(column))}
    : {counts: {train: 1, test: 1}, customers: null, definition: {inputs: [{name: "x1", title, unit: "km"}]}}) as BookReader;

type Change = (key: string, value: unknown) => unknown;

/** What is said at last of these rows in a file of that ending. */
async function say(
  rows: readonly number[],
  change: Change = (_, value) => value,
  {ending = "csv", found = {}, output = "csv"}: {ending?: string; found?: Partial<FoundModel>; output?: string} = {}
): Promise<string[]> {
  const names = Object.keys(getRow(users, 0));
  const lines = rows.map((i) =>
    Object.entries(getRow(users, i))
      .map(([key, value]) => change(key, value) ?? "")
      .join(",")
  );
  const input = join(folder, `users.${ending}`);
  await writeFile(input, [names.join(","), ...lines, ""].join("\n"));
  const model = models.logistic;
  const {sample} = await score(input, {output: join(folder, `out.${output}`), model});
  return sayLikeness(sample, {model, origin: "", of: {name: "logistic", sha256: "00", book}, ...found});
}

describe("sayLikeness(sample, found)", () => {
  it("says nothing of the table itself, of a tenth of it and of a few rows", async () => {
    expect(await say(all)).toEqual([]);
    for (let draw = 0; draw < 5; ++draw) expect(await say(shuffled(all, createRandom(`tenth ${draw}`)).slice(0, 600))).toEqual([]);
    expect(await say(all.slice(0, 20), (key, value) => (key === "x1" ? 100 * Number(value) : value))).toEqual([]);
  });

  it("names what has other units, the largest difference first, and what to look at", async () => {
    const change: Change = (key, value) => (key === "x1" ? 100 * Number(value) : key === "x4" ? Number(value) + 4 : value);
    for (const output of ["csv", "parquet"]) {
      const [headline, first, second, remedy, ...more] = await say(all, change, {output});
      expect(headline).toBe(`The file is not like the training data in 2 of 6 inputs, most of all ${title}.`);
      expect(first).toMatch(/^- Kilometres differs much: higher than in training: median \d[\d,]+ against \d+ km$/);
      expect(second).toMatch(/^- x4 differs.*: higher than in training/);
      expect(remedy).toMatch(/^Look whether the file has other units, words or dates/);
      expect(more).toEqual([]);
    }
  });

  it("names a column that is blank, and one whose levels are other words", async () => {
    expect((await say(all, (key, value) => (key === "x2" ? "" : value)))[1]).toBe(
      "- x2 differs much: missing in 100% against 0%; no values to compare"
    );
    const renamed = await say(all, (key, value) => (key === "plan" && value === "basic" ? "family" : value));
    expect(renamed[1]).toMatch(/^- plan differs much: less basic: 0% against \d+%$/);
  });

  it("says that it is not known where a model stands alone, or its site cannot be read, and scores all the same", async () => {
    expect(await say(all, undefined, {found: {of: null}})).toEqual([expect.stringMatching(/is not known: the model stands alone/)]);
    const away: BookReader = () => Promise.reject(new Error("no answer in 30 s"));
    expect(await say(all, undefined, {found: {of: {name: "a", sha256: "", book: away}}})).toEqual([
      "Whether the file is like the training data is not known: no answer in 30 s"
    ]);
  });
});
