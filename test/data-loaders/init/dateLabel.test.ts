import type {Said} from "../../../data-loaders/init/chooseLabel.js";
import type {LabelChoice} from "../../../lib/dataset/definition.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../../data-loaders/ingest/readTable.js";
import {collectTruth, createLabelReader} from "../../../lib/judge/truth.js";
import {fillOutcomes} from "../../../lib/campaign/readCampaign.js";
import {writeParquet} from "../ingest/scratch.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "dates-"))));
afterAll(() => rm(folder, {recursive: true}));

const N = 400;

type Cells = (i: number) => string;

const isLeft = (i: number): boolean => i % 5 === 0;
const day: Cells = (i) => `2024-0${1 + (i % 9)}-1${i % 7}`;
const leaving: Cells = (i) => (isLeft(i) ? day(i) : "");

/** A definition of a table of visits and other columns. */
async function infer(columns: Record<string, Cells>, said: Partial<Said> = {}) {
  const path = join(folder, "people.csv");
  const rows = Array.from({length: N}, (_, i) => [(i * 37) % 101, ...Object.values(columns).map((cell) => cell(i))].join(";"));
  await writeFile(path, [["visits", ...Object.keys(columns)].join(";"), ...rows].join("\n"));
  const inferred = await initTable(path, {identifiers: [], keep: [], ...said}, async (_, unchanged) => unchanged);
  const roleOf = (name: string) => inferred.columns.find((d) => d.name === name)!.role;
  return {path, definition: inferred.definition, roleOf, guesses: inferred.definition.guessed!.map(({of, guess}) => `${of}: ${guess}`)};
}

/** Labels as a build reads them. */
async function readBy({path, definition}: Pick<Awaited<ReturnType<typeof infer>>, "path" | "definition">): Promise<number[]> {
  const file = join(folder, "people.dataset.json");
  await writeFile(file, JSON.stringify(definition));
  return [...(await readTable({paths: path, definition: await readDefinition(file)})).labels];
}

const DATED = {churned: "left", retained: "stayed", blank: "stayed", dated: "left"};
const LABELS = Array.from({length: N}, (_, i) => Number(isLeft(i)));

describe("a label of dates", () => {
  it("is found by its name, and blank is who stayed, which is said", async () => {
    const inferred = await infer({Kündigungsdatum: leaving});
    expect(inferred.definition.label).toEqual({column: "Kündigungsdatum", ...DATED});
    expect(inferred.guesses).toEqual(
      expect.arrayContaining(["Kündigungsdatum: the label: a date is who left", "Kündigungsdatum: a blank is who stayed"])
    );
    expect(await readBy(inferred)).toEqual(LABELS);
    await expect(infer({signup_date: (i) => (i < 25 ? "" : day(i))})).rejects.toThrow("must say who left; got none");
  });

  it("is none that nearly all have, or nearly none, or whose days of an end lie ahead of all others", async () => {
    const refused = (columns: Record<string, Cells>) => expect(infer(columns)).rejects.toThrow("must say who left; got none");
    await refused({churn_date: day});
    await refused({churn_date: (i) => (i < 19 ? "" : day(i))});
    await refused({churn_date: (i) => (i < 19 ? day(i) : "")});
    await refused({end_date: (i) => (isLeft(i) ? "2026-01-01" : ""), last_login: day});
    expect((await infer({end_date: leaving, last_login: day})).definition.label).toEqual({column: "end_date", ...DATED});
  });

  it("is of days to come too, which is said, and of any column that a person names", async () => {
    const ahead = await infer({cancel_date: (i) => (isLeft(i) ? (i % 3 === 0 ? "2025-02-01" : day(i)) : ""), last_login: day});
    expect(ahead.guesses).toContain("cancel_date: a date that lies ahead is who left, too");
    expect((await readBy(ahead))[0]).toBe(1);
    const named = await infer({trial_end: leaving}, {label: "trial_end", blank: "retained"});
    expect(named.definition.label).toEqual({column: "trial_end", ...DATED});
    expect(named.guesses.some((guess) => guess.startsWith("trial_end"))).toBe(false);
    const turned = await infer({renewed_at: leaving}, {label: "renewed_at"});
    expect(turned.definition.label).toEqual({column: "renewed_at", churned: "left", retained: "stayed", blank: "left", dated: "stayed"});
    expect(await readBy(turned)).toEqual(LABELS.map((y) => 1 - y));
    await expect(infer({churn_date: leaving}, {label: "churn_date", blank: "unknown"})).rejects.toThrow("Where a blank means not known");
    await expect(infer({churn_date: day}, {label: "churn_date"})).rejects.toThrow("A date says who left where it is blank for who stayed");
  });

  it("gives way to a column that says of everybody who left, and leaves out the dates that tell of it", async () => {
    const both = await infer({
      canceled_at: leaving,
      ended_at: (i) => (i % 10 === 0 ? day(i) : ""),
      churned: (i) => (isLeft(i) ? "yes" : "no")
    });
    expect(both.definition.label).toEqual({column: "churned", churned: "yes", retained: "no"});
    expect(both.definition.inputs.map(({name}) => name)).toEqual(["visits"]);
    const {roleOf, definition} = await infer({
      signup_date: (i) => `2023-0${1 + (i % 9)}-11`,
      current_period_end: (i) => (isLeft(i) ? day(i) : `2024-0${1 + ((i + 4) % 9)}-20`),
      cancel_at_period_end: (i) => String(i % 15 === 0),
      ended_at: (i) => (i % 10 === 0 ? day(i) : ""),
      canceled_at: leaving
    });
    expect(definition.label.column).toBe("canceled_at");
    expect(definition.inputs.map(({name}) => name)).toEqual(["visits", "signup_date"]);
    expect(roleOf("current_period_end").why).toMatch(/^of 100% of those who left its day is that of leaving, or later/);
    expect(roleOf("cancel_at_period_end").why).toMatch(/of some it says for sure that they left$/);
  });

  it("may be days that never come, seconds since 1970, or dates and times of a file with types", async () => {
    for (const never of ["9999-12-31", "0000-00-00"])
      expect(await readBy(await infer({end_date: (i) => (isLeft(i) ? day(i) : never)}))).toEqual(LABELS);
    expect(await readBy(await infer({canceled_at: (i) => (isLeft(i) ? String(1_714_521_600 + i) : "")}))).toEqual(LABELS);
    for (const cell of ["DATE '2024-05-01' + i::INTEGER", "TIMESTAMP '2024-05-01 10:00:00' + to_days(i::INTEGER)"]) {
      const query = `SELECT (i * 37) % 101 AS visits, CASE WHEN i % 5 = 0 THEN ${cell} END AS left_at FROM range(${N}) t(i)`;
      const path = await writeParquet(join(folder, "people.parquet"), query);
      const {definition} = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
      expect(definition.label).toEqual({column: "left_at", ...DATED});
      expect(await readBy({path, definition})).toEqual(LABELS);
    }
  });

  it("refuses a word that is no date, in the build, and counts it where a file is judged", async () => {
    const inferred = await infer({canceled_at: leaving});
    await writeFile(inferred.path, "visits;canceled_at\n1;2024-05-01\n2;\n3;not yet\n");
    await expect(readBy(inferred)).rejects.toThrow('the label must be "left", "stayed", a date or empty; got "not yet"');
  });
});

/** What a table and a file may hold in such a column. */
const cells = fc.oneof(
  fc.date({min: new Date(Date.UTC(1970, 0, 1)), max: new Date(Date.UTC(2099, 11, 31)), noInvalidDate: true}).map((d) => d.toISOString()),
  fc.constantFrom(
    "",
    "NA",
    " ",
    "left",
    "stayed",
    "Joined",
    "31.12.2024",
    "0000-00-00",
    "9999-12-31 00:00:00",
    "12/31/9999",
    "0",
    "1714521600",
    "May 2024"
  )
);

describe("a label of dates is read alike by a build, by whatever judges scores, and by the result of a campaign", () => {
  const label: LabelChoice = {column: "gone", ...DATED, aside: ["Joined"]};

  it("of any cells", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cells, {minLength: 1, maxLength: 12}), async (drawn) => {
        const texts = [...drawn, "2024-05-01", ""]; // both classes are there
        const path = join(folder, "drawn.csv");
        await writeFile(path, ["visits;gone", ...texts.map((text, i) => `${i};${text}`)].join("\n"));
        const built = await readBy({path, definition: {label, inputs: [{name: "visits", kind: "integer"}]}});
        const read = createLabelReader(label, {});
        const judged = texts.map((text) => {
          const truth = collectTruth({...label, blank: label.blank});
          truth.add(read("2024-05-01"), 0.5, "2024-05-01"); // not silent
          truth.add(read(text), 0.5, text);
          const {y, nUnlabelled, nStrange} = truth.done();
          expect(y.length + nUnlabelled + nStrange).toBe(2);
          return nUnlabelled === 1 ? -1 : y[1];
        });
        expect(judged).toEqual(built);
        const outcome = texts.map((text) => (["", "NA"].includes(text.trim()) ? null : text.trim()));
        const table = {columns: {group: null, outcome, score: null, value: null, customer: null}, nFaulty: 0};
        const filled = fillOutcomes(table, "gone", label).columns.outcome;
        expect(filled?.map((text) => ["stayed", "left"].indexOf(text ?? ""))).toEqual(built);
      }),
      {numRuns: 12}
    );
  });
});

describe("a label of a few classes", () => {
  const classes =
    (...texts: string[]): Cells =>
    (i) =>
      texts[i % texts.length];

  it("is taken where each says whether it is of who left, and those who have only just come are named", async () => {
    const {definition, guesses} = await infer({"Customer Status": classes("Stayed", "Churned", "Joined")});
    expect(definition.label).toEqual({column: "Customer Status", churned: "Churned", retained: "Stayed", alsoRetained: ["Joined"]});
    expect(guesses).toEqual(expect.arrayContaining(["Customer Status: “Joined” counts as who stayed"]));
    expect(definition.guessed!.find(({guess}) => guess.startsWith("“Joined”"))?.why).toContain("--aside Joined");
    const hr = await infer({EmploymentStatus: classes("Active", "Terminated for Cause", "Voluntarily Terminated")});
    expect(hr.definition.label).toMatchObject({
      alsoChurned: ["Voluntarily Terminated"],
      churned: "Terminated for Cause",
      retained: "Active"
    });
  });

  it.each([
    ["Active", "Cancelled", "Paused"],
    ["Active", "Cancelled", "Expired"],
    ["Active", "Inactive", "Closed"],
    ["Active", "Not active", "Cancelled"],
    ["0", "1", "2"],
    ["A", "B", "Churned"],
    ["Cancelled by us", "Cancelled by them", "Cancellation of trial"]
  ])("is left to a person where it may be %s, %s or %s", async (...texts) => {
    await expect(infer({status: classes(...texts)})).rejects.toThrow(/must say who left; got none.*"status" has 3/);
  });

  it("may set a class aside, which then has no label", async () => {
    const inferred = await infer({status: classes("Stayed", "Churned", "Joined")}, {aside: ["Joined"]});
    expect(inferred.definition.label).toEqual({column: "status", churned: "Churned", retained: "Stayed", aside: ["Joined"]});
    expect((await readBy(inferred)).slice(0, 6)).toEqual([0, 1, -1, 0, 1, -1]);
    await expect(infer({status: classes("Stayed", "Churned")}, {aside: ["Joined"]})).rejects.toThrow(
      '--aside: it must be a value of "status"; got Joined'
    );
  });
});
