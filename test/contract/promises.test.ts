import type {PredictBook} from "../../lib/book/predict.js";
import type {Row, Table} from "../../lib/dataset/table.js";
import type {Model, Traits} from "../../lib/model/model.js";
import type {Database} from "../interop/databases.js";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {createExplainer} from "../../lib/explain/explainer.js";
import {exportModel} from "../../lib/export/exportModel.js";
import {createModelCard} from "../../lib/export/modelCard.js";
import {formatPredictTypes} from "../../lib/export/predictTypes.js";
import {gatherEvidence} from "../../lib/fit/evidence/evidence.js";
import {learners} from "../../lib/fit/learners/learners.js";
import {hasTrait, isAdditive} from "../../lib/model/model.js";
import {createScorer} from "../../lib/model/scorer.js";
import {calibrateLogOdds, calibrateProbability} from "../../lib/model/logOdds.js";
import {createRandom} from "../../lib/random.js";
import {getRow} from "../../lib/dataset/table.js";
import {createAnswerer} from "../../lib/whatif/answer.js";
import {listReferences, openSession} from "../../lib/whatif/session.js";
import {createSupportReader} from "../../lib/whatif/support.js";
import {describeAverages, describeReasons} from "../../lib/whatif/words.js";
import {probabilityAt} from "../../lib/whatif/waterfall.js";
import {createPredictor} from "../../src/api/predict.js";
import {createDatasetBook} from "../fixtures/book/dataset.js";
import {createModelsBook} from "../fixtures/book/models.js";
import {createMembers, predictBook, predictModel} from "../fixtures/book/predict.js";
import {openDuckDB} from "../interop/databases.js";
import {toColumns, worst} from "../interop/tables.js";
import {withPairs} from "../support/pairs.js";
import {range} from "../support/syntheticUsers.js";
import {columnsOf} from "../../lib/dataset/rowColumns.js";

/** What every model keeps whatever its kind, walked over every learner, plain and recalibrated. */
const members = createMembers(800, "promises");
const complete: Table = {
  nRows: members.length,
  columns: predictModel.inputs.map((input) =>
    input.kind === "number"
      ? {name: input.name, kind: "number", values: Float32Array.from(members, (row) => Number(row[input.name]))}
      : {...input, codes: Int32Array.from(members, (row) => input.levels.indexOf(String(row[input.name])))}
  )
};
const random = createRandom("labels");
const y = Uint8Array.from(createScorer(predictModel).scoreTable(complete), (p) => (random() < p ? 1 : 0));
/** Some values of every input are missing, so that each kind of encoded column occurs. */
const table: Table = {
  nRows: members.length,
  columns: complete.columns.map((column, j) => {
    const isMissing = (i: number): boolean => (i + 3 * j) % 29 === 0;
    return column.kind === "number"
      ? {...column, values: column.values.map((value, i) => (isMissing(i) ? NaN : value))}
      : {...column, codes: column.codes.map((code, i) => (isMissing(i) ? -1 : code))};
  })
};
const calibration = {intercept: -0.2, slope: 0.8};
const bent = {...calibration, bend: 0.5};
const cases = learners.flatMap((learner): {title: string; name: string; model: Model}[] => {
  const model = learner.fit({table, y}, learner.defaults, {random: createRandom(learner.name)});
  const {name} = learner;
  const paired = model.kind === "additive" ? withPairs(model, table) : null;
  return [
    {title: name, name, model},
    {title: `recalibrated ${name}`, name, model: {...model, calibration}},
    ...(paired ? [{title: `${name} with pairs`, name, model: paired}] : []),
    ...(paired ? [{title: `recalibrated ${name} with pairs`, name, model: {...paired, calibration}}] : []),
    ...(hasTrait(model, "hasTrees") ? [{title: `bent ${name}`, name, model: {...model, calibration: bent}}] : [])
  ];
});
/** Ordinary rows, odd ones, and one with every value missing. */
const rows = [
  ...range(0, 30).map((i) => getRow(table, i)),
  {...predictBook.typical, checkins: 1e6, workouts: -5},
  Object.fromEntries(predictModel.inputs.map(({name}) => [name, null]))
];
/** The first five inputs of a row. */
const firstHalf = (row: Row): Row => Object.fromEntries(Object.entries(row).slice(0, 5));
/** Halfway from one row to another of the same plan. */
const between = (a: Row, b: Row): Row =>
  Object.fromEntries(Object.entries(a).map(([key, value]) => [key, typeof value === "number" ? (value + Number(b[key])) / 2 : value]));

const database: {it: Database | null} = {it: null};
beforeAll(async () => {
  database.it = await openDuckDB();
});
afterAll(() => database.it?.close());

describe.each(cases)("$title", ({name, model}) => {
  const scorer = createScorer(model);
  const champion = {name, model};
  const training = {table, y};
  const evidence = gatherEvidence({
    champion,
    table,
    training,
    nFitted: y.length,
    shown: {table, synthetic: true, known: null},
    random: createRandom("evidence")
  });
  const book: PredictBook = {
    ...predictBook,
    ...evidence.inBook,
    models: [{...predictBook.models[0], name, title: name}],
    golden: {...columnsOf(rows), scores: {[name]: rows.map(scorer.scoreRow)}}
  };

  it("has reasons that add up to its score, from the average and from any reference", () => {
    const {explainRow, unit} = createExplainer(model);
    const scoreOf = unit === "logOdds" ? scorer.logOddsRow : scorer.scoreRow;
    for (const row of rows) {
      for (const reference of [null, rows[7], rows.at(-1)!]) {
        const {base, contributions, unit: said} = explainRow(row, reference);
        expect(said).toBe(unit);
        expect(contributions).toHaveLength(model.inputs.length);
        const scale = contributions.reduce((sum, d) => sum + Math.abs(d), 1 + Math.abs(base)); // odd rows have huge ones
        const total = contributions.reduce((sum, d) => sum + d, base);
        expect(Math.abs(total - scoreOf(row)) / scale).toBeLessThan(1e-11);
        if (reference) expect(Math.abs(base - scoreOf(reference)) / scale).toBeLessThan(1e-11);
      }
    }
    const isFlat = rows.every((row) => scorer.scoreRow(row) === scorer.scoreRow(rows[0]));
    expect(hasTrait(model, "readsInputs")).toBe(!isFlat);
  });

  it("compares with the average over the rows that it was fitted on, where no reference is given", () => {
    const {explainRow, unit} = createExplainer(model);
    const plain = createScorer({...model, calibration: undefined});
    const sums = unit === "logOdds" ? plain.logOddsTable(table) : plain.scoreTable(table);
    // what models add up is compared with its mean; a recalibration is of sums, and carries the mean sum over as it does any other
    const mean = sums.reduce((sum, d) => sum + d, 0) / sums.length;
    const carry = unit === "logOdds" ? calibrateLogOdds : calibrateProbability;
    const expected = model.calibration ? carry(mean, model.calibration) : mean;
    expect(Math.abs(explainRow(rows[0], null).base - expected)).toBeLessThan(0.005); // a forest's mean counts bootstrap repeats
  });

  it("is what its traits say", () => {
    const isOf = (trait: keyof Traits): boolean => hasTrait(model, trait);
    expect(isOf("isLogOdds")).toBe(isOf("readsInputs") && createExplainer(model).unit === "logOdds");
    for (const [a, b] of range(0, 40).map((i) => [getRow(complete, i), getRow(complete, i + 40)])) {
      const sum = scorer.logOddsRow(a) + scorer.logOddsRow(b);
      const [swapA, swapB] = [
        {...a, ...firstHalf(b)},
        {...b, ...firstHalf(a)}
      ];
      if (isAdditive(model)) expect(scorer.logOddsRow(swapA) + scorer.logOddsRow(swapB)).toBeCloseTo(sum, 9);
      if (isOf("isLinear"))
        expect(2 * scorer.logOddsRow(between(a, {...b, plan: a.plan}))).toBeCloseTo(
          scorer.logOddsRow(a) + scorer.logOddsRow({...b, plan: a.plan}),
          4
        );
    }
  });

  it("answers on /predict in numbers and words", () => {
    const session = openSession(book, name, model);
    expect(session.parity).toMatchObject({passed: true, rows: rows.length});
    const {support, users} = evidence.inBook;
    const answer = createAnswerer(book, support && users ? createSupportReader(support, users, table.nRows) : null);
    for (const reference of listReferences(book, session, {previous: rows[3], kept: null})) {
      for (const row of rows) {
        const told = answer({row, session, reference, isGrouped: true, threshold: 0.2, isMoving: false});
        const numbers = JSON.stringify(told, (_, value: unknown) => (Number.isNaN(value) ? "NaN" : value));
        expect(numbers).not.toContain('"NaN"');
        const {steps, unit, start} = told.waterfall;
        const context = {inputs: book.inputs, row, reference: reference.values, referenceTitle: reference.title};
        const words = [...describeReasons(steps, context, {unit}), describeAverages(probabilityAt(unit, start), 0.2, {...session, unit})];
        expect(words.join(" ")).not.toMatch(/NaN|undefined|Infinity/);
        expect(told.support?.count).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("has refits around its score, or none", () => {
    const {refits} = evidence.inBook;
    expect(refits !== undefined).toBe(hasTrait(model, "hasRefits"));
    const {readBand} = openSession(book, name, model);
    expect(readBand !== null).toBe(hasTrait(model, "hasRefits"));
    const bands = readBand
      ? range(0, 200)
          .map((i) => getRow(table, i))
          .map((row) => ({...readBand(row), p: scorer.scoreRow(row)}))
      : [];
    for (const {low, high} of bands) expect(0 <= low && low <= high && high <= 1).toBe(true);
    expect(bands.filter(({low, high, p}) => low <= p && p <= high).length).toBeGreaterThanOrEqual(0.95 * bands.length);
  });

  it("leaves in every form as a file, or says why not and what to do instead", async () => {
    const models = createModelsBook();
    const card = createModelCard(
      {dataset: createDatasetBook(), models: {...models, finalists: [{...models.finalists[1], name, learner: name}], champion: name}},
      name
    );
    const exported = exportModel(model, card);
    expect(exported.map((d) => d.name)).toEqual(
      expect.arrayContaining(["model.onnx", "model.xgboost.json", "model.duckdb.sql", "card.md"])
    );
    for (const {name: file, ...rest} of exported) {
      if ("refusal" in rest) expect(rest.refusal).toMatch(/^\w+: .+; got .+\. [A-Z].+\.$/);
      else expect(rest.content.length, file).toBeGreaterThan(100);
    }
    const sql = exported.find((d) => d.name === "model.duckdb.sql")!;
    if ("refusal" in sql) return;
    const scores = (await database.it!.score(String(sql.content), toColumns(table))) as number[];
    expect(worst(scores, scorer.scoreTable(table))).toBeLessThan(1e-9);
  });

  it("predicts in other programs as it scores, by rows whose types say every input", () => {
    const {inputs, predict} = createPredictor(JSON.parse(JSON.stringify(model)));
    for (const row of rows) expect(predict(row).probability).toBe(scorer.scoreRow(row));
    const types = formatPredictTypes(inputs);
    for (const input of predictModel.inputs) expect(types).toContain(`  "${input.name}": `);
  });
});
