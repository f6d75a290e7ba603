import type {CategoryInput, LogisticModel} from "../../lib/model/model.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {createPredictor} from "../../src/api/predict.js";
import {readTable} from "../../data-loaders/ingest/readTable.js";
import {MODEL_VERSION} from "../../lib/model/model.js";
import {createScorer} from "../../lib/model/scorer.js";
import {writeParquet} from "../data-loaders/ingest/scratch.js";
import {exampleDefinition} from "../lib/dataset/exampleDefinition.js";
import {endpointDoor, pageDoor, scoreDoor} from "../support/doors.js";

const folder = await mkdtemp(join(tmpdir(), "churnbook-cases-"));
afterAll(() => rm(folder, {recursive: true}));

const model: LogisticModel = {
  kind: "logistic",
  version: MODEL_VERSION,
  inputs: [
    {name: "days", kind: "number", limits: {min: 0, max: 31, isWhole: true}},
    {name: "km", kind: "number", limits: {min: 0}},
    {name: "offer", kind: "category", levels: ["None", "A", "B"], missing: true}
  ],
  encoding: [
    {input: "days", kind: "number", mean: 10, scale: 7, missing: 12},
    {input: "km", kind: "number", mean: 1000, scale: 900, missing: 800},
    {input: "offer", kind: "level", level: "None", mean: 0, scale: 1},
    {input: "offer", kind: "level", level: "A", mean: 0, scale: 1},
    {input: "offer", kind: "level", level: "B", mean: 0, scale: 1},
    {input: "offer", kind: "rest", rest: "missing", mean: 0, scale: 1}
  ],
  intercept: -0.4,
  weights: [-0.6, 0.2, 0.9, -0.8, 0.3, 0.5]
};

async function write(name: string, lines: readonly string[]): Promise<string> {
  await writeFile(join(folder, name), `${lines.join("\n")}\n`);
  return join(folder, name);
}

describe("at every door", () => {
  it("numbers that cannot be are scored and told, in the same words", async () => {
    const rows = [
      {days: -5, km: 10, offer: "A"},
      {days: 400, km: -1, offer: "A"},
      {days: 3.7, km: 0, offer: "B"},
      {days: 31, km: 1e6, offer: "B"}
    ];
    const path = await write("range.csv", ["days,km,offer", ...rows.map((row) => Object.values(row).join(","))]);
    const answer = await scoreDoor(path, model);
    expect(answer.warnings).toEqual([
      [1, "days −5 is outside what can be: 0 to 31"],
      [2, "days 400 is outside what can be: 0 to 31; km −1 is outside what can be: 0 or more"],
      [3, "days 3.7 is outside what can be: whole numbers"]
    ]);
    expect(answer.scores).toEqual(rows.map(createScorer(model).scoreRow));
    expect(await pageDoor(path, model)).toEqual(answer);
    expect(endpointDoor(rows, model)).toEqual({...answer, kept: []});
  });

  it("levels that the model does not know score as the pooled one and are told, in the same words", async () => {
    const pooling: LogisticModel = {
      ...model,
      inputs: [
        ...model.inputs.slice(0, 2),
        {name: "offer", kind: "category", levels: ["None", "A", "B"], missing: true, other: {nLevels: 2}}
      ],
      encoding: [...model.encoding, {input: "offer", kind: "rest", rest: "other", mean: 0, scale: 1}],
      weights: [...model.weights, 1.25]
    };
    const offers = ["A", "gold", "", "other", "B"];
    const path = await write("unseen.csv", ["days,km,offer", ...offers.map((offer) => `1,2,${offer}`)]);
    const answer = await scoreDoor(path, pooling);
    const told = (offer: string): string =>
      `offer "${offer}" is no level that the model knows, and scores as the level pooled from 2 rare ones`;
    expect([answer.faults, answer.warnings]).toEqual([
      [],
      [
        [2, told("gold")],
        [4, told("other")]
      ]
    ]);
    expect(answer.scores[1]).toBe(answer.scores[3]);
    expect(new Set(answer.scores).size).toBe(4);
    expect(await pageDoor(path, pooling)).toEqual(answer);
    const rows = offers.map((offer) => ({days: 1, km: 2, offer}));
    expect(endpointDoor(rows, pooling)).toEqual({...answer, kept: []});
  });

  it("what is said of a row names its columns as the file does, where these are written otherwise", async () => {
    const path = await write("capitals.csv", ["DAYS, Km ,Offer", "x,1,A", "-1,2,A", "1,2,C"]);
    const answer = await scoreDoor(path, model);
    expect(answer.faults).toEqual([
      [1, 'DAYS must be a finite number or empty; got "x"'],
      [3, 'Offer must be None, A, B or empty; got "C"']
    ]);
    expect(answer.warnings).toEqual([[2, "DAYS −1 is outside what can be: 0 to 31"]]);
    expect(await pageDoor(path, model)).toEqual(answer);
  });

  it("None, a level and a missing value are three customers", async () => {
    const cells = ["None", "A", "", "NA", " None ", "C"];
    const path = await write("none.csv", ["days,km,offer", ...cells.map((cell) => `1,2,${cell}`)]);
    const answer = await scoreDoor(path, model);
    const {scoreRow} = createScorer(model);
    const scores = ["None", "A", null, null, "None"].map((offer) => scoreRow({days: 1, km: 2, offer}));
    expect(answer.scores).toEqual(scores);
    expect(new Set(scores).size).toBe(3);
    expect(answer.faults).toEqual([[6, 'offer must be None, A, B or empty; got "C"']]);
    const page = await pageDoor(path, model);
    expect({...page, kept: []}).toEqual({...answer, kept: []});
    expect(
      endpointDoor(
        cells.map((offer) => ({days: "1", km: 2, offer})),
        model
      )
    ).toEqual({...answer, kept: []});
  });

  it("a cell that says nothing is the level that a blank stands for", async () => {
    const [days, km, offer] = model.inputs;
    const ticked: LogisticModel = {...model, inputs: [days, km, {...offer, levels: ["None", "A", "B"], blank: "B"} as CategoryInput]};
    const cells = ["", "B", " ", "NA", "A", "None"];
    const path = await write("blank.csv", ["days,km,offer", ...cells.map((cell) => `1,2,${cell}`)]);
    const answer = await scoreDoor(path, ticked);
    const {scoreRow} = createScorer(ticked);
    const scores = ["B", "B", "B", "B", "A", "None"].map((d) => scoreRow({days: 1, km: 2, offer: d}));
    expect([answer.scores, answer.faults, answer.warnings]).toEqual([scores, [], []]);
    expect(scoreRow({days: 1, km: 2, offer: null})).toBe(scores[0]);
    expect((await pageDoor(path, ticked)).scores).toEqual(scores);
    const rows = [null, ...cells].map((d) => ({days: 1, km: 2, offer: d}));
    expect(endpointDoor(rows, ticked).scores).toEqual([scores[0], ...scores]);
    const parquet = await writeParquet(join(folder, "blank.parquet"), "SELECT 1 AS days, 2 AS km, unnest([NULL, 'B', '', 'A']) AS offer");
    expect((await scoreDoor(parquet, ticked)).scores).toEqual([scores[0], scores[0], scores[0], scores[4]]);
    expect((await pageDoor(parquet, ticked)).scores).toEqual([scores[0], scores[0], scores[0], scores[4]]);
    const {predict} = createPredictor(ticked);
    expect([null, "", "NA", "B"].map((d) => predict({days: 1, km: 2, offer: d}).probability)).toEqual(scores.slice(0, 4));
  });

  it("a text that is a level in another spelling is that level, a missing word too", async () => {
    const [days, km, offer] = model.inputs;
    const spelled = {B: ["b", "Bee", "NA"], A: ["a"]};
    const spelt: LogisticModel = {...model, inputs: [days, km, {...offer, levels: ["None", "A", "B"], spelled} as CategoryInput]};
    const cells = ["B", "b", " Bee ", "NA", "a", "A", "None"];
    const path = await write("spelled.csv", ["days,km,offer", ...cells.map((cell) => `1,2,${cell}`)]);
    const {scoreRow} = createScorer(spelt);
    const scores = ["B", "B", "B", "B", "A", "A", "None"].map((d) => scoreRow({days: 1, km: 2, offer: d}));
    const answer = await scoreDoor(path, spelt);
    expect([answer.scores, answer.faults, answer.warnings]).toEqual([scores, [], []]);
    expect(cells.map((d) => scoreRow({days: 1, km: 2, offer: d.trim()}))).toEqual(scores);
    expect((await pageDoor(path, spelt)).scores).toEqual(scores);
    const rows = cells.map((d) => ({days: 1, km: 2, offer: d}));
    expect(endpointDoor(rows, spelt).scores).toEqual(scores);
    const {predict} = createPredictor(spelt);
    expect(rows.map((row) => predict(row).probability)).toEqual(scores);
  });

  it("the model's own missing words count, numbers too", async () => {
    const own = {...model, missing: ["", "-999", "?"]};
    const path = await writeParquet(join(folder, "words.parquet"), "SELECT -999 AS days, '-999' AS km, '?' AS offer");
    const answer = await scoreDoor(path, own);
    expect(answer.scores).toEqual([createScorer(own).scoreRow({days: null, km: null, offer: null})]);
    expect(await pageDoor(path, own)).toEqual(answer);
    expect(endpointDoor([{days: -999, km: "-999", offer: "?"}], own).scores).toEqual(answer.scores);
  });

  it("columns that nobody reads come back as they came, and never stop a file", async () => {
    const unread = [
      "9007199254740993::DECIMAL(38,0) AS key",
      "TIMESTAMP '2024-01-01 12:00:00.123456' AS seen",
      "TIMESTAMPTZ '2024-01-01 12:00:00+00' AS zoned",
      "1234567890123456.78::DECIMAL(20,2) AS balance",
      "0.1::FLOAT AS share",
      "true AS ok",
      "'\\xFF\\x00a'::BLOB AS raw",
      "'plain'::BLOB AS bytes",
      "TIME '01:02:03' AS t",
      "'infinity'::DATE AS until",
      "'290000-01-01'::DATE AS far",
      "[1, 2]::BIGINT[] AS tags",
      "{'a': 1::BIGINT, 'b': ['x', NULL]} AS record",
      "MAP {'k': 1} AS map",
      "18446744073709551615::UBIGINT AS big",
      "'00000000-0000-0000-0000-0000000000ff'::UUID AS id",
      "'=1+1' AS formula",
      "2.0::DOUBLE AS whole",
      "NULL::INTEGER AS none"
    ];
    const query = `SELECT 3 AS days, 4.5 AS km, 'A' AS offer, ${unread.join(", ")}`;
    const path = await writeParquet(join(folder, "extras.parquet"), query);
    const answer = await scoreDoor(path, model);
    expect(answer.scores).toEqual([createScorer(model).scoreRow({days: 3, km: 4.5, offer: "A"})]);
    expect(await pageDoor(path, model)).toEqual(answer);
    expect(answer.kept[1].slice(3)).toEqual([
      "9007199254740993",
      "2024-01-01 12:00:00.123456",
      "2024-01-01 12:00:00+00",
      "1234567890123456.78",
      "0.1",
      "true",
      "\\xFF\\x00a",
      "plain",
      "01:02:03",
      "infinity",
      "290000-01-01",
      "[1, 2]",
      "{'a': 1, 'b': [x, NULL]}",
      "{k=1}",
      "18446744073709551615",
      "00000000-0000-0000-0000-0000000000ff",
      "=1+1",
      "2.0",
      ""
    ]);
  });

  it("what cannot be a number is told with the same words", async () => {
    const path = await writeParquet(
      join(folder, "wild.parquet"),
      "SELECT 1 AS days, 'inf'::DOUBLE AS km, 'A' AS offer UNION ALL SELECT 2, 1e39, 'D'"
    );
    const answer = await scoreDoor(path, model);
    expect(answer.faults).toEqual([
      [1, 'km must be a finite number or empty; got "inf"'],
      [2, 'km must be a finite number or empty; got "1e+39"; offer must be None, A, B or empty; got "D"']
    ]);
    expect((await pageDoor(path, model)).faults).toEqual(answer.faults);
    expect(
      endpointDoor(
        [
          {days: 1, km: Infinity, offer: "A"},
          {days: 2, km: 1e39, offer: "D"}
        ],
        model
      ).faults
    ).toEqual(answer.faults);
  });

  it("a whole file is refused with the same words", async () => {
    const path = await writeParquet(join(folder, "stamp.parquet"), "SELECT TIMESTAMP '2024-01-01' AS days, [1.5] AS km, 'A' AS offer");
    const {refused} = await scoreDoor(path, model);
    expect(refused).toBe(
      'each column must be of a type that can be read as what it is declared to be; got timestamps in "days", which must hold numbers, ' +
        'lists in "km", which must hold numbers. Turn dates and times into numbers first, such as days since a date. ' +
        "Take the number or text out of it into a column of its own."
    );
    expect((await pageDoor(path, model)).refused).toBe(refused);
  });
});

describe("the build", () => {
  const lines = (word: string, n: number): string[] => [
    "status,visits,offer",
    ...Array.from({length: 100}, (_, i) => `${i % 3 ? "stayed" : "left"},${i},${i < n ? word : i % 2 ? "A" : "B"}`)
  ];
  const inputs = exampleDefinition().inputs;
  const definition = (changes: object = {}): ReturnType<typeof exampleDefinition> =>
    exampleDefinition({identifiers: [], inputs: [inputs[0], {...inputs[3], name: "offer", levels: undefined, ...changes}]});
  const read = async (name: string, word: string, n: number, changes: object = {}) => {
    const {table, report} = await readTable({paths: await write(name, lines(word, n)), definition: definition(changes)});
    const offer = table.columns[1];
    return {levels: offer.kind === "category" ? offer.levels : [], keptWords: report.keptWords};
  };

  it("keeps a missing word that is frequent as a level, and says so", async () => {
    expect(await read("frequent.csv", "None", 40)).toEqual({
      levels: ["A", "B", "None"],
      keptWords: [{column: "offer", word: "None", rows: 40}]
    });
    expect(await read("rare.csv", "None", 4)).toEqual({levels: ["A", "B"], keptWords: []});
    expect(await read("empty.csv", "", 40)).toEqual({levels: ["A", "B"], keptWords: []});
  });

  it("reads what says nothing as the level that a blank stands for, frequent missing words too", async () => {
    for (const word of ["", "None", "NA"])
      expect(await read(`ticked-${word}.csv`, word, 40, {blank: "A"})).toEqual({levels: ["A", "B"], keptWords: []});
    expect(await read("ticks.csv", "", 40, {blank: "no"})).toEqual({levels: ["A", "B", "no"], keptWords: []});
    expect(await read("full.csv", "A", 40, {blank: "no"})).toEqual({levels: ["A", "B"], keptWords: []});
  });

  it("reads a text that is spelled otherwise as its level, a missing word too", async () => {
    for (const word of ["a", "NA"])
      expect(await read(`spelled-${word}.csv`, word, 40, {spelled: {A: [word]}})).toEqual({levels: ["A", "B"], keptWords: []});
    expect(await read("spelled-b.csv", "b", 4, {levels: ["A", "B"], spelled: {B: ["b"]}})).toEqual({levels: ["A", "B"], keptWords: []});
  });

  it("lets a listed level win, however rare", async () => {
    expect(await read("listed.csv", "None", 4, {levels: ["None", "A", "B"]})).toEqual({levels: ["A", "B", "None"], keptWords: []});
  });
});
