import type {CohortsBook} from "../../../lib/book/cohorts.js";
import type {EdaBook} from "../../../lib/book/eda.js";
import type {ReferenceBook} from "../../../lib/book/reference.js";
import type {WranglingBook} from "../../../lib/book/wrangling.js";
import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import type {Book} from "../../../data-loaders/flow/book.js";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {NO_VALUE} from "../../../lib/cohorts/words.js";
import {FEW, MIN_GROUP} from "../../../lib/groups.js";
import {createRandom, drawIndex} from "../../../lib/random.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";
import {build, smallDefinition, smallSettings} from "./smallBook.js";

interface Month {
  member: string;
  left: boolean;
  visits: number;
  hours: number | null;
  plan: string;
}

/** One member, and five, whose rows are enough for levels and ranges of their own, among many with six rows each. */
function drawMonths(): Month[] {
  const random = createRandom("customers");
  const months: Month[] = [];
  const add = (member: string, plan: string, {visits, hours}: {visits: number; hours: number | null}): void => {
    months.push({member, left: random() < (visits < 20 ? 0.5 : 0.3), visits, hours, plan});
  };
  for (let i = 0; i < 120; ++i) {
    const [plan, hours] = [["basic", "plus", "gold"][drawIndex(3, random)], 40 + drawIndex(2000, random) / 100];
    for (let month = 0; month < 6; ++month) add(`M-${i}`, plan, {visits: drawIndex(40, random), hours});
  }
  for (let i = 0; i < 250; ++i) add("firm", "enclave", {visits: 80 + drawIndex(10, random), hours: 987.65});
  for (let i = 0; i < 150; ++i) add(`club ${i % 5}`, "hamlet", {visits: 60 + (i % 3), hours: i % 5 === 0 ? null : 31.6228});
  return months;
}

const months = drawMonths();
const csv = [
  "member,status,visits,hours,plan",
  ...months.map(({member, left, visits, hours, plan}) => [member, left ? "left" : "stayed", visits, hours ?? "", plan].join(",")),
  ""
].join("\n");

const definition: DatasetDefinition = {
  ...exampleDefinition(smallDefinition),
  identifiers: [],
  inputs: smallDefinition.inputs.filter(({name}) => name !== "classes").map(({levels: _, ...input}) => input),
  constraints: [],
  checks: [],
  recipes: [],
  inputSets: [],
  protocol: {...smallDefinition.protocol, group: "member"}
};

const members = (rows: readonly Month[]): number => new Set(rows.map(({member}) => member)).size;

describe("a book of a table in which few members have many rows", () => {
  let folder: string;
  let book: Book;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "churnbook-customers-"));
    ({book} = await build(await smallSettings(folder, {csv, definition})));
  });
  afterAll(() => rm(folder, {recursive: true, force: true}));

  test("names no level that only they have, and no number of theirs, in any file", async () => {
    const texts = await Promise.all(book.names.map(async (name) => [name, Buffer.from(await book.read(name)).toString("latin1")]));
    const [level, number] = [/enclave|hamlet|firm/, /\b98[78](\.\d+)?\b|\b31\.6\d*\b/];
    const find = (telling: RegExp, [name, text]: string[]): string[] => (telling.test(text) ? [`${name}: ${telling.exec(text)![0]}`] : []);
    expect(texts.flatMap((file) => find(level, file))).toEqual([]);
    const timeless = texts.filter(([name]) => name !== "pipeline.json"); // which tells how long tasks took, in any digits
    expect(timeless.length).toBe(texts.length - 1);
    expect(timeless.flatMap((file) => find(number, file))).toEqual([]);
    expect(texts.some(([, text]) => text.includes("gold"))).toBe(true);
  });

  test("tells of either class in each band and level of at least 20 members", async () => {
    const {variables} = await book.readJson<EdaBook>("eda.json");
    const visits = variables.find(({input}) => input === "visits")!;
    expect(visits.rates.length).toBeGreaterThan(3);
    for (const [bins, ends] of [
      [visits.rates, visits.rates.map(({from}) => from)],
      [visits.histogram, visits.histogram.map(({low}) => low)]
    ] as const) {
      for (const k of bins.keys()) {
        const inside = months.filter((d) => (k === 0 || d.visits >= ends[k]) && (k + 1 === ends.length || d.visits < ends[k + 1]));
        for (const left of [true, false]) expect(members(inside.filter((d) => d.left === left))).toBeGreaterThanOrEqual(MIN_GROUP);
      }
    }
    const plan = variables.find(({input}) => input === "plan")!;
    expect(plan.rates.map(({label}) => label).filter((label) => !label.startsWith("other"))).toEqual(["basic", "gold", "plus"].slice(0, 2));
  });

  test("counts no missing value of a few members, and no cohort of theirs", async () => {
    const {columns} = await book.readJson<WranglingBook>("wrangling.json");
    expect(members(months.filter(({hours}) => hours === null))).toBeLessThan(MIN_GROUP);
    expect(columns.find(({name}) => name === "hours")!.missing).toBe(FEW);
    const reference = await book.readJson<ReferenceBook>("reference.json");
    const hours = reference.inputs.find(({name}) => name === "hours")!;
    expect(hours.nMissing).toBe(0);
    const {inputs} = await book.readJson<CohortsBook>("cohorts.json");
    const hourly = inputs.find(({input}) => input === "hours")!.cohorts.map(({label}) => label);
    expect(hourly.length).toBeGreaterThan(1);
    expect(hourly).not.toContain(NO_VALUE);
  });
});
