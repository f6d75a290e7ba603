import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {ScoreGroupsFile} from "../../lib/book/scores.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {createHash} from "node:crypto";
import {readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import {beforeAll, describe, expect, inject, test} from "vitest";
import {decodeTable} from "../../data-loaders/ingest/arrowTable.js";
import {hasTrait} from "../../lib/model/model.js";
import {readModel} from "../../lib/model/readModel.js";
import {MIN_GROUP} from "../../lib/groups.js";
import {cutScoreGroups} from "../../lib/metrics/scoreGroups.js";
import {findSmallNumbers} from "../support/smallNumbers.js";

/** Attacks the built sample with what its store knows: the table, the labels and everybody's score. */
const {folder, home, error} = inject("site");

beforeAll(() => {
  if (error) throw new Error(error);
});

const walk = (from: string, extension: string): string[] =>
  readdirSync(from, {recursive: true, encoding: "utf8"}).flatMap((name) => (name.endsWith(extension) ? [join(from, name)] : []));

/** The book's artefacts by name, without the hash that the site puts into it. */
function shippedBooks(): [string, unknown][] {
  return walk(join(folder, "_file"), ".json").map((path) => [
    path
      .split("/")
      .pop()!
      .replace(/\.[0-9a-f]{8,}\.json$/, ".json"),
    JSON.parse(readFileSync(path, "utf8")) as unknown
  ]);
}

const book = <T>(name: string): T => shippedBooks().find(([own]) => own === name)![1] as T;
const stored = (name: string): Uint8Array => {
  const [path] = walk(join(home, "store"), name);
  return new Uint8Array(readFileSync(path));
};

describe("whoever reads the site", () => {
  test("finds no list as long as the users, the train users or the test users", () => {
    const {counts} = book<DatasetBook>("dataset.json");
    const lengths = [counts.rows, counts.labelled, counts.train, counts.test];
    const long: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (Array.isArray(value) && lengths.includes(value.length)) long.push(path);
      if (value !== null && typeof value === "object") for (const [key, item] of Object.entries(value)) look(item, `${path}.${key}`);
    };
    for (const [name, artefact] of shippedBooks()) look(artefact, name);
    expect(long).toEqual([]);
  });

  test("finds no count of 1 to 19 users", () => {
    const models = /^(baseline|logistic|tree|forest|boosting|original-study|champion|challenger)\.json$/;
    const found = shippedBooks().flatMap(([name, artefact]) => (models.test(name) ? [] : findSmallNumbers(name, artefact)));
    expect([...new Set(found.map(({path, value}) => `${path} = ${value}`))]).toEqual([]);
  });

  test("finds no branch of fewer than 20 users, none that another has some fewer than 20 of, and every edge's counts as the private scores have them", () => {
    for (const path of walk(join(folder, "_file"), ".json").filter((d) => d.includes("/models/"))) {
      const model = readModel(JSON.parse(readFileSync(path, "utf8")));
      if (!hasTrait(model, "hasTrees")) continue;
      const {cover} = model.trees;
      expect(cover.filter((n) => n < MIN_GROUP || n % MIN_GROUP !== 0)).toEqual([]);
    }
    const {arrays} = decodeTable(stored("scores.arrow"));
    const {models, minGroup} = openGroups(book<ScoreGroupsFile>("score-groups.json"));
    for (const {name, outOfFold} of models) {
      let [n, churned] = [0, 0];
      for (const group of outOfFold ?? []) {
        expect(group.n).toBeGreaterThanOrEqual(minGroup.outOfFold);
        n += group.n;
        churned += group.churned;
        const from = outOfFold?.length === 1 ? 0 : group.from / 10_000; // one group is everybody: a base rate differs by fold alone
        const over = [...arrays[`scores of ${name}`].keys()].filter((i) => arrays.set[i] === 0 && arrays[`scores of ${name}`][i] >= from);
        expect([n, churned]).toEqual([over.length, over.filter((i) => arrays.y[i] === 1).length]);
      }
    }
  });

  test("finds all edges of test users that the finalist best over the folds would have alone: others give way to it", () => {
    const {arrays} = decodeTable(stored("scores.arrow"));
    const {models, minGroup} = openGroups(book<ScoreGroupsFile>("score-groups.json"));
    const [best] = [...book<ModelsBook>("models.json").finalists].sort((a, b) => a.cv.logLoss.mean - b.cv.logLoss.mean);
    const rows = [...arrays.set.keys()].filter((i) => arrays.set[i] === 1);
    const [labels, scores] = [arrays.y, arrays[`scores of ${best.name}`]].map((values) => rows.map((i) => values[i]));
    expect(models.find(({name}) => name === best.name)?.test).toEqual(cutScoreGroups(labels, scores, minGroup.test));
  });

  test("finds in the book's one file no data but what stands beside it", () => {
    const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
    const known = new Set(walk(folder, "").flatMap((path) => (statSync(path).isFile() ? [hash(readFileSync(path))] : [])));
    const parts = [...readFileSync(join(folder, "book.html"), "utf8").matchAll(/data-files="([^"]+)">([^<]+)</g)];
    expect(parts.length).toBeGreaterThan(15);
    const strangers = parts.filter(([, , packed]) => !known.has(hash(gunzipSync(Buffer.from(packed, "base64")))));
    expect(strangers.map(([, names]) => names)).toEqual([]);
  });

  test("finds no hash of the data but eight digits", () => {
    const report = JSON.parse(new TextDecoder().decode(stored("report.json"))) as {sha256: string};
    const texts = [".json", ".html", ".js"].flatMap((extension) => walk(folder, extension)).map((path) => readFileSync(path, "utf8"));
    expect(texts.some((text) => text.includes(report.sha256.slice(0, 12)))).toBe(false);
  });
});
