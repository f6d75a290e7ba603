import type {Count} from "../../../lib/groups.js";
import type {Facts} from "../../../lib/book/common.js";
import type {DatasetBook} from "../../../lib/book/dataset.js";
import type {ExperimentsBook} from "../../../lib/book/experiments.js";
import type {ModelsBook} from "../../../lib/book/models.js";
import type {PredictBook, UsersBook, UserScores} from "../../../lib/book/predict.js";
import type {Registry} from "../../../lib/book/registry.js";
import type {WranglingBook} from "../../../lib/book/wrangling.js";
import type {Book} from "../../../data-loaders/flow/book.js";
import {openGroups} from "../../../lib/metrics/groupColumns.js";
import {FEW} from "../../../lib/groups.js";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {readFileSync} from "node:fs";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {ScoreGroupsFile} from "../../../lib/book/scores.js";
import {recheckMetrics} from "../../../lib/metrics/recheck.js";
import {total} from "../../../lib/metrics/scoreGroups.js";
import {roundFigures} from "../../../lib/statistics/roundFigures.js";
import {readModel} from "../../../lib/model/readModel.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {sha256} from "../../../data-loaders/flow/hash.js";
import {listFiles} from "../../support/sources.js";
import {scratch} from "../flow/scratch.js";
import {build, smallDefinition, smallSettings} from "./smallBook.js";
import {listRows} from "../../../lib/dataset/rowColumns.js";

const toldOf = (count: Count): number => (count === FEW ? 0 : count);

describe("a whole book", () => {
  let first: Awaited<ReturnType<typeof build>>;
  let settings: Awaited<ReturnType<typeof smallSettings>>;
  let book: Book;
  let models: ModelsBook;

  beforeAll(async () => {
    settings = await smallSettings(await mkdtemp(join(tmpdir(), "churnbook-")));
    first = await build(settings);
    book = first.book;
    models = await book.readJson<ModelsBook>("models.json");
  });

  afterAll(() => rm(join(settings.home, ".."), {recursive: true, force: true}));

  test("every task ran, and a second run takes all from the store", async () => {
    expect(new Set(Object.values(first.states))).toEqual(new Set(["ran"]));
    const second = await build(settings);
    expect(new Set(Object.values(second.states))).toEqual(new Set(["cached"]));
    expect(second.book.hash).toBe(book.hash);
    expect(second.pipeline.trialSeconds).toEqual(first.pipeline.trialSeconds);
  });

  test("two workers give the same bytes as one", async () => {
    const {book: other} = await build(await smallSettings(await scratch(), {workers: 2}));
    expect(other.names).toEqual(book.names);
    for (const name of book.names.filter((d) => d !== "pipeline.json")) {
      expect([name, sha256(await other.read(name))]).toEqual([name, sha256(await book.read(name))]);
    }
    expect(other.hash).toBe(book.hash);
  });

  test("a change of words in the definition fits nothing anew", async () => {
    const {states} = await build(
      await smallSettings(join(settings.home, ".."), {definition: {...smallDefinition, description: "Other words."}})
    );
    expect(states.dataset).toBe("ran");
    const work = Object.keys(states).filter((name) => /^(search|recipe|finalists|evaluate|column-lab)/.test(name));
    expect(work.filter((name) => states[name] !== "cached")).toEqual([]);
  });

  test("counts add up from the file to the two sides of the split", async () => {
    const {counts} = await book.readJson<DatasetBook>("dataset.json");
    expect(counts.rows).toBe(600);
    expect(counts.labelled + toldOf(counts.unlabelled)).toBe(counts.rows);
    expect(counts.churned + counts.retained).toBe(counts.labelled);
    expect(counts.train + counts.test).toBe(counts.labelled);
    const {ledger} = await book.readJson<WranglingBook>("wrangling.json");
    expect(ledger[0].rowsIn).toBe(counts.rows);
    expect(ledger[ledger.length - 1].rowsOut).toBe(counts.labelled);
  });

  test("the baseline is the first finalist, and the recipe is no candidate", () => {
    expect(models.finalists.map(({name}) => name)).toEqual(["baseline", "logistic", "additive", "tree", "forest", "boosting", "by-hand"]);
    for (const {champion, within} of Object.values(models.crowns)) expect([champion, ...within]).not.toContain("by-hand");
    expect(models.finalists[6]).toMatchObject({recipe: "by-hand", inputs: ["classes"]});
  });

  test("score-groups.json holds every labelled user of each side once, and the metrics that models.json states fit it", async () => {
    const groups = openGroups(await book.readJson<ScoreGroupsFile>("score-groups.json"));
    const {counts} = await book.readJson<DatasetBook>("dataset.json");
    expect(models.users.outOfFold.n + models.users.test.n).toBe(counts.labelled);
    expect(toldOf(models.users.outOfFold.churned) + toldOf(models.users.test.churned)).toBe(counts.churned);
    expect(groups.models[0].outOfFold?.length).toBe(1); // the base rate of each fold ranks nobody
    for (const {outOfFold, test: held} of groups.models) {
      if (outOfFold) expect(total(outOfFold).n).toBe(models.users.outOfFold.n);
      if (held) expect(total(held).n).toBe(models.users.test.n);
    }
    expect(recheckMetrics(models, groups).filter((d) => !d.agrees)).toEqual([]);
  });

  test("decide.json holds the Champion's groups, and nobody else's", async () => {
    const groups = openGroups(await book.readJson<ScoreGroupsFile>("score-groups.json"));
    const {outOfFold, test: held} = groups.models.find(({name}) => name === models.champion)!;
    const sha256 = models.finalists.find(({name}) => name === models.champion)!.model.sha256;
    expect(await book.readJson("decide.json")).toMatchObject({champion: models.champion, sha256, outOfFold, test: held});
  });

  test("no artefact has a line per user", async () => {
    const {counts} = await book.readJson<DatasetBook>("dataset.json");
    const lengths = [counts.rows, counts.labelled, counts.train, counts.test];
    const artefacts = book.names.filter((name) => name.endsWith(".json"));
    expect(artefacts.length).toBeGreaterThan(12);
    for (const name of artefacts) {
      const found = arraysOf(await book.readJson(name)).filter((array) => lengths.includes(array.length));
      expect({name, found}).toEqual({name, found: []});
    }
    expect(book.names.filter((name) => name.endsWith(".arrow"))).toEqual([]);
  });

  test("user-scores.json holds every finalist's honest scores of the users that users.json shows", async () => {
    expect(await book.readJson("user-scores.json")).toEqual({}); // rows are private: the users are synthetic
    const {book: open} = await build(await smallSettings(join(settings.home, ".."), {definition: {...smallDefinition, publishRows: true}}));
    const predict = await open.readJson<PredictBook>("predict.json");
    // real users stand in a file of their own, which a private book leaves empty
    expect([predict.usersApart, predict.users, predict.presets]).toEqual([true, undefined, []]);
    expect(await book.readJson("users.json")).toEqual({});
    const {users, presets} = await open.readJson<UsersBook>("users.json");
    expect(presets).toHaveLength(4);
    const champion = predict.models[0].name;
    const scores = await open.readJson<UserScores>("user-scores.json");
    expect(Object.keys(scores).sort()).toEqual(models.finalists.map((d) => d.name).sort());
    expect(scores[champion]).toEqual(users?.known?.outOfFold);
    for (const values of Object.values(scores)) {
      expect(values).toHaveLength(users?.n ?? 0);
      expect(values.every((p) => p >= 0 && p <= 1)).toBe(true);
    }
  });

  test("models are files that score the golden rows as predict.json says", async () => {
    const predict = await book.readJson<PredictBook>("predict.json");
    expect(predict.models[0].alias).toBe("champion");
    for (const {name, file, sha256: expected} of predict.models) {
      const bytes = await book.read(file);
      expect(sha256(bytes)).toBe(expected);
      const scorer = createScorer(readModel(JSON.parse(new TextDecoder().decode(bytes))));
      const expectedScores = predict.golden.scores[name];
      expect(expectedScores.length).toBeGreaterThanOrEqual(50); // fewer than the rows where scoring is slow
      expect(listRows(predict.golden, expectedScores.length).map(scorer.scoreRow)).toEqual(expectedScores);
    }
    expect(predict.presets).toHaveLength(4);
    expect(predict.presets.every(({synthetic}) => synthetic)).toBe(true);
  });

  test("the experiments hold every trial, each with its fold scores", async () => {
    const {trials} = await book.readJson<ExperimentsBook>("experiments.json");
    expect(trials).toHaveLength(1 + 3 + 1 + 4 + 1 + 1 + 2);
    expect(trials.filter(({finalist}) => finalist)).toHaveLength(7);
    for (const {state, scores} of trials) if (state === "finished") expect(scores.logLoss?.folds).toHaveLength(3);
  });

  test("the registry points at the files, by their hashes", async () => {
    const {aliases, versions} = await book.readJson<Registry>("registry.json");
    expect(aliases).toEqual({champion: models.champion, challenger: models.challenger});
    for (const {file, sha256: expected} of versions) expect(sha256(await book.read(file))).toBe(expected);
  });

  test.each(["dataset", "eda", "experiments", "honesty", "models", "predict", "registry", "shapes", "wrangling"])(
    "%s.json holds no figure of more digits than may leave",
    async (name) => {
      const artefact = await book.readJson(`${name}.json`);
      expect(artefact).toEqual(roundFigures(artefact));
    }
  );

  test("every fact is asked for by a page, and every one that a page asks for is there", async () => {
    const pages = listFiles("src", [".md"]).map((path) => readFileSync(path, "utf8"));
    const asked = new Set(pages.flatMap((text) => [...text.matchAll(/\{\{\s*([\w-]+)\s*\}\}/g)].map(([, name]) => name)));
    const facts = Object.keys(await book.readJson<Facts>("facts.json"));
    expect(facts.length).toBeGreaterThan(80);
    expect(facts.filter((name) => !asked.has(name))).toEqual([]);
    expect([...asked].filter((name) => !facts.includes(name))).toEqual(["bookHash"]); // the site's own; see withFacts
  });

  test("no artefact but pipeline.json knows a time, a folder or this machine", async () => {
    const facts = await book.readJson<Facts>("facts.json");
    expect(Object.values(facts).every((words) => typeof words === "string")).toBe(true);
    for (const name of book.names.filter((d) => d.endsWith(".json") && d !== "pipeline.json")) {
      const text = new TextDecoder().decode(await book.read(name));
      expect([name, text.includes(tmpdir()), text.includes(process.cwd()), text.includes(new Date().toISOString().slice(0, 10))]).toEqual([
        name,
        false,
        false,
        false
      ]);
    }
  });
});

/** Every array in a value of JSON. */
function arraysOf(value: unknown): unknown[][] {
  if (Array.isArray(value)) return [value, ...value.flatMap(arraysOf)];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(arraysOf) : [];
}
