import {describe, expect, it} from "vitest";
import {logLoss} from "../../../lib/metrics/probabilityLosses.js";
import {skillByPeriod} from "../../../lib/metrics/periodSkill.js";
import {createRandom} from "../../../lib/random.js";
import {wilsonInterval} from "../../../lib/statistics/intervals.js";

const random = createRandom("periods");
const N = 1200;
const own = Float64Array.from({length: N}, () => 0.1 + 0.8 * random());
const y = Uint8Array.from(own, (p) => Number(random() < p));
const base = new Float64Array(N).fill(0.5);
const about = {set: "test" as const, y, groups: null, scores: {own, base}};

describe("skillByPeriod({set, y, periods, groups, scores}, names)", () => {
  it("says of each period its churn rate and what is saved there", () => {
    const periods = Int32Array.from(own, (_, i) => i % 4);
    const found = skillByPeriod({...about, periods}, ["2025-01", "2025-02", "2025-03", "2025-04"]);
    expect(found.map((d) => d.from)).toEqual(["2025-01", "2025-02", "2025-03", "2025-04"]);
    const third = [...y.keys()].filter((i) => i % 4 === 2);
    const of = (values: ArrayLike<number>): number[] => third.map((i) => values[i]);
    expect(found[2]).toMatchObject({to: "2025-03", n: 300, churnRate: wilsonInterval(of(y).filter((d) => d === 1).length, 300)});
    expect(found[2].saved?.estimate).toBeCloseTo(logLoss(of(y), of(base)) - logLoss(of(y), of(own)), 12);
  });

  it("joins times that few share, tells each user once, and no time of one user", () => {
    const names = Array.from({length: N}, (_, i) => new Date(Date.UTC(2024, 0, 1) + i * 36e5).toISOString());
    const found = skillByPeriod({...about, periods: Int32Array.from(own.keys())}, names);
    expect(found.length).toBeLessThanOrEqual(12);
    expect(found.reduce((sum, {n}) => sum + n, 0)).toBe(N);
    expect(found.every(({n, from, to}) => n >= 40 && from.length === 7 && to.length === 7)).toBe(true);
  });

  it("names no first and no last time that only a few users have", () => {
    const names = ["1999-12", "2025-01", "2025-02", "2099-12"];
    const periodsWith = (few: number): Int32Array => Int32Array.from(own, (_, i) => (i < few ? 0 : i >= N - few ? 3 : 1 + (i % 2)));
    const ends = (found: ReturnType<typeof skillByPeriod>): string[] => [found[0].from, found[found.length - 1].to];
    expect(ends(skillByPeriod({...about, periods: periodsWith(19)}, names))).toEqual(["2025-01", "2025-02"]);
    expect(ends(skillByPeriod({...about, periods: periodsWith(20)}, names))).toEqual(["1999-12", "2099-12"]);
    const groups = Int32Array.from(own, (_, i) => (i < 60 || i >= N - 60 ? i % 19 : i));
    expect(ends(skillByPeriod({...about, groups, periods: periodsWith(60)}, names))).toEqual(["2025-01", "2025-02"]);
  });

  it("says nothing of fewer than twenty of a class, or of the rows of a few customers", () => {
    const few = {...about, y: y.slice(0, 30), scores: null, periods: new Int32Array(30)};
    expect(skillByPeriod(few, ["1"])).toEqual([]);
    const groups = Int32Array.from(own, (_, i) => i % 19);
    expect(skillByPeriod({...about, groups, periods: new Int32Array(N)}, ["1"])).toEqual([]);
  });
});
