import type {RateBin, VariableSummary} from "../../../lib/book/eda.js";
import {describe, expect, test} from "vitest";
import {contrastOf, findLeading, isMasked} from "../../../lib/statistics/contrast.js";

import {createRandom, drawNormal} from "../../../lib/random.js";

const told = (rates: number[], isOrdered = true, half = 0.03): [boolean, number, number] => {
  const {isEnds, pair} = contrastOf(
    rates.map((rate) => ({rate, low: rate - half, high: rate + half})),
    isOrdered
  );
  return [isEnds, pair[0].rate, pair[1].rate];
};

test("contrastOf(rates, isOrdered) takes the ends where they tell most, and what is highest and lowest where it lies between them", () => {
  expect(told([0.42, 0.3, 0.09])).toEqual([true, 0.42, 0.09]);
  expect(told([0.1, 0.45, 0.43])).toEqual([true, 0.1, 0.43]);
  expect(told([0.07, 0.49, 0.42])).toEqual([false, 0.49, 0.07]); // its interval lies beyond the end's
  expect(told([0.07, 0.49, 0.42], true, 0.05)).toEqual([true, 0.07, 0.42]);
  expect(told([0.42, 0.02, 0.09])).toEqual([false, 0.42, 0.02]);
  expect(told([0.13, 0.07, 0.25, 0.24])).toEqual([false, 0.25, 0.07]);
  expect(told([0.2, 0.2])).toEqual([false, 0.2, 0.2]);
  expect(told([0.3])).toEqual([false, 0.3, 0.3]);
  expect(told([0.1, 0.3, 0.5], false)).toEqual([false, 0.5, 0.1]);
});

test("findLeading(variables) puts what ranks beyond chance before what only seems to, and first what tells most where its order turns round", () => {
  const rates = (...shares: number[]) => shares.map((rate) => ({rate, n: 400, churned: Math.round(400 * rate)}) as RateBin);
  const of = (title: string, rocAuc: number, adjustedP: number, shares: RateBin[] = rates(0.2, 0.2)) => ({
    title,
    kind: "number" as const,
    rocAuc,
    rates: shares,
    test: {adjustedP} as VariableSummary["test"]
  });
  const titles = (...variables: ReturnType<typeof of>[]) => {
    const {ranked, strongest, turning, first} = findLeading(variables);
    return [ranked.map(({title}) => title).join(" "), strongest.title, turning?.title ?? null, first.title];
  };
  expect(titles(of("age", 0.58, 0.01), of("city", 0.6, 0.4))).toEqual(["city age", "age", null, "age"]);
  expect(titles(of("age", 0.58, 0.4), of("city", 0.6, 0.4))).toEqual(["city age", "city", null, "city"]);
  const hump = of("hump", 0.5, 0.4, rates(0.05, 0.6, 0.05));
  expect(titles(of("age", 0.58, 0.01), hump)).toEqual(["age hump", "age", "hump", "hump"]);
});

describe("isMasked({raw, within}, nLooked)", () => {
  const around = (estimate: number, half = 0.03) => ({estimate, low: estimate - half, high: estimate + half});

  test("is what shows only among those alike in another variable", () => {
    expect(isMasked({raw: around(-0.002), within: around(-0.23)}, 12)).toBe(true);
    expect(isMasked({raw: around(0.1), within: around(0.25)}, 12)).toBe(true);
    expect(isMasked({raw: around(0.1), within: around(0.19)}, 12)).toBe(false);
    expect(isMasked({raw: around(0.2), within: around(0.01)}, 12)).toBe(false);
  });

  test("is none of a dozen that say nothing in at least 95 of 100 books", () => {
    const random = createRandom("masked");
    const draw = () => {
      const shared = drawNormal(random);
      return {raw: around(shared, 1.96), within: around(0.9 * shared + 0.44 * drawNormal(random), 1.96)};
    };
    const wrong = Array.from({length: 1000}, () => Array.from({length: 12}, draw)).filter((pairs) => pairs.some((d) => isMasked(d, 12)));
    expect(wrong.length).toBeLessThanOrEqual(50);
  });
});
