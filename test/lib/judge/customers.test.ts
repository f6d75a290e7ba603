import type {Truth} from "../../../lib/judge/truth.js";
import {describe, expect, it} from "vitest";
import {readPromise} from "../../../lib/judge/promise.js";
import {judgeLine, makeScoreCard} from "../../../lib/judge/scoreCard.js";
import {judgePromise} from "../../../lib/judge/verdict.js";
import {sayVerdict, sayWhose} from "../../../lib/judge/cardWords.js";
import {toldEffective} from "../../../lib/statistics/intervals.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {mean} from "d3-array";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {tellOutOfFold} from "../../fixtures/book/scores.js";

const CALLED = {singular: "member", plural: "members"};

type Panel = Required<Truth> & {groups: Float64Array};

const EACH = 5;

/** Customers with five rows each, scored rightly: rows of one have one score, and mostly one luck. */
function drawPanel(nCustomers: number, seed: string): Panel {
  const random = createRandom(seed);
  const groups = Float64Array.from({length: nCustomers * EACH}, (_, i) => Math.floor(i / EACH));
  const own = Array.from({length: nCustomers}, () => ({p: sigmoid(1.1 * drawNormal(random) - 1.3), luck: random()}));
  const p = groups.map((customer) => own[customer].p);
  return {groups, p, y: Uint8Array.from(groups, (customer, i) => Number((random() < 0.7 ? own[customer].luck : random()) < p[i]))};
}

const TABLES = 300;
/** What a book of another draw promised. @param knows whether it knows that its rows repeat customers */
function promiseOf(seed: string, knows: boolean): ReturnType<typeof readPromise> {
  const {y, p, groups} = drawPanel(500, seed);
  return readPromise(tellOutOfFold(y, p), knows ? y.length / toldEffective(y, groups) : 1);
}

const truth = mean(drawPanel(100_000, "all").p) as number;

describe("a file whose rows repeat customers", () => {
  const files = Array.from({length: TABLES}, (_, i) => drawPanel(300, `file ${i}`));
  const among = (isSo: (file: Panel) => boolean): number => files.filter(isSo).length / TABLES;

  it("has its share that churned, and what a line finds, in intervals that hold the truth in 95 of 100 files", () => {
    const holds = (of: (file: Truth) => {low: number; high: number}, value = truth): number =>
      among((file) => {
        const {low, high} = of(file);
        return low <= value && value <= high;
      });
    const happened = (file: Truth): {low: number; high: number} => judgeLine(file, 0, null).precision ?? {low: NaN, high: NaN};
    expect(holds(happened)).toBeGreaterThan(0.91);
    expect(holds(happened)).toBeLessThan(0.985);
    expect(holds(({y, p}) => happened({y, p}))).toBeLessThan(0.8); // by rows
    const above = drawPanel(100_000, "all").p.filter((score) => score >= 0.3);
    const precision = (file: Truth): {low: number; high: number} => judgeLine(file, 0.3, null).precision ?? {low: NaN, high: NaN};
    expect(holds(precision, mean(above))).toBeGreaterThan(0.91);
  });

  it("is not found worse than promised, nor its rate moved, more often than chance is allowed", () => {
    const some = files.slice(0, 100).map((file, i) => ({file, seed: `book ${i}`}));
    const worse = some.filter(({file, seed}) => judgePromise(file, promiseOf(seed, true)).state === "worse than promised");
    const byRows = some.filter(({file: {y, p}, seed}) => judgePromise({y, p}, promiseOf(seed, false)).state === "worse than promised");
    expect(worse.length).toBeLessThan(9);
    expect(byRows.length).toBeGreaterThan(10);
    expect(among((file) => judgePromise(file, null).rate.moved)).toBeLessThan(0.09);
    expect(among(({y, p}) => judgePromise({y, p}, null).rate.moved)).toBeGreaterThan(0.2);
  });

  it("counts customers where it says of how few it is", () => {
    const few = makeScoreCard(drawPanel(60, "few"), null);
    expect(sayVerdict(few, CALLED)).toMatch(/^Too few to say: \d\d of 60 members churned, and it takes 50/);
    expect(sayWhose({column: "customer_id", called: CALLED}, few.customers)).toBe(
      "Intervals and the verdict count the 60 members whose rows these are."
    );
    expect(sayWhose({column: "customer_id", called: CALLED}, null)).toContain("each of its rows was taken for a member of its own");
    expect(sayWhose({column: undefined, called: CALLED}, null)).toBe("");
  });
});
