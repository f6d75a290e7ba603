import type {DatasetBook} from "../../../lib/book/dataset.js";
import type {EdaBook} from "../../../lib/book/eda.js";
import type {ModelsBook} from "../../../lib/book/models.js";
import type {PredictBook} from "../../../lib/book/predict.js";
import type {ReferenceBook} from "../../../lib/book/reference.js";
import type {ScoreGroupsFile} from "../../../lib/book/scores.js";
import type {WranglingBook} from "../../../lib/book/wrangling.js";
import type {Book} from "../../../data-loaders/flow/book.js";
import type {LookAlike} from "../../support/lookAlikes.js";
import {openGroups} from "../../../lib/metrics/groupColumns.js";
import {readdirSync, readFileSync} from "node:fs";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {decodeTable} from "../../../data-loaders/ingest/arrowTable.js";
import {MIN_GROUP} from "../../../lib/groups.js";
import {hasTrait} from "../../../lib/model/model.js";
import {readModel} from "../../../lib/model/readModel.js";
import {createRandom, shuffleRows} from "../../../lib/random.js";
import {guessLabels, toSums} from "../../support/guessLabels.js";
import {drawLookAlike, toText} from "../../support/lookAlikes.js";
import {findFewBetween, makeToldSets} from "../../support/toldSets.js";
import {openTold} from "../../support/openTold.js";
import {findSmallNumbers} from "../../support/smallNumbers.js";
import {build, smallSettings} from "./smallBook.js";
import {listRows} from "../../../lib/dataset/rowColumns.js";

const tables: [string, LookAlike][] = [
  ["of many levels", drawLookAlike({n: 1400, rate: 0.25, nPlans: 150, seed: 11})],
  ["of few who left", drawLookAlike({n: 4000, rate: 0.03, nPlans: 60, seed: 12})],
  ["of few users", drawLookAlike({n: 400, rate: 0.35, nPlans: 30, seed: 13})]
];

/** A file of the runs' store, which only the owner has. */
function stored(folder: string, name: string): Uint8Array {
  const store = join(folder, "home/store");
  const [path] = readdirSync(store, {recursive: true, encoding: "utf8"}).filter((d) => new RegExp(`${name}$`).test(d));
  return new Uint8Array(readFileSync(join(store, path)));
}

/** Attacks books of private tables with all that their owner knows. */
describe.each(tables)("a book of a table %s", (_, table) => {
  let folder: string;
  let book: Book;
  let texts: [string, string][];
  const columnOf = (name: string): string[] => table.rows.map((cells) => cells[table.columns.indexOf(name)]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "churnbook-attack-"));
    const settings = await smallSettings(folder, {csv: toText(table), definition: table.definition});
    ({book} = await build(settings));
    texts = await Promise.all(book.names.map(async (name) => [name, Buffer.from(await book.read(name)).toString("latin1")]));
  });
  afterAll(() => rm(folder, {recursive: true, force: true}));

  test("holds no identifier, no plan of few members, and no value of a column of numbers, in any file", () => {
    const counts = new Map<string, number>();
    for (const plan of columnOf("plan")) counts.set(plan, (counts.get(plan) ?? 0) + 1);
    const rare = [...counts].filter(([, n]) => n < MIN_GROUP).map(([plan]) => plan);
    expect(rare.length).toBeGreaterThan(5);
    const hours = columnOf("hours").filter((text) => text.replace(/\D/g, "").length >= 7);
    expect(hours.length).toBeGreaterThan(table.rows.length / 2);
    const values = new Set(hours.map(Number));
    const found = texts.flatMap(([name, text]) => [
      ...[...rare, ...columnOf("member")].filter((word) => text.includes(word)).map((word) => `${name}: ${word}`),
      ...(text.match(/\d+\.\d{3,}/g) ?? [])
        .filter((digits) => values.has(Math.fround(Number(digits))))
        .map((digits) => `${name}: ${digits}`)
    ]);
    expect(found).toEqual([]);
    const patterns = new Set(hours.map((text) => new Uint32Array(Float32Array.of(Number(text)).buffer)[0]));
    const binaries = texts.filter(([name]) => !/\.(json|md|sql)$/.test(name));
    expect(binaries.length).toBeGreaterThan(0);
    const hits = binaries.filter(([, text]) => {
      const bytes = Buffer.from(text, "latin1");
      for (let at = 0; at + 4 <= bytes.length; ++at) if (patterns.has(bytes.readUInt32LE(at))) return true;
      return false;
    });
    expect(hits.map(([name]) => name)).toEqual([]);
  });

  test("holds no count of 1 to 19, nor two whose difference is one, nor a list as long as the users", async () => {
    const {counts} = await book.readJson<DatasetBook>("dataset.json");
    const [rows, labelled] = [table.rows.length, columnOf("status").filter((d) => d !== "").length];
    const isFew = (n: number): boolean => n > 0 && n < MIN_GROUP;
    for (const name of book.names.filter((d) => d.endsWith(".json") && !/^(models|exports)\//.test(d))) {
      const artefact = await book.readJson<unknown>(name);
      expect([...new Set(findSmallNumbers(name, artefact).map(({path, value}) => `${path} = ${value}`))]).toEqual([]);
      const look = (value: unknown): void => {
        if (Array.isArray(value)) expect([rows, labelled, counts.train, counts.test]).not.toContain(value.length);
        if (value !== null && typeof value === "object") Object.values(value).forEach(look);
      };
      look(artefact);
    }
    const {variables} = await book.readJson<EdaBook>("eda.json");
    const {columns, findings, ledger} = await book.readJson<WranglingBook>("wrangling.json");
    const told = [
      ...variables.flatMap(({n, missing, rates}) => [n, missing, rates.reduce((sum, d) => sum + d.n, 0)]),
      ...columns.flatMap(({missing, outOfRange}) => [missing, outOfRange]),
      ...findings.flatMap(({rows: count, churn}) => [count, churn?.n ?? 0]),
      ...ledger.flatMap(({rowsIn, rowsOut, rowsRemoved, rowsChanged}) => [rowsIn, rowsOut, rowsRemoved, rowsChanged])
    ].filter((count) => typeof count === "number");
    for (const whole of [counts.rows, counts.labelled]) expect(told.filter((count) => isFew(whole - count))).toEqual([]);
    expect(isFew(counts.rows - counts.labelled)).toBe(false);
  });

  test("tells by no number of users up to a knot, less one up to an edge of a chart, of 1 to 19 between", async () => {
    const {variables} = await book.readJson<EdaBook>("eda.json");
    const {inputs} = await book.readJson<ReferenceBook>("reference.json");
    const sumsOf = (counts: readonly number[]): number[] => counts.map((_, i) => counts.slice(0, i + 1).reduce((a, b) => a + b));
    const pairs = variables.flatMap(({input, rates, histogram}) => {
      const reference = inputs.find((d) => d.name === input)!;
      if (reference.kind !== "number") return [];
      const edges = [...sumsOf(rates.map(({n}) => n)), ...sumsOf(histogram.map(({churned, retained}) => churned + retained))];
      const knots = sumsOf(reference.counts).filter((_, cell) => reference.counts[cell] > 0);
      return knots.flatMap((knot) => edges.map((edge) => [input, knot - edge] as const));
    });
    expect(pairs.length).toBeGreaterThan(100);
    expect(pairs.filter(([, n]) => n !== 0 && Math.abs(n) < MIN_GROUP)).toEqual([]);
  });

  test("tells by no set of users, less one that lies within it, of 1 to 19 users or of 1 or 2 of a class", async () => {
    const told = await openTold(join(folder, "home"));
    const {y} = told;
    const {sets, strangers} = makeToldSets(told);
    const {pairs, few} = findFewBetween(sets, y);
    expect(few).toEqual([]);
    const bits = sets[0].bits.map((word, k) => (k === sets[0].bits.findIndex((d) => d !== 0) ? word & (word - 1) : word));
    expect(findFewBetween([sets[0], {...sets[0], bits, n: sets[0].n - 1}], y).few).toHaveLength(1); // as it would be found
    expect(pairs).toBeGreaterThan(200);
    expect(strangers).toEqual([]);
  });

  test("counts no level of few by what the others leave of all, and branches of trees in whole steps", async () => {
    const {counts} = await book.readJson<DatasetBook>("dataset.json");
    const {inputs} = await book.readJson<ReferenceBook>("reference.json");
    const levels = inputs.filter((d) => d.kind === "category");
    expect(levels.length).toBeGreaterThan(0);
    const left = levels.map((d) => counts.labelled - d.counts.reduce((a, b) => a + b, 0));
    expect(left.filter((n) => n > 0 && n < MIN_GROUP)).toEqual([]);
    let branches = 0;
    for (const [, text] of texts.filter(([name]) => /^models\/.*\.json$/.test(name))) {
      const model = readModel(JSON.parse(text));
      if (!hasTrait(model, "hasTrees")) continue;
      branches += model.trees.cover.length;
      expect(model.trees.cover.filter((n) => n < MIN_GROUP || n % MIN_GROUP !== 0)).toEqual([]);
    }
    expect(branches).toBeGreaterThan(10);
  });

  test("counts rules to the nearest 20, which overlap each other and all that is told in cells", async () => {
    const {findings, notTaken, columns} = await book.readJson<WranglingBook>("wrangling.json");
    const {counts} = await book.readJson<DatasetBook>("dataset.json");
    const told = [...findings.flatMap(({rows, churn}) => [rows, churn?.n ?? 0]), ...(notTaken ?? []).map(({rows}) => rows)];
    const numbers = [...told, ...columns.map(({outOfRange}) => outOfRange)].filter((n) => typeof n === "number");
    expect(numbers.filter((n) => n % MIN_GROUP !== 0 && ![counts.rows, counts.labelled].includes(n))).toEqual([]);
    expect(numbers.some((n) => n > 0)).toBe(true);
  });

  test.runIf(table.rows.length < 500)(
    "names no labels of few test users by its figures: others give the same, whoever knows all scores",
    async () => {
      const {finalists} = await book.readJson<ModelsBook>("models.json");
      const {models} = openGroups(await book.readJson<ScoreGroupsFile>("score-groups.json"));
      const judged = finalists.filter(({name}) => models.find((d) => d.name === name)?.test === null);
      expect(judged.length).toBeGreaterThan(2);
      const {arrays} = decodeTable(stored(folder, "scores.arrow"));
      const rows = [...arrays.set.keys()].filter((i) => arrays.set[i] === 1);
      const y = rows.map((i) => arrays.y[i]);
      const nChurned = y.filter((label) => label === 1).length;
      const told = judged.map(({name, test: {logLoss, brierScore, rocAuc}}) => ({
        scores: rows.map((i) => arrays[`scores of ${name}`][i]),
        figures: {logLoss: logLoss.estimate, brierScore: brierScore.estimate, rocAuc: rocAuc.estimate}
      }));
      const digits = told.flatMap(({figures}) => Object.values(figures).map((d) => (String(d).split(".")[1] ?? "").length));
      const reach = 0.5 * 10 ** -Math.max(...digits) + 1e-9; // half a unit of the last digit that is told
      const sums = told.flatMap(({scores, figures}) => toSums(scores, figures, {nChurned, reach}));
      for (const {weights, told: whole, reach: near} of sums)
        expect(Math.abs(weights.reduce((sum, weight, i) => sum + weight * y[i], -whole))).toBeLessThanOrEqual(near);
      const shares = [1, 2, 3, 4, 5].map((seed) => {
        const order = shuffleRows(Int32Array.from(y.keys()), createRandom(seed));
        const start = y.map((_, i) => Number(order[i] < nChurned));
        const labels = guessLabels(start, sums, {swaps: 400_000, seed});
        expect(labels).not.toBeNull();
        return labels!.filter((label, i) => label === y[i]).length / y.length;
      });
      expect(Math.max(...shares)).toBeLessThan(0.85);
    }
  );

  test("shows nobody: no shipped row agrees with a user in three inputs that are known", async () => {
    const {users, golden, presets} = await book.readJson<PredictBook>("predict.json");
    const shown = [...listRows(golden), ...presets.map(({row}) => row), ...(users ? listRows(users) : [])];
    expect(shown.length).toBeGreaterThan(100);
    const keyOf = (cells: unknown[]): string => cells.map((cell) => (typeof cell === "number" ? Math.fround(cell) : cell)).join("|");
    const known = new Set(table.rows.map((cells) => keyOf([Number(cells[2]), Number(cells[3]), cells[4]])));
    expect(shown.filter((row) => known.has(keyOf([row.visits, row.hours, row.plan])))).toEqual([]);
  });
});
