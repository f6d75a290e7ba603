import type {QueryTableInfo} from "../../../lib/book/queries.js";
import {expect, it} from "vitest";
import {exampleQueries, quoteName} from "../../../lib/query/exampleQueries.js";
import {describeTable, kindOf, withUniqueNames, trialsTable, usersTable} from "../../../lib/query/queryTables.js";
import {createExperimentsBook, createFailedExperimentsBook} from "../../fixtures/book/experiments.js";
import {predictBook, predictModel} from "../../fixtures/book/predict.js";

const experiments = createExperimentsBook();
const trials = trialsTable(experiments);
const metric = {name: "logLoss", title: "Log loss", better: "lower" as const};
const valuesOf = (name: string) => trials.columns.find((column) => column.name === name)?.values;

it("trialsTable(book) has a row per trial in every column", () => {
  expect(trials.columns.map(({values}) => values.length)).toEqual(trials.columns.map(() => experiments.trials.length));
  expect(valuesOf("id")).toEqual(experiments.trials.map(({id}) => id));
  expect(valuesOf("logLoss")).toEqual(experiments.trials.map(({scores}) => (scores.logLoss?.folds.length ? scores.logLoss.mean : null)));
});

it("trialsTable(book) says null where a trial has no score, no spread or no such setting", () => {
  const failed = experiments.trials.findIndex(({state}) => state === "failed");
  expect([valuesOf("logLoss")?.[failed], valuesOf("logLoss_se")?.[failed], valuesOf("folds")?.[failed]]).toEqual([null, null, 0]);
  const single = experiments.trials.findIndex(({scores}) => scores.logLoss?.folds.length === 1);
  if (single >= 0) expect(valuesOf("logLoss_se")?.[single]).toBeNull();
  const settings = trials.columns.filter(({name}) => name.startsWith("param_"));
  expect(settings.length).toBeGreaterThan(1);
  expect(settings.every(({values}) => values.every((value) => value !== undefined))).toBe(true);
  expect(() => trialsTable(createFailedExperimentsBook())).not.toThrow();
});

it("usersTable(book, models) holds the users and a score by each model, and says that they are synthetic", () => {
  const users = {
    n: 2,
    synthetic: true,
    columns: Object.fromEntries(predictBook.inputs.map(({name}) => [name, [predictBook.typical[name], predictBook.typical[name]]]))
  };
  const table = usersTable({users, unit: {singular: "member", plural: "members"}}, {"our model": predictModel});
  expect(table?.about).toMatch(/^2 synthetic members.*private/);
  const scores = table?.columns.find(({name}) => name === "our model_score")?.values as number[];
  expect(scores[0]).toBeGreaterThan(0);
  expect(scores[0]).toBe(scores[1]);
});

it("usersTable(book, models) tells of real users what happened, and is null where none are shipped", () => {
  const users = {n: 1, synthetic: false, columns: {Churned: [3]}, known: {churned: [1], outOfFold: [0.25]}};
  const table = usersTable({users}, {});
  expect(table?.columns).toEqual([
    {name: "Churned", values: [3]},
    {name: "churned_2", values: [1]},
    {name: "out_of_fold", values: [0.25]}
  ]);
  expect(table?.about).not.toMatch(/synthetic/);
  expect(usersTable({}, {})).toBeNull();
});

it("withUniqueNames(columns) tells apart what SQL would not", () => {
  const names = withUniqueNames(["a", "A", "b", "a"].map((name) => ({name, values: []}))).map(({name}) => name);
  expect(names).toEqual(["a", "A_2", "b", "a_3"]);
});

it("kindOf(column) says number only where every value is one", () => {
  expect(kindOf({name: "x", values: [1, null, 2]})).toBe("number");
  expect(kindOf({name: "x", values: [true, null]})).toBe("yes or no");
  expect(kindOf({name: "x", values: [1, "many"]})).toBe("text");
  expect(kindOf({name: "x", values: [null]})).toBe("text");
});

it("exampleQueries(options) quotes every name and leaves out what is not there", () => {
  const scores: QueryTableInfo = {name: "score_groups", about: "", rows: 1, columns: []};
  const hostile = "x' FROM y; --";
  const all = exampleQueries({tables: [scores, describeTable(trials)], champion: hostile, challenger: null, metric, plural: "members"});
  expect(all.map(({title}) => title)).toEqual([
    "Churn rate by tenth of the members, by score",
    "The three best trials of each learner, by log loss"
  ]);
  expect(all[0].sql).toContain("'x'' FROM y; --'");
  expect(quoteName('a"b')).toBe('"a""b"');
});

it("exampleQueries(options) sorts the best trials first, whichever way is better", () => {
  const options = {tables: [{name: "ladder", about: "", rows: 1, columns: []}], champion: "a", challenger: "b"};
  const queryOf = (better: "lower" | "higher") => exampleQueries({...options, metric: {...metric, better}, plural: "users"})[1].sql;
  expect(queryOf("lower")).not.toContain("DESC");
  expect(queryOf("higher")).toContain('ORDER BY "logLoss" DESC');
});

it("exampleQueries(options) groups users by the first text column, else by quarters of the first", () => {
  const users = (kind: "text" | "number"): QueryTableInfo => ({
    name: "examples",
    about: "",
    rows: 9,
    columns: [
      {name: "visits", kind: "number"},
      {name: "plan", kind}
    ]
  });
  const last = (kind: "text" | "number") =>
    exampleQueries({tables: [users(kind)], champion: "a", challenger: null, metric, plural: "users"}).at(-1);
  expect(last("text")).toMatchObject({title: "Mean score by plan"});
  expect(last("number")?.sql).toContain('ntile(4) OVER (ORDER BY "visits")');
});
