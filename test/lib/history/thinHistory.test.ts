import {describe, expect, test} from "vitest";
import {MOST_BUILDS, thinHistory} from "../../../lib/history/thinHistory.js";

const DAY = 86_400_000;
const build = (i: number, time: number): {book: string; builtOn: string} => ({
  book: String(i).padStart(6, "0"),
  builtOn: new Date(time).toISOString()
});
const daily = (n: number): {book: string; builtOn: string}[] => Array.from({length: n}, (_, i) => build(i, i * DAY));

describe("thinHistory(builds, current)", () => {
  test("keeps all of few, in the order of their time", () => {
    expect(thinHistory([...daily(500)].reverse())).toEqual(daily(500));
  });

  test("keeps the first and the latest, and what is left is the rarer the older", () => {
    const all = daily(2000);
    const kept = thinHistory(all);
    expect(kept).toHaveLength(MOST_BUILDS);
    expect(kept[0]).toEqual(all[0]);
    expect(kept.slice(-50)).toEqual(all.slice(-50));
    const gaps = kept.slice(1).map(({builtOn}, i) => Date.parse(builtOn) - Date.parse(kept[i].builtOn));
    const meanGap = (from: number, to: number): number => gaps.slice(from, to).reduce((a, b) => a + b, 0) / (to - from);
    expect(meanGap(0, 100)).toBeGreaterThan(3 * meanGap(300, 400));
  });

  test("thinned one by one as builds come, it covers the whole time too", () => {
    let kept: {book: string; builtOn: string}[] = [];
    for (const next of daily(1200)) kept = thinHistory([...kept, next], next.book);
    expect(kept).toHaveLength(MOST_BUILDS);
    expect(kept[0].book).toBe("000000");
    const half = kept.filter(({builtOn}) => Date.parse(builtOn) < 600 * DAY).length;
    expect(half).toBeGreaterThan(50);
    expect(half).toBeLessThan(250);
  });

  test("never drops the site's own build, though its clock be wrong", () => {
    const all = [...daily(700), build(999_999, 300.5 * DAY)];
    expect(thinHistory(all, "999999").map(({book}) => book)).toContain("999999");
  });

  test("takes builds of one moment by their hashes", () => {
    expect(thinHistory([build(2, 0), build(1, 0)]).map(({book}) => book)).toEqual(["000001", "000002"]);
    expect(thinHistory(Array.from({length: 600}, (_, i) => build(i, 0)))).toHaveLength(MOST_BUILDS);
  });
});
