import type {InputReference} from "../../../lib/book/reference.js";
import type {FileComparison} from "../../../lib/drift/compareFile.js";
import type {ModelInput} from "../../../lib/model/model.js";
import type {Random} from "../../../lib/random.js";
import {describe, expect, it} from "vitest";
import {compareFile} from "../../../lib/drift/compareFile.js";
import {summariseColumn} from "../../../lib/drift/summarise.js";
import {describeDirection, describeDrift} from "../../../lib/drift/words.js";
import {codeGroups, rowsEachOf, toldRowsEach} from "../../../lib/statistics/intervals.js";
import {createRandom} from "../../../lib/random.js";
import {finish} from "../rows/finish.js";

const inputs: ModelInput[] = [
  {name: "days", kind: "number"},
  {name: "spent", kind: "number"},
  {name: "plan", kind: "category", levels: ["basic", "pro"]}
];
const titles: Record<string, string> = {days: "active days", spent: "money spent", plan: "plan"};

interface Shift {
  days?: number;
  pro?: number;
  missing?: number;
}

/** Columns as a block holds them. */
function draw(n: number, seed: string, {days = 0, pro = 0.3, missing = 0}: Shift = {}): Float32Array[] {
  const random = createRandom(seed);
  const column = (make: () => number): Float32Array => Float32Array.from({length: n}, make);
  return [
    column(() => Math.floor(31 * random()) + days),
    column(() => (random() < missing ? NaN : 100 * random() ** 2)),
    column(() => (random() < pro ? 1 : 0))
  ];
}

const references = ((): InputReference[] => {
  const [days, spent, plan] = draw(14_000, "training");
  return [
    summariseColumn({name: "days", kind: "number", values: days}),
    summariseColumn({name: "spent", kind: "number", values: spent}),
    summariseColumn({name: "plan", kind: "category", levels: ["basic", "pro"], codes: Int32Array.from(plan)})
  ];
})();

function compare(n: number, seed: string, shift: Shift = {}, isLeftOut = (_row: number): boolean => false): FileComparison {
  return finish(compareFile({inputs, columns: draw(n, seed, shift), nRows: n, isLeftOut}, references, {repeats: 100}));
}

const say = (compared: FileComparison): string => describeDrift(compared, (name) => titles[name]);
const directionOf = (compared: FileComparison, name: string): string =>
  describeDirection(
    compared.inputs.find((d) => d.reference.name === name)!,
    {title: titles[name], unit: name === "days" ? "days" : null}
  );

describe("compareFile(file, references)", () => {
  it("calls a file of the same kind like training, and is wrong about once in twenty", () => {
    const wrong = Array.from({length: 60}, (_, i) => compare(500, `same-${i}`)).filter(({inputs: judged}) =>
      judged.some((d) => d.verdict !== "alike")
    );
    expect(wrong.length).toBeLessThanOrEqual(7);
    expect(say(compare(500, "same-1"))).toBe("The file is like the training data: none of the 3 inputs differs beyond chance");
  });

  it("says nothing of fewer than 200 rows, those left out not counted", () => {
    expect(say(compare(199, "few"))).toBe("199 rows are too few to say whether the file is like the training data: it takes 200");
    expect(compare(250, "few", {}, (row) => row < 60)).toEqual({n: 190, inputs: []});
  });

  it("finds a shift, its direction and its size", () => {
    const compared = compare(2000, "shift", {days: -7});
    expect(compared.inputs.map((d) => d.verdict)).toEqual(["much", "alike", "alike"]);
    expect(say(compared)).toBe("The file is not like the training data in 1 of 3 inputs: active days");
    expect(directionOf(compared, "days")).toMatch(/^lower than in training: median [89] against 15 days$/);
    expect(directionOf(compared, "plan")).toMatch(/^(basic|pro): \d\d% against \d\d%$/);
  });

  it("calls a sure but small difference little, because the file is large", () => {
    const compared = compare(100_000, "large", {pro: 0.33});
    expect(compared.inputs.map((d) => d.verdict)).toEqual(["alike", "alike", "little"]);
    expect(say(compared)).toBe("The file is much like the training data: 1 of 3 inputs differs beyond chance, but little");
    expect(directionOf(compared, "plan")).toMatch(/^(less basic: 67%|more pro: 33%) against (70|30)%$/);
  });

  it("calls a pooled level by the number of those that it stands for", () => {
    const plan = compare(100_000, "large", {pro: 0.33}).inputs[2];
    const said = ["basic", "pro"].map((level) => describeDirection(plan, {title: "Plan", unit: null, other: {level, nLevels: 5}}));
    expect(said.join()).toMatch(/(less basic|more pro) \(5 levels\): /);
  });

  it("sees values that are missing where none were", () => {
    const compared = compare(1000, "missing", {missing: 0.3});
    expect(compared.inputs[1].verdict).toBe("much");
    expect(directionOf(compared, "spent")).toMatch(/^missing in (29|30|31)% against 0%; median \d\d(\.\d)? against \d\d(\.\d)?$/);
  });

  it("is the same each time", () => {
    expect(compare(400, "twice")).toEqual(compare(400, "twice"));
  });
});

describe("a small book", () => {
  /** Training rows and a file of one population, each customer with as many equal rows. */
  const drawBoth = (customers: readonly [number, number], each: number, seed: string): readonly [Float32Array, Float32Array] => {
    const random = createRandom(seed);
    const [training, file] = customers.map((n) => {
      const own = Array.from({length: n}, () => 100 * random() ** 2);
      return Float32Array.from({length: n * each}, (_, i) => own[Math.floor(i / each)]);
    });
    return [training, file];
  };
  const judge = ([training, file]: readonly [Float32Array, Float32Array], each: number): FileComparison => {
    const groups = each === 1 ? null : Int32Array.from(training, (_, i) => Math.floor(i / each));
    const reference = summariseColumn({name: "spent", kind: "number", values: training}, {groups});
    const asked = {inputs: [inputs[1]], columns: [file], nRows: file.length, isLeftOut: () => false};
    return finish(compareFile(asked, [reference], {repeats: 0, rowsEach: {file: each, training: each}}));
  };
  const isBeyond = ({inputs: [{adjusted}]}: FileComparison): boolean => adjusted < 0.05;

  it.each([
    {customers: [150, 2000], each: 1},
    {customers: [400, 300], each: 6}
  ] as const)(
    "of $customers customers with $each rows each finds no difference beyond chance in a file of the same kind",
    ({customers, each}) => {
      const wrong = Array.from({length: 100}, (_, i) => judge(drawBoth(customers, each, `small ${i}`), each)).filter(isBeyond);
      expect(wrong.length).toBeLessThanOrEqual(9);
    }
  );

  it("of customers with one to 200 rows finds none in as many, if rows count as those of the customer that a row meets", () => {
    const draw = (nRows: number, random: Random): {values: Float32Array; groups: Int32Array} => {
      const values = new Float32Array(nRows);
      const groups = new Int32Array(nRows);
      for (let row = 0, customer = 0; row < nRows; ++customer) {
        const [own, size] = [random(), Math.min(200, Math.floor(random() ** (-1 / 1.1)))];
        const end = Math.min(nRows, row + size);
        values.fill(own, row, end);
        groups.fill(customer, row, end);
        row = end;
      }
      return {values, groups};
    };
    const random = createRandom("a few with many rows");
    const wrong = Array.from({length: 100}, () => {
      const [training, file] = [draw(4000, random), draw(6000, random)];
      const reference = summariseColumn({name: "spent", kind: "number", values: training.values}, {groups: training.groups});
      const asked = {inputs: [inputs[1]], columns: [file.values], nRows: file.values.length, isLeftOut: () => false};
      const rowsEach = {file: rowsEachOf(codeGroups(6000, file.groups).sizes), training: toldRowsEach(training.groups)};
      return finish(compareFile(asked, [reference], {repeats: 0, rowsEach}));
    }).filter(isBeyond);
    expect(wrong.length).toBeLessThanOrEqual(10); // by the mean over customers nearly all
  });

  it("still finds values that it has not, between, below and above its own", () => {
    const [training, file] = drawBoth([300, 600], 1, "moved");
    for (const move of [(x: number) => x + 30, (x: number) => x - 30, (x: number) => (x < 20 ? -1 : x), (x: number) => (x > 50 ? 200 : x)])
      expect(isBeyond(judge([training, file.map(move)], 1))).toBe(true);
  });
});
