import type {Book} from "../../../data-loaders/flow/book.js";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {createRandom, drawIndex, drawNormal} from "../../../lib/random.js";
import {build, smallDefinition, smallSettings} from "./smallBook.js";

/** What one customer alone has: a value of either number, another in every row, and a level. */
const OWN = {visits: 65_432, hours: 98_765.43, classes: 87_000, plan: "Enclave"};
/** The level, and the numbers as an ONNX file holds them. */
const MARKS = [OWN.plan, ...[OWN.visits, OWN.hours].map((x) => Buffer.from(Float32Array.of(x).buffer))];
/** Rows of it, of which every fifth has no label, and rows of all others together: no round numbers, as other counts are told in. */
const ROWS = {own: 1537, others: 1204};

/** Members with four rows each, and one with more rows than all of them, as CSV. */
function panelCsv(): string {
  const random = createRandom("panel");
  const lines = Array.from({length: ROWS.others}, (_, i) => {
    const visits = drawIndex(60, random);
    const status = random() < 0.55 - visits / 120 ? "left" : "stayed";
    const hours = i % 30 === 0 ? "" : (30 + 5 * drawNormal(random)).toFixed(2); // missing in few rows, which stand with the many
    const cells = [status, visits, drawIndex(20, random), hours, random() < 0.4 ? "plus" : "basic"];
    return [`m${Math.floor(i / 4)}`, ...cells].join(",");
  });
  const own = Array.from({length: ROWS.own}, (_, i) => {
    const status = i % 5 === 0 ? "" : random() < 0.5 ? "left" : "stayed";
    return ["big", status, OWN.visits, OWN.classes + i, OWN.hours, OWN.plan].join(",");
  });
  return ["member,status,visits,classes,hours,plan", ...lines, ...own, ""].join("\n");
}

const isOwn = (x: number): boolean => [OWN.visits, OWN.hours].some((own) => Math.abs(x - own) < 300) || (x >= 86_000 && x < 89_000);

/** Numbers in an artefact, those in texts too, and where they stand. */
function numbersIn(value: unknown, path: string): [string, number][] {
  if (typeof value === "number") return [[path, value]];
  if (typeof value === "string")
    return /^[0-9a-f]{8,}$/.test(value) ? [] : (value.match(/\d[\d,]*(\.\d+)?/g) ?? []).map((d) => [path, Number(d.replaceAll(",", ""))]);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, `${path}.${key}`));
}

describe("a book of a table of which one customer has most rows", () => {
  let folder: string;
  let book: Book;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "churnbook-customer-"));
    const inputs = smallDefinition.inputs.map(({range, levels, isSwitch, ...input}) => input);
    const {inputSets, recipes, ...about} = smallDefinition;
    const definition = {...about, inputSets: [], recipes: [], inputs, constraints: [], checks: [], identifiers: []};
    const protocol = {...smallDefinition.protocol, group: "member"};
    ({book} = await build(await smallSettings(folder, {csv: panelCsv(), definition: {...definition, protocol}})));
  });
  afterAll(() => rm(folder, {recursive: true, force: true}));

  test("has none of its values, nor its level, in any file", async () => {
    for (const name of book.names) {
      const bytes = Buffer.from(await book.read(name));
      expect([name, MARKS.some((mark) => bytes.includes(mark))]).toEqual([name, false]);
      const isTold = name.endsWith(".json") && name !== "pipeline.json"; // which tells of the run: sizes of files, times
      const found = isTold ? numbersIn(JSON.parse(bytes.toString()), name) : [];
      expect(found.filter(([, x]) => isOwn(x))).toEqual([]);
    }
  });

  test("counts its rows nowhere alone", async () => {
    const nWithout = Math.ceil(ROWS.own / 5);
    const counts = [ROWS.own, nWithout, ROWS.own - nWithout, ROWS.others];
    for (const name of ["wrangling.json", "dataset.json", "eda.json"]) {
      const found = numbersIn(await book.readJson<unknown>(name), name);
      expect(found.filter(([, x]) => counts.includes(x))).toEqual([]);
    }
  });
});
