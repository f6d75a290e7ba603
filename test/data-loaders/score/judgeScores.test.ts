import type {BookReader} from "../../../data-loaders/score/openModel.js";
import type {JudgedFile} from "../../../lib/judge/writeCard.js";
import type {ScoreResult} from "../../../data-loaders/score/scoreFiles.js";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {cardFilesOf, checkCardFiles, writeCardFiles} from "../../../data-loaders/score/judgedFiles.js";
import {judgeScores, readJudgingBook} from "../../../data-loaders/score/judgeScores.js";
import {readJudging} from "../../../data-loaders/score/judging.js";
import {scoreFiles} from "../../../data-loaders/score/scoreFiles.js";
import {getRow} from "../../../lib/dataset/table.js";
import {summariseColumn} from "../../../lib/drift/summarise.js";
import {scoreAll} from "../../../lib/metrics/metrics.js";
import {tellOutOfFold} from "../../fixtures/book/scores.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createRandom} from "../../../lib/random.js";
import {fitModels} from "../../interop/models.js";
import {mixedUsers} from "../../support/syntheticUsers.js";

const {logistic} = fitModels();
const users = mixedUsers(4000, 31).table;
const scores = createScorer(logistic).scoreTable(users);
const random = createRandom("outcomes");
/** As scores say: whatever the model is worth, its promise holds for these. */
const happened = Uint8Array.from(scores, (score) => Number(random() < score));
const label = {column: "left us", churned: "yes", retained: "no"};
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "churnbook-judge-"));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

const book = (async (artefact: string) => {
  if (artefact === "dataset.json")
    return {
      definition: {unit: {singular: "user", plural: "users"}, label, inputs: [], protocol: {}},
      baseRate: 0.3,
      counts: {labelled: 4000, train: 3200, test: 800},
      customers: null,
      effective: null
    };
  if (artefact === "reference.json") return {inputs: users.columns.map((column) => summariseColumn(column))};
  return {models: [{name: "logistic", ...tellOutOfFold(happened, scores), test: null}]};
}) as BookReader;

/** The users with their outcomes. @param break_ changes a cell */
async function score(
  name: string,
  outcomeOf: (row: number) => string,
  change = (_: string, value: unknown): unknown => value
): Promise<ScoreResult> {
  const lines = Array.from({length: users.nRows}, (_, i) => {
    const cells = Object.entries(getRow(users, i)).map(([key, value]) => change(key, value) ?? "");
    return [...cells, outcomeOf(i)].join(",");
  });
  const input = join(folder, "users.csv");
  await writeFile(input, [[...Object.keys(getRow(users, 0)), label.column].join(","), ...lines, ""].join("\n"));
  const progress = {scored() {}, writing() {}, end() {}};
  const how = {model: logistic, column: "churn_probability", nReasons: 0, unknownLevel: "refuse", workers: 1, progress} as const;
  return scoreFiles({input, output: join(folder, name), ...how});
}

async function judge(output: string): Promise<JudgedFile> {
  const judging = await readJudgingBook({name: "logistic", sha256: "00", book});
  return judgeScores({output, column: "churn_probability", model: logistic, book: judging, line: 0.4});
}

const outcome = (i: number): string => (i < 100 ? "" : i < 103 ? "perhaps" : happened[i] === 1 ? "yes" : "no");

describe("judgeScores(request)", () => {
  it("gives the same card of CSV, Parquet and Arrow, with the metrics of lib/metrics", async () => {
    const cards: JudgedFile[] = [];
    for (const name of ["a.csv", "a.parquet", "a.arrow"]) cards.push(await judge((await score(name, outcome)).output));
    const [{card, at, drift, nUnlabelled, nStrange, unjudged}] = cards;
    expect([nUnlabelled, nStrange, card?.n]).toEqual([100, 3, 3897]);
    expect(unjudged).toMatch(
      /^Scored, and not judged: 3 rows say “.*” or the like in “left us”, and neither “yes” nor “no”; 100 rows say nothing in “left us”\.$/
    );
    const exact = scoreAll(happened.slice(103), scores.slice(103));
    expect(card?.metrics?.rocAuc.estimate).toBe(exact.rocAuc);
    expect(card?.metrics?.logLoss.estimate).toBe(exact.logLoss);
    expect(at?.contacted).toBe(scores.slice(103).filter((p) => p >= 0.4).length);
    expect(card?.verdict.state).toBe("as promised");
    expect(drift?.inputs.every(({verdict}) => verdict === "alike")).toBe(true);
    for (const {file, ...other} of cards.slice(1)) expect(JSON.stringify({file: cards[0].file, ...other})).toBe(JSON.stringify(cards[0]));
  });

  it("finds a file whose outcomes have nothing to do with the scores worse than promised, and an input in other units to have drifted", async () => {
    const [first] = users.columns.filter(({kind}) => kind === "number");
    const turned = await score(
      "b.csv",
      (i) => (happened[(i + 1) % happened.length] === 1 ? "yes" : "no"),
      (key, value) => (key === first.name ? Number(value) * 1.609 : value)
    );
    const {card, drift} = await judge(turned.output);
    expect(card?.verdict.state).toBe("worse than promised");
    expect(drift?.inputs.find(({reference}) => reference.name === first.name)?.verdict).not.toBe("alike");
  });

  it("says what to expect where nothing is said of outcomes", async () => {
    const {card, at, expected} = await judge((await score("c.csv", () => "")).output);
    expect([card, at]).toEqual([null, null]);
    expect(expected.n).toBe(4000);
  });
});

describe("the files of a score card", () => {
  it("replace an earlier card, and nothing else", async () => {
    const {output} = await score("d.csv", outcome);
    const files = cardFilesOf(output);
    await checkCardFiles(files);
    await writeCardFiles(files, await judge(output), (name) => name);
    await checkCardFiles(files);
    expect(JSON.parse(await readFile(files.json, "utf8"))).toMatchObject({file: "d.csv", card: {verdict: {state: "as promised"}}});
    expect(await readFile(files.markdown, "utf8")).toMatch(
      /^# Score card of d\.csv\n[^]*\*\*As promised: ROC AUC 0\.\d{3}[^]*\| Log loss \|/
    );
    await writeFile(files.markdown, "# Notes of mine");
    await expect(checkCardFiles(files)).rejects.toThrow(
      "the place for the score card must be free, or hold an earlier one; got another file"
    );
  });
});

describe("readJudging(values)", () => {
  it("takes a line, and what to end with a status of its own for", () => {
    expect(readJudging({})).toBe(null);
    expect(readJudging({judge: ""})).toEqual({line: null, failIf: []});
    expect(readJudging({judge: "0.25", "fail-if": "drift, worse"})).toEqual({line: 0.25, failIf: ["worse", "drift"]});
  });

  it.each([
    [{"fail-if": "worse"}, "--fail-if: it goes with --judge; got none."],
    [{judge: "", line: "0.2"}, "--judge: it needs all rows, and --line keeps some; got --line 0.2."],
    [{judge: "25"}, '--judge: a contact line must be a chance between 0 and 1, as in --judge=0.25; got "25".'],
    [{judge: "", "fail-if": "worst"}, '--fail-if: it must be worse, drift or worse,drift; got "worst".']
  ])("refuses %j", (values, message) => {
    expect(() => readJudging(values)).toThrow(message);
  });
});
