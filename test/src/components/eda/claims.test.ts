import type {RateBin, VariableSummary} from "../../../../lib/book/eda.js";
import {describe, expect, test} from "vitest";
import {pWords} from "../../../../lib/format.js";
import {binName, claimOfDistribution, claimOfRates, sayParts, sayRounding} from "../../../../src/components/eda/claims.js";
import {distributionHeight, tailStart} from "../../../../src/components/eda/distributionChart.js";
import {claimOfPair} from "../../../../src/components/eda/correlation.js";
import {rateOf} from "../../../../lib/statistics/intervals.js";
import {areApart, claimOfStrata} from "../../../../src/components/eda/strata.js";
import {claimOfShadows} from "../../../../src/components/eda/shadows.js";

const bin = (label: string, rate: number): RateBin => ({
  label,
  from: 0,
  to: 1,
  n: 1000,
  churned: Math.round(rate * 1000),
  rate,
  low: rate - 0.02,
  high: rate + 0.02
});
const quartiles = (median: number) => ({p1: 0, p25: 1, median, p75: 9, p99: 20, mean: median});
const variable = (rates: RateBin[], changes: Partial<VariableSummary> = {}): VariableSummary => ({
  input: "visits",
  title: "Visits",
  unit: null,
  kind: "integer",
  n: 3000,
  missing: 0,
  step: null,
  churned: quartiles(3),
  retained: quartiles(8),
  histogram: [],
  rates,
  test: {name: "rank-sum", statistic: 1, pValue: 0.001, adjustedP: 0.004, effectName: "effect", effect: {estimate: 0, low: 0, high: 0}},
  rocAuc: 0.7,
  ...changes
});

test("claimOfDistribution(variable) calls classes no look-alikes where one stands at both ends", () => {
  const rates = [0.5, 0.25, 0.05, 0.2, 0.55].map((rate, i) => bin(`${i}`, rate));
  expect(claimOfDistribution(variable(rates, {rocAuc: 0.51}))).toMatch(
    /^The classes lie apart, though not by their middles: the median is 3 /
  );
  expect(claimOfDistribution(variable([bin("0", 0.2), bin("1", 0.21), bin("2", 0.2)], {rocAuc: 0.51}))).toMatch(
    /^The two classes look alike/
  );
});

describe("what a number is cut by", () => {
  const bands = (counts: readonly number[], labelOf: (i: number) => string) =>
    counts.map((n, i) => ({...bin(labelOf(i), 0.2), from: i, to: i + 1, n}));

  test("is about equal in count only where it is, and a value where each band is one", () => {
    const wide = (i: number): string => `${i}–${i + 1}`;
    expect(sayParts(variable(bands([100, 120, 140], wide)))).toBe("bands of about equal count");
    expect(sayParts(variable(bands([100, 120, 160], wide)))).toBe("bands");
    expect(sayParts(variable(bands([900, 120, 16], String)))).toBe("value");
    expect(sayParts(variable(bands([900, 120, 16], String), {kind: "category"}))).toBe("level");
  });

  test("says to what values were rounded, and one in the singular", () => {
    expect([null, 0.1, 1, 10].map((step) => sayRounding({step, unit: "days"}))).toEqual([
      undefined,
      "Values count at the nearest 0.1 days.",
      "Values count at the nearest 1 day.",
      "Values count at the nearest 10 days."
    ]);
    expect(["0", "1", "2–3"].map((label) => binName({label}, {unit: "days"}))).toEqual(["0 days", "1 day", "2\u2060–\u20603 days"]);
    expect(binName({label: "1–2"}, {unit: "%"})).toBe("1\u2060–\u20602%");
  });
});

describe("claimOfRates(variable, baseRate)", () => {
  test("says falls or rises where the ends carry the range", () => {
    expect(claimOfRates(variable([bin("0", 0.4), bin("1", 0.2), bin("2", 0.05)]), 0.2)).toBe(
      "Churn falls from 40 in 100 (0) to 5 in 100 (2)"
    );
    expect(claimOfRates(variable([bin("0", 0.05), bin("1", 0.2), bin("2", 0.4)]), 0.2)).toMatch(/^Churn rises/);
    expect(claimOfRates(variable([bin("0", 0.66), bin("1", 0.2), bin("2", 0.009)]), 0.2)).toBe(
      "Churn falls from 66 in 100 (0) to 1 in 100 (2)"
    );
  });

  test("names top and bottom where the middle carries it", () => {
    expect(claimOfRates(variable([bin("0", 0.2), bin("1", 0.4), bin("2", 0.19)]), 0.2)).toBe(
      "Churn is highest, 40 in 100 (1), and lowest, 19 in 100 (2)"
    );
  });

  test("claims nothing where every interval holds the base rate", () => {
    expect(claimOfRates(variable([bin("0", 0.21), bin("1", 0.19)]), 0.2)).toBe(
      "No band of Visits differs clearly from everyone’s 20 in 100"
    );
  });
});

test("what may be chance among so many variables is claimed as that, by either claim", () => {
  for (const adjustedP of [0.049, 0.05, 0.14, 1]) {
    const seen = variable([bin("0", 0.15), bin("1", 0.25)], {rocAuc: 0.58});
    const found = {...seen, test: {...seen.test, adjustedP}};
    const isSure = adjustedP < 0.05;
    expect(claimOfRates(found, 0.2).endsWith(", which may be chance")).toBe(!isSure);
    expect(claimOfDistribution(found)).toMatch(
      isSure ? /^The classes lie apart: / : /^The two classes are alike, as far as chance lets one see: /
    );
  }
});

test("one band of everybody is compared with nothing", () => {
  expect(claimOfRates(variable([bin("0–5", 0.2)]), 0.2)).toBe("No two bands of Visits hold enough of either outcome to be compared");
});

test("claims neither likeness nor difference of a category whose levels are pooled into one", () => {
  const untold = variable([bin("other (3 levels)", 0.3)], {kind: "category", churned: null, retained: null, rocAuc: 0.5});
  for (const claim of [claimOfRates(untold, 0.3), claimOfDistribution(untold)])
    expect(claim).toBe("No level of Visits can be told of: too few of either outcome stand in them");
});

test("leaves open what a category does of whose rows most stand in pooled levels, unless what is told is clear", () => {
  const few = {n: 60, churned: 18, low: 0.2, high: 0.43};
  const rates = [
    {...bin("city 24", 0.3), ...few},
    {...bin("other (348 levels)", 0.3), n: 5000}
  ];
  const unsure = {...variable([]).test, adjustedP: 0.6};
  const city = variable(rates, {title: "City", kind: "category", churned: null, retained: null, rocAuc: 0.504, test: unsure});
  for (const claim of [claimOfRates(city, 0.3), claimOfDistribution(city)])
    expect(claim).toBe("Most levels of City are told as one, too few of either outcome standing in each: what they do alone is open");
  const clear = {...city, rates: [{...rates[0], rate: 0.7, low: 0.58, high: 0.8}, rates[1]]};
  expect(claimOfRates(clear, 0.3)).toMatch(/^Churn is highest, 70 in 100/);
});

describe("claimOfDistribution(variable)", () => {
  test("follows the ROC AUC", () => {
    expect(claimOfDistribution(variable([]))).toMatch(/^The classes lie apart/);
    expect(claimOfDistribution(variable([], {rocAuc: 0.51}))).toMatch(/^The two classes look alike/);
  });

  test("says the sign of a unit at both medians, and its word at one", () => {
    expect(claimOfDistribution(variable([], {unit: "%"}))).toMatch(/the median is 3% for the churned and 8% for the retained$/);
    expect(claimOfDistribution(variable([], {unit: "days"}))).toMatch(/the median is 3 days for the churned and 8 for the retained$/);
  });

  test("does not part classes by medians that are the same", () => {
    const {churned} = variable([]);
    expect(claimOfDistribution(variable([], {retained: churned}))).toMatch(
      /^The classes lie apart, though not by their middles: the median is \S+ for both$/
    );
    expect(claimOfDistribution(variable([], {retained: churned, rocAuc: 0.51}))).toMatch(
      /^The two classes look alike: the median is \S+ for both$/
    );
  });
});

test("distributionHeight(variable, width) leaves room for the names of levels that would meet, and no more for longer than are drawn", () => {
  const levels = (names: string[]) =>
    variable([], {kind: "category", histogram: names.map((label, i) => ({label, low: i, high: i, churned: 9, retained: 9}))});
  const [short, long, longer] = ["a", "b".repeat(30), "c".repeat(80)].map((name) => levels([name, "x", "y", "z"]));
  const heights = [short, long, longer].map((d) => [1120, 328].map((width) => distributionHeight(d, width)));
  expect(heights[0]).toEqual([280, 280]);
  expect(heights[1][0]).toBe(280);
  expect(heights[1][1]).toBeGreaterThan(280 + 50);
  expect(heights[2]).toEqual(heights[1]);
  expect(distributionHeight(variable([]), 328)).toBe(280);
});

test("claimOfStrata(title, heldTitle, counts) speaks of none, some and all", () => {
  const say = (together: number, all: number): string => claimOfStrata("Visits", "Umsatz", {together, all, part: "band"});
  expect(say(0, 4)).toBe("Visits: its parts differ in all 4 bands of Umsatz that are shown");
  expect(say(1, 4)).toBe("Visits: in 1 of the 4 bands of Umsatz that are shown its parts cannot be told apart");
  expect(say(4, 4)).toBe("Visits: its parts cannot be told apart in any of the 4 bands of Umsatz that are shown");
  expect(say(0, 2)).toBe("Visits: its parts differ in both bands of Umsatz that are shown");
  expect(say(2, 2)).toBe("Visits: its parts cannot be told apart in either of the 2 bands of Umsatz that are shown");
  expect(say(1, 1)).toBe("Visits: its parts cannot be told apart in the one band of Umsatz that is shown");
  expect(claimOfStrata("Visits", "Plan", {together: 1, all: 3, part: "level"})).toBe(
    "Visits: in 1 of the 3 levels of Plan that are shown its parts cannot be told apart"
  );
});

test("areApart(a, b) asks their difference, and not whether intervals overlap", () => {
  const rate = (churned: number, n: number) => rateOf(churned, n)!;
  expect(rate(89, 340).low).toBeLessThan(rate(56, 320).high); // 26.2% and 17.5%, p = 0.006
  expect(areApart(rate(56, 320), rate(89, 340))).toBe(true);
  expect(areApart(rate(89, 340), rate(56, 320))).toBe(true);
  expect(areApart(rate(39, 320), rate(27, 320))).toBe(false);
});

describe("claimOfShadows(rows, heldTitle)", () => {
  const row = (raw: number, within: number) => ({
    variable: "v",
    held: "h",
    title: "V",
    isClear: Math.abs(raw) > 0.01,
    strata: [],
    raw: {estimate: raw, low: raw - 0.01, high: raw + 0.01},
    within: {estimate: within, low: within - 0.01, high: within + 0.01}
  });

  test("counts what shrinks to less than half, among what was clear", () => {
    expect(claimOfShadows([row(-0.2, -0.04), row(0.1, 0.09), row(0.001, 0)], "Visits")).toBe(
      "Holding Visits constant, 1 of 2 clear differences shrinks to less than half"
    );
  });

  test("says what turns round, which is no shrinking: Simpson's paradox", () => {
    expect(claimOfShadows([row(0.33, -0.2), row(0.1, 0.09), row(0.3, 0.1)], "Segment")).toBe(
      "Holding Segment constant, 1 of 3 clear differences turns round"
    );
    const one = {...row(0.33, -0.0105), within: {estimate: -0.0105, low: -0.0205, high: -0.0005}};
    const many = claimOfShadows([...Array.from({length: 9}, () => row(0.1, 0.09)), one], "Segment");
    expect(many).toMatch(/1 of 10 clear differences shrinks/); // of ten shadows one in four seems to turn by its own interval
    expect(claimOfShadows([row(0.33, -0.005)], "Segment")).toMatch(/1 of 1 clear differences shrinks/); // by chance below nothing
  });

  test("says what comes out, which is masked alone, and no more than chance makes of so many", () => {
    expect(claimOfShadows([row(0.1, 0.09), {...row(0.002, -0.2), title: "Discount"}], "Bill")).toBe(
      "Holding Bill constant brings out Discount, of which little shows alone"
    );
    expect(claimOfShadows([row(0.1, 0.03), row(0.005, 0.2)], "Bill")).toMatch(/brings out V, .*alone; 1 of 1 clear differences shrinks/);
    const hardly = {...row(0.004, 0.021), within: {estimate: 0.021, low: 0.001, high: 0.041}};
    expect(claimOfShadows([row(0.1, 0.09), hardly], "Bill")).toBe("Holding Bill constant, no clear difference shrinks by half");
  });

  test("says when nothing shrinks, or nothing was clear", () => {
    expect(claimOfShadows([row(0.1, 0.09)], "Visits")).toBe("Holding Visits constant, no clear difference shrinks by half");
    expect(claimOfShadows([row(0.001, 0)], "Visits")).toBe("Beside Visits, no variable differs clearly between its parts to begin with");
  });
});

describe("pWords(p)", () => {
  test("never says zero", () => {
    expect([0, 0.0004, 0.0123, 0.75].map(pWords)).toEqual(["p < 0.001", "p < 0.001", "p = 0.012", "p = 0.75"]);
  });
});

describe("tailStart(histogram)", () => {
  const bin = (low: number, high: number) => ({label: "", low, high, churned: 1, retained: 1});

  test("finds the bin that gathers a tail, and none where bins are even", () => {
    expect(tailStart([bin(0, 10), bin(10, 20), bin(20, 500)])).toBe(20);
    expect(tailStart([bin(0, 10), bin(10, 20), bin(20, 30)])).toBeNull();
    expect(tailStart([bin(0, 10)])).toBeNull();
  });
});

describe("claimOfPair(strongest)", () => {
  test.each([
    [0.97, "Sessions and Drives are nearly one variable (r = 0.970)"],
    [-0.95, "Sessions and Drives are nearly one variable (r = −0.950)"],
    [0.6, "Sessions and Drives go together (r = 0.600)"],
    [-0.6, "Sessions and Drives go against each other (r = −0.600)"],
    [0.3, "No two number variables say the same; Sessions and Drives go together most (r = 0.300)"],
    [-0.008, "No two number variables go together (largest r = −0.008)"]
  ])("r = %d: %s", (value, words) => {
    expect(claimOfPair({row: "Sessions", column: "Drives", value, n: 15000}, 6)).toBe(words);
  });

  test("of few rows says fewer digits", () => {
    expect(claimOfPair({row: "Sessions", column: "Drives", value: 0.258, n: 150}, 6)).toMatch(/most \(r = 0\.26\)$/);
  });

  test("names no pair that chance makes of so few rows and so many pairs", () => {
    const pair = {row: "Age", column: "Contacts", value: -0.21, n: 150};
    expect(claimOfPair(pair, 6)).toBe("No two number variables go together beyond what chance makes of so few (largest r = −0.21)");
    expect(claimOfPair({...pair, n: 170}, 6)).toMatch(/go against each other most/);
    expect(claimOfPair(pair, 1)).toMatch(/go against each other most/);
  });
});
