import type {TrainingData} from "../../../../lib/fit/learners/learner.js";
import type {ColumnSkill} from "../../../../lib/fit/protocol/leakingColumns.js";
import {describe, expect, it} from "vitest";
import {judgeLeakingColumns, skillByColumn, tellPure} from "../../../../lib/fit/protocol/leakingColumns.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";
import {getNumbers} from "../../../../lib/dataset/table.js";

const N = 8000;

/** One column over labels of the given churn rate. */
function plant(rate: number, value: (y: number, random: () => number) => number, seed = 3): TrainingData {
  const random = createRandom(`${seed}/${rate}`);
  const y = Uint8Array.from({length: N}, () => (random() < rate ? 1 : 0));
  return {table: {nRows: N, columns: [{name: "planted", kind: "number", values: Float32Array.from(y, (d) => value(d, random))}]}, y};
}

const judge = (data: TrainingData): ColumnSkill => skillByColumn(data, {seed: 1})[0];

describe.each([0.02, 0.05, 0.177, 0.6])("skillByColumn at a churn rate of %d", (rate) => {
  it.each([
    ["amounts above 0 for exactly the churned", (y: number, random: () => number) => (y ? 1 + random() * 100 : 0)],
    ["whole numbers from 1 for exactly the churned", (y: number, random: () => number) => (y ? 1 + Math.floor(random() * 100) : 0)],
    ["amounts above 0 for exactly the retained", (y: number, random: () => number) => (y ? 0 : 1 + random() * 100)],
    ["amounts around 0, the churned below", (y: number, random: () => number) => (random() < 0.5 ? 0 : y ? -1 - random() : 1 + random())]
  ])("sees a leak among zeros: %s", (_, value) => {
    const {rocAuc, verdict} = judge(plant(rate, value));
    expect(verdict).toBe("leaks");
    expect(rocAuc).toBeGreaterThan(0.74);
  });

  it.each([
    ["a reason filled in", (y: number, random: () => number) => (y && random() < 0.5 ? Math.floor(random() * 3) : NaN)],
    ["an amount above 0", (y: number, random: () => number) => (y && random() < 0.5 ? 1 + random() * 100 : 0)]
  ])("sees %s for half of the churned and nobody else", (_, value) => {
    const data = plant(rate, value);
    const skill = judge(data);
    expect(skill.verdict).toBe("leaks");
    expect(skill.pure).toMatchObject({side: "churned"});
    expect(skill.pure?.covered).toBeGreaterThan(0.35);
    const check = judgeLeakingColumns(skillByColumn(data, {seed: 1}));
    expect(check.passed).toBe(false);
    expect(check.detail).toMatch(
      /this has values that next to nobody of the other class has: planted \(nearly all of about [\d,]*[02468]0 rows churned, \d+% of all who did\)/
    );
  });

  it("is not taken in by honest columns, full of zeros, of many values or nearly an identifier", () => {
    for (let seed = 0; seed < 12; ++seed) {
      const zeros = plant(rate, (y, random) => (random() < (y ? 0.7 : 0.8) ? 0 : random() * 100), seed);
      const steep = plant(rate, (y, random) => y + drawNormal(random), seed);
      const pairs = plant(rate, (_, random) => Math.floor(random() * (N / 2)), seed);
      for (const data of [zeros, steep, pairs]) expect(judge(data).pure).toBeNull();
      expect(Math.abs(judge(pairs).rocAuc - 0.5)).toBeLessThan(0.09);
    }
  });
});

describe("what is told of what is pure", () => {
  it("is about how many, and not how many of them are of the other class", () => {
    expect(tellPure({side: "churned", n: 512, ofSide: 510, covered: 510 / 1021})).toEqual({side: "churned", n: 520, covered: 0.5});
    expect(tellPure(null)).toBeNull();
  });
});

describe("what is pure", () => {
  const ofSome = (share: number) => judge(plant(0.177, (y, random) => (random() < (y ? 0.5 : share) ? 1 : 0))).pure;

  it("may hold few of the other class, not many", () => {
    expect(ofSome(0)?.side).toBe("churned");
    expect(ofSome(0.004)).not.toBeNull();
    expect(ofSome(0.05)).toBeNull();
  });

  it("may be the retained: at the same odds against the base rate", () => {
    const marked = judge(plant(0.177, (y, random) => (!y && random() < 0.5 ? 1 : 0)));
    expect(marked).toMatchObject({verdict: "leaks", pure: {side: "retained"}});
    // 95 in 100 retained is close to what everybody is
    expect(judge(plant(0.177, (y, random) => (random() < (y ? 0.12 : 0.5) ? 1 : 0))).pure).toBeNull();
  });

  it("is not the value of one customer, however many rows that has", () => {
    const data = plant(0.177, (y, random) => (y && random() < 0.5 ? 1 : 0));
    const planted = getNumbers(data.table, "planted");
    expect(judge({...data, groups: Int32Array.from(planted, (_, row) => row)}).pure).not.toBeNull();
    const groups = Int32Array.from(planted, (x, row) => (x === 1 ? row % 19 : 19 + row));
    expect(judge({...data, groups}).pure).toBeNull();
  });

  it("covers a share of its class worth a word", () => {
    expect(judge(plant(0.177, (y, random) => (y && random() < 0.02 ? 1 : 0))).pure).toBeNull();
    expect(judge(plant(0.177, (y, random) => (y && random() < 0.08 ? 1 : 0))).pure).not.toBeNull();
  });
});
