import type {Limits} from "../../../lib/rows/cell.js";
import type {ScoredSource} from "../../../lib/batch/describeRows.js";
import type {RowSource} from "../../../lib/rows/rowSource.js";
import type {Row} from "../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {describeBadRow, describeOutsideRow} from "../../../lib/batch/describeRows.js";
import {sayRange} from "../../../lib/rows/cell.js";
import {errorsHeader, listErrors, listScores, scoresHeader} from "../../../lib/batch/outputRows.js";
import {scoreSource} from "../../../lib/batch/scoreSource.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createMembers, predictModel} from "../../fixtures/book/predict.js";
import {finish} from "../rows/finish.js";

const names = predictModel.inputs.map((d) => d.name);
const by = {name: "logistic", sha256: "abc"};

/** A source whose first column is no input. */
function toSource(rows: (readonly (string | null)[] | string)[]): RowSource {
  return {
    columns: ["id", ...names],
    nRows: rows.length,
    read: (i) => (typeof rows[i] === "string" ? {cells: null, fault: rows[i]} : {cells: rows[i], fault: null})
  };
}

function score(rows: (readonly (string | null)[] | string)[], limits: Record<string, Limits> = {}): ScoredSource {
  const source = toSource(rows);
  const places = names.map((_, j) => j + 1);
  const inputs = predictModel.inputs.map((d) => (d.kind === "number" && limits[d.name] ? {...d, limits: limits[d.name]} : d));
  const model = {...predictModel, inputs};
  return {source, model, places, scored: finish(scoreSource(source, {model, places}))};
}

const toCells = (row: Row, i: number): string[] => [`m${i}`, ...names.map((name) => (row[name] === null ? "" : String(row[name])))];
const member = createMembers(1)[0];

describe("scoreSource(source)", () => {
  it("gives the scorer's own probability to the bit, over many blocks", () => {
    const members = createMembers(2000).map((row, i): Row =>
      i % 7 === 0 ? {...row, visits: null} : i % 11 === 0 ? {...row, plan: null} : row
    );
    const {scored} = score(members.map(toCells));
    const {scoreRow} = createScorer(predictModel);
    expect(Array.from(scored.probability)).toEqual(members.map(scoreRow));
    expect(scored.bad).toEqual([]);
    expect(scored.missing[names.indexOf("visits")]).toBe(members.filter((d) => d.visits === null).length);
    expect(scored.missing[names.indexOf("plan")]).toBe(members.filter((d) => d.plan === null).length);
  });

  it("reads cells as churnbook score does", () => {
    const [plain] = score([toCells(member, 0)]).scored.probability;
    const cells = (name: string, cell: string | null): (string | null)[] =>
      toCells(member, 0).map((d, j) => (j === names.indexOf(name) + 1 ? cell : d));
    expect(score([cells("visits", `  ${member.visits}\t`)]).scored.probability[0]).toBe(plain);
    for (const missing of ["", "NA", "NaN", "null", " None ", null])
      expect(score([cells("visits", missing)]).scored.probability[0]).toBe(createScorer(predictModel).scoreRow({...member, visits: null}));
    for (const bad of ["1_000", "3,5", "12 days", "Infinity", "1e39", "0x10", "=1+1"])
      expect(score([cells("visits", bad)]).scored.bad).toEqual([0]);
    expect(score([cells("plan", "gold")]).scored.bad).toEqual([0]);
  });

  it("sets bad rows aside with their reasons, and costs the others nothing", () => {
    const bad = toCells(member, 1);
    bad[1] = "many";
    bad[names.indexOf("plan") + 1] = "gold";
    const file = score([toCells(member, 0), bad, "a line must have 8 cells; got x", toCells(member, 3)]);
    const [first, second, third, last] = file.scored.probability;
    expect([first, last]).toEqual([createScorer(predictModel).scoreRow(member), first]);
    expect([second, third]).toEqual([NaN, NaN]);
    expect(file.scored.bad.flatMap((row) => describeBadRow(file, row))).toEqual([
      {row: 2, line: null, column: "visits", reason: 'must be a finite number or empty; got "many"'},
      {row: 2, line: null, column: "plan", reason: 'must be basic, premium or empty; got "gold"'},
      {row: 3, line: null, column: null, reason: "a line must have 8 cells; got x"}
    ]);
  });

  it("scores numbers outside what can be, and tells", () => {
    const file = score([toCells({...member, visits: 40}, 0), toCells(member, 1)], {
      visits: {min: 0, max: 31},
      tenure: {min: 0, isWhole: true}
    });
    expect(file.scored.probability[0]).toBe(createScorer(predictModel).scoreRow({...member, visits: 40}));
    expect(file.scored.outside).toEqual([0]);
    expect(describeOutsideRow(file, 0)).toEqual([{row: 1, line: null, column: "visits", reason: "40 is outside what can be: 0 to 31"}]);
    expect(sayRange(-Infinity, 3)).toBe("3 or less");
  });

  it("marks a line that is no row even for a model without inputs", () => {
    const model = {kind: "baseline" as const, version: 2 as const, inputs: [], encoding: [], probability: 0.2};
    const source = toSource([toCells(member, 0), "no row"]);
    expect(Array.from(finish(scoreSource(source, {model, places: []})).probability)).toEqual([0.2, NaN]);
  });
});

describe("what is saved", () => {
  const bad = toCells(member, 1);
  bad[1] = "many";
  const file = score([toCells(member, 0), bad]);

  it("every scored row with all its columns, the probability and the model", () => {
    expect(scoresHeader(file, {})).toEqual(["id", ...names, "churn_probability", "churn_model", "churn_model_sha256"]);
    const gains = Float64Array.from({length: file.scored.nRows}, (_, row) => row + 0.5);
    expect(scoresHeader(file, {}, gains).slice(-4)).toEqual(["churn_probability", "expected_gain", "churn_model", "churn_model_sha256"]);
    expect([...listScores(file, by, gains)][0].slice(-3)).toEqual([0.5, "logistic", "abc"]);
    expect([...listScores(file, by)]).toEqual([[...toCells(member, 0), createScorer(predictModel).scoreRow(member), "logistic", "abc"]]);
  });

  it("every bad row with its place and reason, as the command line writes them", () => {
    expect(errorsHeader(file).slice(0, 3)).toEqual(["churnbook_row", "churnbook_error", "id"]);
    expect([...listErrors(file)]).toEqual([[2, 'visits must be a finite number or empty; got "many"', ...bad]]);
  });
});
