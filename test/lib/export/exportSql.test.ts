import type {LogisticModel} from "../../../lib/model/model.js";
import {describe, expect, it} from "vitest";
import {getDialect, SQL_DIALECTS} from "../../../lib/export/sqlDialects.js";
import {exportSql} from "../../../lib/export/exportSql.js";
import {getLearner} from "../../../lib/fit/learners/learners.js";
import {createRandom} from "../../../lib/random.js";
import {fitModels, modelsThat} from "../../interop/models.js";
import {mixedUsers} from "../../support/syntheticUsers.js";

const plain: LogisticModel = {
  version: 2,
  kind: "logistic",
  inputs: [
    {name: "tenure", kind: "number"},
    {name: "plan", kind: "category", levels: ["basic", "pro's"]}
  ],
  encoding: [
    {input: "tenure", kind: "number", mean: 2, scale: 4, missing: 2},
    {input: "plan", kind: "level", level: "pro's", mean: 0.5, scale: 0.5}
  ],
  intercept: 1,
  weights: [2, -1]
};

describe("exportSql(model, options)", () => {
  it("folds means and scales into one product per column", () => {
    const script = exportSql(plain, {dialect: "sqlite", table: ["main", "my users"]});
    expect(script).toContain(
      "THEN 5e-1 * (1e+0 + TANH(5e-1 * ((1e+0 + (5e-1 * COALESCE(cb_1, 2e+0) + CASE cb_2 WHEN 1 THEN -2e+0 ELSE 0e+0 END))))) END FROM ("
    );
    expect(script).toMatch(/AS `churn_probability`\nFROM `main`\.`my users`;\n$/);
  });

  it("says once per input what its cells are, refused ones NULL", () => {
    const script = exportSql(plain, {dialect: "duckdb"});
    const text = "TRIM(CAST(\"plan\" AS VARCHAR), ' ' || CHR(9))";
    expect(script).toContain("CASE WHEN (cb_1 IS NULL OR ABS(cb_1) < 3.4028235677973366e+38) AND cb_2 IS NOT NULL THEN");
    expect(script).toContain(`CASE WHEN ${text} = 'basic' THEN 0 WHEN ${text} = 'pro''s' THEN 1 WHEN "plan" IS NULL OR ${text} IN ('', `);
    expect(script).toMatch(/'\?'\) THEN NULL ELSE NULL END AS cb_2/);
    const [tenure, plan] = plain.inputs;
    const open = {...plain, inputs: [tenure, {...plan, missing: true, other: {nLevels: 2}} as typeof plan]};
    expect(exportSql(open, {dialect: "duckdb"})).toMatch(/'\?'\) THEN -1 ELSE -2 END AS cb_2/);
  });

  it("turns jit off in PostgreSQL where expressions are long", () => {
    const {tree, logistic} = fitModels();
    expect(exportSql(tree, {dialect: "postgresql"})).toContain("\nSET jit = off;\nSELECT");
    expect(exportSql(logistic, {dialect: "postgresql"})).not.toContain("jit");
  });

  it("refuses what is longer than the limit and names the alternatives", () => {
    const {forest} = fitModels();
    expect(() => exportSql(forest, {dialect: "duckdb", limit: 1000})).toThrow(
      /^exportSql: the expression must have at most 1,000 characters; got [\d,]+ in DuckDB\. Score the table with churnbook score, or export the model as ONNX or XGBoost JSON\.$/
    );
  });

  it("refuses a calibrated forest, and names the alternatives", () => {
    expect(() => exportSql(fitModels()["calibrated forest"], {dialect: "duckdb"})).toThrow(
      /a calibrated forest has no short form in SQL; got 30 trees.*ONNX/
    );
    const offered = modelsThat((model) => exportSql(model, {dialect: "duckdb"})).map(([name]) => name);
    const plainNames = [
      "baseline",
      "logistic",
      "additive",
      "tree",
      "forest",
      "boosting",
      "hostile boosting",
      "hostile logistic",
      "hostile additive"
    ];
    expect(offered).toEqual(
      expect.arrayContaining([...plainNames, "calibrated logistic", "calibrated tree", "calibrated boosting", "bent tree", "bent boosting"])
    );
  });

  it("gives the same text for the same model in every dialect, and leaves the model as it is", () => {
    const frozen = JSON.stringify(plain);
    for (const dialect of SQL_DIALECTS) expect(exportSql(plain, {dialect})).toBe(exportSql(JSON.parse(frozen), {dialect}));
    expect(JSON.stringify(plain)).toBe(frozen);
  });
});

describe("getDialect(name)", () => {
  it("quotes names so that they end where they should", () => {
    const name = 'a"b`c\\';
    expect(Object.fromEntries(SQL_DIALECTS.map((d) => [d, getDialect(d).quoteName(name)]))).toEqual({
      duckdb: '"a""b`c\\"',
      postgresql: '"a""b`c\\"',
      sqlite: '`a"b``c\\`',
      bigquery: '`a"b\\`c\\\\`',
      snowflake: '"a""b`c\\"',
      spark: '`a"b``c\\`'
    });
  });

  it("quotes texts so that they end where they should", () => {
    const text = "O'Hara\\\n${x}";
    expect(Object.fromEntries(SQL_DIALECTS.map((d) => [d, getDialect(d).quoteText(text)]))).toEqual({
      duckdb: "'O''Hara\\\n${x}'",
      postgresql: "E'O''Hara\\\\\n${x}'",
      sqlite: "'O''Hara\\\n${x}'",
      bigquery: "'O\\'Hara\\\\\\n${x}'",
      snowflake: "'O''Hara\\\\\n${x}'",
      spark: "'O\\'Hara\\\\\\n\\u0024{x}'"
    });
  });

  it("refuses names that no quoting saves", () => {
    for (const dialect of SQL_DIALECTS) {
      expect(() => getDialect(dialect).quoteName("")).toThrow("names must not be empty");
      expect(() => getDialect(dialect).quoteText("a\0b")).toThrow('got "a\\u0000b"');
    }
    expect(() => getDialect("spark").quoteName("${env:HOME}")).toThrow("no name may hold ${ in Spark SQL");
    expect(() => getDialect("oracle" as "spark")).toThrow(
      "the dialect must be one of duckdb, postgresql, sqlite, bigquery, snowflake, spark; got oracle."
    );
  });
});

it("exportSql(model, options) refuses in Spark what other databases take, and names the alternative", () => {
  const forest = getLearner("forest");
  const model = forest.fit(mixedUsers(1500, 3), {...forest.defaults, nTrees: 120}, {random: createRandom("spark")});
  expect(exportSql(model, {dialect: "duckdb"}).length).toBeGreaterThan(100_000);
  expect(() => exportSql(model, {dialect: "spark"})).toThrow(
    /at most 100,000 characters; got [\d,]+ in Spark\. Score the table with churnbook score, or export the model as ONNX/
  );
});
