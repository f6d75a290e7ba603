import type {InputReference} from "../../../lib/book/reference.js";
import type {BuildRecord} from "../../../lib/book/history.js";
import {describe, expect, test} from "vitest";
import {summariseColumn} from "../../../lib/drift/summarise.js";
import {describeBuild} from "../../../lib/history/describeBuild.js";
import {describeInput} from "../../../lib/history/describeInputs.js";
import {findDoubts} from "../../../lib/history/doubts.js";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {describedBook} from "../../fixtures/book/history.js";

const facts = {
  book: "a".repeat(64),
  builtOn: "2026-01-02T03:04:05Z",
  program: "1",
  date: null,
  definitionHash: "d".repeat(8),
  population: null
};
const usual = describeBuild(describedBook(), facts, null);

type Draw = (random: () => number) => number;
const DRAWS: Record<string, Draw> = {
  normal: (random) => 30 + 8 * drawNormal(random),
  skewed: (random) => Math.exp(7 + 0.8 * drawNormal(random)),
  counts: (random) => Math.floor(-8 * Math.log(1 - random())),
  halves: (random) => (random() < 0.4 ? 0 : 100 * random()),
  days: (random) => Math.floor(31 * random()),
  signed: (random) => -20 + 5 * drawNormal(random)
};

/** A build whose only input holds these values; NaN is missing. */
function recordOf(values: Float32Array, hash = "d1"): BuildRecord {
  return withInput(summariseColumn({name: "x", kind: "number", values}), hash);
}

function withInput(reference: InputReference, hash: string): BuildRecord {
  const definition = {...usual.definition, inputs: [{name: reference.name, title: "Reach", kind: reference.kind, unit: null}]};
  return {...usual, data: {...usual.data, hash}, definition, inputs: [describeInput(reference)]};
}

function draw(name: string, seed: string, bend: (x: number, random: () => number) => number = (x) => x): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({length: 1500}, () => bend(DRAWS[name](random), random));
}

function doubtsOf(name: string, bend: (x: number, random: () => number) => number): string[] {
  return findDoubts(recordOf(draw(name, "before")), recordOf(draw(name, "after", bend), "d2")).map(({text}) => text);
}

describe("findDoubts(before, after)", () => {
  test.each(Object.keys(DRAWS))("finds nothing in another draw of the same, nor in one that drifted a little: %s", (name) => {
    for (let seed = 0; seed < 10; ++seed) {
      const before = recordOf(draw(name, `b${seed}`));
      expect(findDoubts(before, recordOf(draw(name, `a${seed}`), "d2"))).toEqual([]);
      expect(
        findDoubts(
          before,
          recordOf(
            draw(name, `a${seed}`, (x) => 1.1 * x + 0.4),
            "d2"
          )
        )
      ).toEqual([]);
    }
  });

  test.each(["normal", "skewed", "signed", "halves"])("names a change of units, and which may have been mistaken: %s", (name) => {
    expect(doubtsOf(name, (x) => 1000 * x)).toEqual([
      expect.stringMatching(/^All values of “Reach” are about 1000 times .*such as metres and kilometres\.$/)
    ]);
    expect(doubtsOf(name, (x) => 1.609344 * x)).toEqual([expect.stringContaining("kilometres and miles")]);
    expect(doubtsOf(name, (x) => x / 60)).toEqual([expect.stringMatching(/about a 60th of .*seconds and minutes/)]);
    expect(doubtsOf(name, (x) => 17 * x)).toEqual([expect.stringMatching(/about 1[67]\S* times .*Its unit may have changed\.$/)]);
  });

  test.each([
    [
      "a lost source",
      "normal",
      (x: number, random: () => number) => (random() < 0.4 ? NaN : x),
      /no value in (3|4)\d% of the rows where it had none in 0%/
    ],
    ["a lost column", "normal", () => NaN, /has no value any more/],
    ["one value for all", "normal", () => 7, /is 7 for nearly everybody/],
    ["a turned sign", "normal", (x: number) => -x, /has the other sign/],
    ["another start", "normal", (x: number) => x + 273.15, /about 27\d more than they were/],
    [
      "a stand-in for missing",
      "normal",
      (x: number, random: () => number) => (random() < 0.45 ? -999 : x),
      /or more have a “Reach” of just −999/
    ],
    [
      "nothing in place of missing",
      "skewed",
      (x: number, random: () => number) => (random() < 0.4 ? 0 : x),
      /or more have a “Reach” of just 0/
    ]
  ] as const)("names %s", (_what, name, bend, sentence) => {
    expect(doubtsOf(name, bend)).toEqual([expect.stringMatching(sentence)]);
  });

  const levelsOf = (shares: Record<string, number>, hash: string): BuildRecord => {
    const levels = Object.keys(shares).sort();
    return withInput({name: "plan", kind: "category", nMissing: 0, levels, counts: levels.map((d) => Math.round(1500 * shares[d]))}, hash);
  };

  test.each([
    ["another spelling", {basic: 0.5, Plus: 0.3, premium: 0.2}, /is written otherwise: “plus” → “Plus”/],
    ["another name", {basic: 0.5, p2: 0.31, premium: 0.19}, /“plus” \(30%\) → “p2” \(3\d%\)/],
    ["a lost level", {basic: 0.71, premium: 0.29}, /Gone from “Reach”: “plus”, which 30% had/],
    ["one level alone", {basic: 1}, /Gone|for everybody/],
    ["nothing", {basic: 0.47, plus: 0.32, premium: 0.21}, null]
  ] as const)("of a category names %s", (_what, shares, sentence) => {
    const found = findDoubts(levelsOf({basic: 0.5, plus: 0.3, premium: 0.2}, "d1"), levelsOf(shares, "d2")).map(({text}) => text);
    expect(found).toEqual(sentence === null ? [] : [expect.stringMatching(sentence)]);
  });

  test("names two columns that were exchanged", () => {
    const two = (x: Float32Array, y: Float32Array, hash: string): BuildRecord => ({
      ...usual,
      data: {...usual.data, hash},
      definition: {...usual.definition, inputs: ["x", "y"].map((name) => ({name, title: name.toUpperCase(), kind: "number", unit: null}))},
      inputs: [x, y].map((values, i) => describeInput(summariseColumn({name: i === 0 ? "x" : "y", kind: "number", values})))
    });
    const before = two(draw("normal", "1"), draw("skewed", "2"), "d1");
    const found = findDoubts(before, two(draw("skewed", "3"), draw("normal", "4"), "d2"));
    expect(found.map(({text}) => text)).toEqual(["“X” looks as “Y” did, and the other way round. Were two columns exchanged?"]);
  });

  test("of the whole table names a lost half, doubled rows, a turned label and a new meaning of it", () => {
    const after = (data: Partial<BuildRecord["data"]>): string[] =>
      findDoubts(usual, {...usual, data: {...usual.data, hash: "d2", ...data}}).map(({text}) => text);
    const rate = (estimate: number): BuildRecord["data"]["baseRate"] => ({estimate, low: estimate - 0.02, high: estimate + 0.02});
    expect(after({rows: usual.data.rows / 2})).toEqual([expect.stringContaining("Is it whole?")]);
    expect(after({rows: usual.data.rows * 2})).toEqual([expect.stringContaining("Is everybody in it twice?")]);
    expect(after({baseRate: rate(0.8)})).toEqual([expect.stringContaining("turned round")]);
    expect(after({baseRate: rate(0.4)})).toEqual([expect.stringContaining("Has what counts as churned changed?")]);
    expect(after({})).toEqual([]);
  });

  test("has none where the table is the same, whatever the definition makes of it", () => {
    expect(findDoubts(recordOf(draw("normal", "1")), recordOf(draw("normal", "1", (x) => 1000 * x)))).toEqual([]);
  });
});
