import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {exploreTable} from "../../../lib/explore/exploreTable.js";
import {FEW} from "../../../lib/groups.js";
import {createRandom} from "../../../lib/random.js";
import {getNumbers} from "../../../lib/dataset/table.js";
import {exampleDefinition} from "../dataset/exampleDefinition.js";
import {exampleTable} from "../dataset/exampleTable.js";

const definition = exampleDefinition({
  derived: [{name: "hours-per-visit", title: "Hours per visit", value: {divide: ["hours", "visits"]}}]
});
const {table, labels} = exampleTable(3000);
const eda = exploreTable({table, labels, groups: null}, definition);
const labelled = labels.filter((d) => d >= 0).length;

describe("exploreTable(read, definition)", () => {
  it("describes every input over the labelled rows only", () => {
    expect(eda.variables.map((d) => [d.input, d.kind, d.unit])).toEqual([
      ["visits", "integer", "visits"],
      ["classes", "integer", "classes"],
      ["hours", "number", "hours"],
      ["plan", "category", null]
    ]);
    for (const {n, missing, histogram, rates} of eda.variables) {
      expect(n).toBe(labelled);
      if (missing === FEW) throw new Error("the example misses more");
      expect(histogram.reduce((sum, d) => sum + d.churned + d.retained, 0)).toBe(labelled - missing);
      expect(rates.reduce((sum, d) => sum + d.n, 0)).toBe(labelled - missing);
      for (const {rate, low, high} of rates) expect(low <= rate && rate <= high).toBe(true);
    }
    expect(eda.variables[2].missing).toBeGreaterThan(0);
  });

  it("calls levels in every figure by the names that the definition gives them", () => {
    const inputs = definition.inputs.map((d) => (d.name === "plan" ? {...d, values: {basic: "Basis"}} : d));
    const named = exploreTable({table, labels, groups: null}, {...definition, inputs} as typeof definition);
    const within = named.holdConstant.filter(({held}) => held === "plan").flatMap(({strata}) => strata.map(({label}) => label));
    expect(new Set(within)).toEqual(new Set(["Basis", "plus"]));
    expect(named.missingLabels.byCategory.flatMap(({levels}) => levels.map(({level}) => level))).toEqual(["Basis", "plus"]);
    expect(named.variables.find(({input}) => input === "plan")?.rates.map(({label}) => label)).toEqual(["Basis", "plus"]);
  });

  it("keeps names of levels that are written from right to left apart from the numbers after them", () => {
    const inputs = definition.inputs.map((d) => (d.name === "plan" ? {...d, values: {basic: "باقة (4)"}} : d));
    const named = exploreTable({table, labels, groups: null}, {...definition, inputs} as typeof definition);
    expect(named.variables.find(({input}) => input === "plan")?.rates.map(({label}) => label)).toEqual(["\u2068باقة (4)\u2069", "plus"]);
  });

  it("tells a quantile of a class only where 20 of it stand beyond", () => {
    const ends: (number | null)[] = [];
    for (const {churned, retained, histogram} of eda.variables.filter(({kind}) => kind !== "category")) {
      for (const [quartiles, key] of [
        [churned!, "churned"],
        [retained!, "retained"]
      ] as const) {
        const n = histogram.reduce((sum, d) => sum + d[key], 0);
        expect([quartiles.p1 === null, quartiles.p99 === null]).toEqual([n < 2000, n < 2000]);
        expect([quartiles.p25 === null, quartiles.p75 === null]).toEqual([n < 80, n < 80]);
        ends.push(quartiles.p1, quartiles.p25);
      }
    }
    expect(ends).toContain(null);
    expect(ends.some((d) => d !== null)).toBe(true);
  });

  it("finds what churn follows, and which way", () => {
    const [visits, , , plan] = eda.variables;
    expect(visits.rocAuc).toBeGreaterThan(0.55);
    expect(visits.test.effect.estimate).toBeLessThan(0);
    expect(visits.test.effect.estimate).toBeCloseTo(1 - 2 * visits.rocAuc, 10);
    expect(visits.churned!.median).toBeLessThan(visits.retained!.median);
    expect(plan).toMatchObject({churned: null, retained: null, test: {name: "chi-square"}});
    expect(plan.rocAuc).toBeGreaterThanOrEqual(0.5);
    expect(plan.histogram.map((d) => d.label)).toEqual(["basic", "plus"]);
  });

  it("adjusts each family of tests, and says no more of a test than the book does", () => {
    for (const {test} of eda.variables) {
      expect(test.adjustedP).toBeGreaterThanOrEqual(test.pValue);
      expect(Object.keys(test).sort()).toEqual(["adjustedP", "effect", "effectName", "name", "pValue", "statistic"]);
    }
    const {byCategory, byNumber} = eda.missingLabels;
    const family = [...byCategory, ...byNumber].map((d) => d.test);
    const smallest = family.reduce((a, b) => (a.pValue < b.pValue ? a : b));
    expect(family).toHaveLength(4);
    expect(smallest.adjustedP).toBeCloseTo(Math.min(1, 4 * smallest.pValue), 12);
  });

  it("correlates numbers with each other and with churn", () => {
    const {names, pearson, spearman, withLabel} = eda.correlation;
    expect(names).toEqual(["visits", "classes", "hours"]);
    expect(withLabel[0]).toBeLessThan(-0.1);
    for (const matrix of [pearson, spearman]) {
      matrix.forEach((row, i) => {
        expect(row[i]).toBe(1);
        row.forEach((r, j) => expect(r).toBe(matrix[j][i]));
      });
    }
    expect(spearman[0][1]).toBeGreaterThan(0.5);
  });

  it("counts missing labels by level over all rows", () => {
    const [{input, levels}] = eda.missingLabels.byCategory;
    expect(input).toBe("plan");
    expect(levels.reduce((sum, d) => sum + d.n, 0)).toBeLessThanOrEqual(3000);
    for (const {n, missing, share} of levels) expect(share.estimate).toBe(missing / n);
  });

  it("has nothing to say of missing labels where none is missing", () => {
    const full = labels.map((d) => Math.max(0, d)) as Int8Array;
    expect(exploreTable({table, labels: full, groups: null}, definition).missingLabels).toEqual({byCategory: [], byNumber: []});
  });

  it("holds every other input constant for every number, and for derived quantities by their titles", () => {
    const pairs = eda.holdConstant.map((d) => `${d.variable} | ${d.held}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(pairs).toContain("Hours per visit | visits");
    expect(pairs).toContain("visits | plan");
    expect(pairs.some((d) => d.startsWith("plan |"))).toBe(false);
  });

  it("tells neither of an input that too few have a value of, nor of what is derived from it", () => {
    const columns = table.columns.map((d) =>
      d.name === "hours" && d.kind === "number" ? {...d, values: d.values.map((x, i) => (i < 25 ? x : NaN))} : d
    );
    const {variables, holdConstant} = exploreTable({table: {...table, columns}, labels, groups: null}, definition);
    expect(variables.map((d) => d.input)).toEqual(["visits", "classes", "plan"]);
    expect(new Set(holdConstant.map((d) => d.variable))).toEqual(new Set(["visits", "classes"]));
  });

  it("shows that a shadow goes where its cause is held", () => {
    const random = createRandom(5);
    const visits = getNumbers(table, "visits");
    const shadow: Table = {
      ...table,
      columns: table.columns.map(
        (d) => (d.name === "hours" ? {...d, kind: "number", values: visits.map((x) => x + 4 * random())} : d) as typeof d
      )
    };
    const {holdConstant} = exploreTable({table: shadow, labels, groups: null}, definition);
    const {raw, within} = holdConstant.find((d) => d.variable === "hours" && d.held === "visits")!;
    expect(raw.high).toBeLessThan(-0.05);
    expect(Math.abs(within.estimate)).toBeLessThan(0.6 * Math.abs(raw.estimate));
  });

  it("holds of many inputs those against each other that rank best alone", () => {
    const visits = getNumbers(table, "visits");
    const random = createRandom(9);
    const extra = Array.from({length: 40}, (_, k) => ({
      name: `extra_${k}`,
      kind: "number" as const,
      values: visits.map((x) => (k % 2 === 0 ? x + 9 * random() : random()))
    }));
    const [given] = definition.inputs;
    const inputs = [...extra.map(({name}) => ({...given, name, title: name})), ...definition.inputs];
    const {variables, compared, correlation, holdConstant} = exploreTable(
      {table: {...table, columns: [...extra, ...table.columns]}, labels, groups: null},
      {
        ...definition,
        inputs
      }
    );
    expect(variables).toHaveLength(44);
    expect(compared).toHaveLength(20);
    const aucOf = (name: string): number => variables.find((d) => d.input === name)!.rocAuc;
    const least = compared.map(aucOf).reduce((a, b) => Math.min(a, b));
    for (const {input, rocAuc} of variables) expect(compared.includes(input) || rocAuc <= least).toBe(true);
    expect(new Set(holdConstant.map((d) => d.held))).toEqual(new Set(compared));
    for (const name of correlation.names) expect(compared).toContain(name);
  });

  it("rules nothing out where too few left to part a category's levels", () => {
    const rare = labels.map((d, i) => (d < 0 ? d : Number(i % 97 === 0)));
    const {test, histogram} = exploreTable({table, labels: rare, groups: null}, definition).variables[3];
    expect(histogram.length).toBe(1);
    expect(test).toMatchObject({pValue: 1, effect: {estimate: 0, low: 0, high: 1}});
  });

  it("is finite throughout, and leaves its inputs alone", () => {
    const again = exampleTable(3000);
    expect({table, labels}).toEqual(again);
    expect(JSON.stringify(eda)).toBe(JSON.stringify(exploreTable({...again, groups: null}, definition)));
    const strangers: string[] = [];
    const look = (value: unknown, path: string): void => {
      if (typeof value === "number" && !Number.isFinite(value)) strangers.push(path);
      else if (value && typeof value === "object") for (const [key, d] of Object.entries(value)) look(d, `${path}.${key}`);
    };
    look(eda, "eda");
    expect(strangers).toEqual([]);
  });
});
