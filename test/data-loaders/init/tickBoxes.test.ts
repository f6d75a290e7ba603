import type {Said} from "../../../data-loaders/init/chooseLabel.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../../data-loaders/ingest/readTable.js";
import {writeParquet} from "../ingest/scratch.js";
import {getCategory} from "../../../lib/dataset/table.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "ticks-"))));
afterAll(() => rm(folder, {recursive: true}));

const N = 400;

type Cells = (i: number) => string;

/** A table of visits, a column, and who left. */
async function infer(
  name: string,
  cell: Cells,
  {left = (i) => (i % 5 === 0 ? "yes" : "no"), ...said}: Partial<Said> & {left?: Cells} = {}
) {
  const path = join(folder, "people.csv");
  const rows = Array.from({length: N}, (_, i) => `${(i * 37) % 101};${cell(i)};${left(i)}`);
  await writeFile(path, [`visits;${name};left`, ...rows].join("\n"));
  const {definition, columns} = await initTable(path, {identifiers: [], keep: [], ...said}, async (_, unchanged) => unchanged);
  return {path, definition, role: columns.find((d) => d.name === name)!.role};
}

/** As a build reads it. */
async function readBy({path, definition}: Pick<Awaited<ReturnType<typeof infer>>, "path" | "definition">) {
  const file = join(folder, "people.dataset.json");
  await writeFile(file, JSON.stringify(definition));
  return readTable({paths: path, definition: await readDefinition(file)});
}

describe("a column of ticks", () => {
  it.each(["x", "X", "✓", "yes", "1", "Y", "ja", "true", "*", "•"])("of “%s” or nothing is yes or no", async (tick) => {
    const ticked = await infer("locker", (i) => (i % 3 === 0 ? tick : ""));
    const words = tick === "yes" ? {} : {values: {[tick]: "yes"}};
    expect(ticked.definition.inputs[1]).toEqual({name: "locker", kind: "boolean", blank: "no", ...words});
    expect(ticked.definition.guessed).toContainEqual({
      of: "locker",
      guess: "yes or no",
      why: `it says “${tick}” or is blank, and a blank was taken for “no”: where it means not known, take it out of the inputs`
    });
    const {table, report} = await readBy(ticked);
    const {levels, codes} = getCategory(table, "locker");
    expect([...codes].map((code) => levels[code])).toEqual(Array.from({length: N}, (_, i) => (i % 3 === 0 ? tick : "no")));
    expect(report.keptWords).toEqual([]);
  });

  it("may be a word that a customer has or not, such as a coupon's, which keeps its name", async () => {
    const had = await infer("coupon", (i) => (i % 3 === 0 ? "WELCOME10" : ""));
    expect(had.definition.inputs[1]).toEqual({name: "coupon", kind: "boolean", blank: "no"});
    const {levels, codes} = getCategory((await readBy(had)).table, "coupon");
    expect([...codes].map((code) => levels[code])).toEqual(Array.from({length: N}, (_, i) => (i % 3 === 0 ? "WELCOME10" : "no")));
  });

  it("is none where it says two things, is no tick, is nearly always or nearly never ticked, or has a word for no value", async () => {
    const blankOf = async (cell: Cells) => (await infer("locker", cell)).definition.inputs.find(({name}) => name === "locker")?.blank;
    expect(await blankOf((i) => ["x", "y", ""][i % 3])).toBeUndefined();
    expect(await blankOf((i) => (i % 3 === 0 ? "no" : ""))).toBeUndefined();
    expect(await blankOf((i) => (i % 12 === 0 ? "" : "gold"))).toBeUndefined();
    expect(await blankOf((i) => (i % 3 === 0 ? "7" : ""))).toBeUndefined();
    expect(await blankOf((i) => (i % 3 === 0 ? "2024-05-01" : ""))).toBeUndefined();
    expect(await blankOf((i) => (i < 19 ? "x" : ""))).toBeUndefined();
    expect(await blankOf((i) => (i < 19 ? "" : "x"))).toBeUndefined();
    expect(await blankOf(() => "x")).toBeUndefined();
    expect(await blankOf((i) => ["x", "NA", ""][i % 3])).toBeUndefined();
    expect(await blankOf((i) => (i < 20 ? "x" : ""))).toBe("no");
  });

  it.each([
    ["true", "true"],
    ["1::INTEGER", "1"],
    ["1.0::DOUBLE", "1"],
    ["'x'", "x"]
  ])("may be a column of %s and NULL in a file with types", async (cell, tick) => {
    const query = `SELECT (i * 37) % 101 AS visits, CASE WHEN i % 3 = 0 THEN ${cell} END AS locker, i % 5 = 0 AS left FROM range(${N}) t(i)`;
    const path = await writeParquet(join(folder, "people.parquet"), query);
    const {definition} = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
    expect(definition.inputs[1]).toEqual({name: "locker", kind: "boolean", blank: "no", values: {[tick]: "yes"}});
    const {table} = await readBy({path, definition});
    const {levels, codes} = getCategory(table, "locker");
    expect([...codes].map((code) => levels[code])).toEqual(Array.from({length: N}, (_, i) => (i % 3 === 0 ? tick : "no")));
  });

  it.each([
    ["ticks", ["x", "X", "", "ja", ""], {blank: "no", spelled: {X: ["ja", "x"]}, values: {X: "yes"}}, ["yes", "yes", "no", "yes", "no"]],
    [
      "words",
      ["Yes", "yes", "Y", "No", "N"],
      {spelled: {Y: ["Yes", "yes"], N: ["No"]}, values: {Y: "yes", N: "no"}},
      ["yes", "yes", "yes", "no", "no"]
    ],
    [
      "words and no value",
      ["TRUE", "false", "", "True", "0"],
      {spelled: {TRUE: ["True"], "0": ["false"]}, values: {TRUE: "yes", "0": "no"}},
      ["yes", "no", null, "yes", "no"]
    ]
  ])("in several spellings is one yes or no: %s", async (_, cells, given, words) => {
    const read = await infer("locker", (i) => cells[i % 5]);
    expect(read.definition.inputs[1]).toMatchObject({name: "locker", kind: "boolean", ...given});
    const guess = read.definition.guessed!.find(({of}) => of === "locker")!;
    for (const text of cells.filter((d) => d !== "")) expect(guess.why).toContain(`“${text}”`);
    const {table, report} = await readBy(read);
    const {levels, codes} = getCategory(table, "locker");
    expect(levels.length).toBe(2);
    const shown = Array.from(codes, (code) => (code < 0 ? null : ((given.values as Record<string, string>)[levels[code]] ?? levels[code])));
    expect(shown).toEqual(Array.from({length: N}, (__, i) => words[i % 5]));
    expect(report.keptWords).toEqual([]);
  });

  it("that tells who left alone is left out, and kept as yes or no where a person wants it", async () => {
    const cell: Cells = (i) => (i % 5 === 0 ? "x" : "");
    expect((await infer("final_bill", cell)).role).toMatchObject({role: "left out"});
    const kept = await infer("final_bill", cell, {keep: ["final_bill"]});
    expect(kept.definition.inputs[1]).toMatchObject({kind: "boolean", blank: "no"});
  });
});

describe("a label of ticks", () => {
  const left: Cells = (i) => (i % 5 === 0 ? "x" : "");
  const plan: Cells = (i) => "ab"[i % 2];

  it("is read with its blanks as who stayed, which is said", async () => {
    const inferred = await infer("plan", plan, {left});
    expect(inferred.definition.label).toEqual({column: "left", churned: "x", retained: "no", blank: "no"});
    const said = inferred.definition.guessed!.filter(({of}) => of === "left");
    expect(said.map(({guess}) => guess)).toEqual(["the label: “x” is who left", "a blank is who stayed"]);
    const {labels} = await readBy(inferred);
    expect([...labels]).toEqual(Array.from({length: N}, (_, i) => Number(i % 5 === 0)));
  });

  it("is what a person says of its blanks, and then nothing of it is guessed", async () => {
    const kept = await infer("plan", plan, {left, label: "left", blank: "retained"});
    expect(kept.definition.label).toEqual({column: "left", churned: "x", retained: "no", blank: "no"});
    expect(kept.definition.guessed!.some(({of}) => of === "left")).toBe(false);
    const turned = await infer("plan", plan, {left, label: "left", blank: "churned"});
    expect(turned.definition.label).toEqual({column: "left", churned: "no", retained: "x", blank: "no"});
    expect((await readBy(turned)).labels[1]).toBe(1);
    const unknown = infer("plan", plan, {left, label: "left", blank: "unknown"});
    await expect(unknown).rejects.toThrow(
      'the label "left" must have two values, or a few of which one says who left; got 1: x. Where a blank means not known,'
    );
    const contrary = infer("plan", plan, {left, churned: ["x"], label: "left", blank: "churned"});
    await expect(contrary).rejects.toThrow("it must agree with --churned; got churned, and --churned x");
  });

  it("may have any word where a person says what a blank is, or two words and blanks", async () => {
    const gone = await infer("plan", plan, {left: (i) => (i % 5 === 0 ? "moved" : ""), label: "left", blank: "retained"});
    expect(gone.definition.label).toEqual({column: "left", churned: "moved", retained: "retained", blank: "retained"});
    const spelled = await infer("plan", plan, {left: (i) => ["x", "X", "x", "", ""][i % 5], label: "left", blank: "retained"});
    expect(spelled.definition.label).toMatchObject({churned: "x", alsoChurned: ["X"], retained: "retained", blank: "retained"});
    const cells: Cells = (i) => ["yes", "no", ""][i % 3];
    const both = await infer("plan", plan, {left: cells, label: "left", blank: "retained"});
    expect(both.definition.label).toEqual({column: "left", churned: "yes", retained: "no", blank: "no"});
    expect((await infer("plan", plan, {left: cells})).definition.label).toEqual({column: "left", churned: "yes", retained: "no"});
    await expect(infer("plan", plan, {label: "left", blank: "retained"})).rejects.toThrow(
      "must say nothing in some rows; got something in each"
    );
  });

  it("gives way to a column that says it of everybody, and is none by a name that says nothing", async () => {
    const both = await infer("cancelled", (i) => (i % 4 === 0 ? "x" : ""));
    expect(both.definition.label.column).toBe("left");
    expect((await infer("active", (i) => (i % 4 === 0 ? "x" : ""), {label: "active"})).definition.label).toEqual({
      column: "active",
      churned: "no",
      retained: "x",
      blank: "no"
    });
  });
});
