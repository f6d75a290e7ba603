import type {CohortsBook} from "../../../lib/book/cohorts.js";
import {gzipSync} from "node:zlib";
import {describe, expect, test} from "vitest";
import {describeCohorts} from "../../../lib/cohorts/describeCohorts.js";
import {MIN_GROUP} from "../../../lib/groups.js";
import {rocAuc} from "../../../lib/metrics/rankingMetrics.js";
import {roundFigures} from "../../../lib/statistics/roundFigures.js";
import {meanInterval} from "../../../lib/statistics/intervals.js";
import {drawCohortUsers} from "./cohortUsers.js";

const standOut = ({inputs, weakest}: CohortsBook): number =>
  [...inputs.flatMap(({cohorts}) => cohorts), ...weakest.slices].filter((d) => d.standsOut).length;

describe("describeCohorts", () => {
  test("counts a level as a hand would: n, said, happened, gap, AUC, above the line", () => {
    const {data, definition} = drawCohortUsers({n: 3000, seed: 1});
    const book = describeCohorts(data, definition);
    const plan = data.table.columns[4];
    const rows = [...data.labels.keys()].filter((i) => plan.kind === "category" && plan.codes[i] === 2);
    const [y, p] = [rows.map((i) => data.labels[i]), rows.map((i) => data.scores[i])];
    const cohort = book.inputs.find(({input}) => input === "plan")?.cohorts[2];
    const gap = meanInterval(y.map((label, i) => label - p[i]));
    expect(cohort).toMatchObject({label: "c", n: rows.length, churned: y.filter((d) => d === 1).length, standsOut: false});
    expect(cohort?.gap.estimate).toBeCloseTo(gap.estimate, 3);
    expect(cohort?.gap.low).toBeCloseTo(gap.low, 3);
    expect(cohort?.gap.high).toBeCloseTo(gap.high, 3);
    expect(cohort?.rocAuc.estimate).toBeCloseTo(rocAuc(y, p), 2);
    const [{line}] = book.lines.slice(2);
    const over = rows.filter((i) => data.isTest[i] === 0 && data.scores[i] >= line);
    expect(cohort?.above[2]?.n).toBeGreaterThanOrEqual(over.length);
    expect(book.inputs.map(({cohorts}) => cohorts.reduce((sum, {n}) => sum + n, 0))).toEqual(book.inputs.map(() => 3000));
  });

  test("maps a category of many levels with one place for all others", () => {
    const {data, definition} = drawCohortUsers({n: 8000, seed: 2, nNumbers: 1});
    const levels = Array.from({length: 40}, (_, k) => `city ${k}`);
    const codes = Int32Array.from(data.labels, (_, i) => Math.min(39, Math.floor(((i * 7919) % 997) ** 2 / 24_000)));
    const table = {nRows: 8000, columns: [data.table.columns[0], {name: "plan", kind: "category" as const, levels, codes}]};
    const {maps} = describeCohorts({...data, table}, definition);
    expect(maps.flatMap(({first, second}) => [first, second]).find(({input}) => input === "plan")?.labels).toEqual([
      ...[0, 1, 2, 3].map((k) => `city ${k}`),
      "other (36 levels)"
    ]);
  });

  test("crosses no input of which a map shows one band of everybody", () => {
    const {data, definition} = drawCohortUsers({n: 3000, seed: 3});
    const columns = data.table.columns.map((column) =>
      column.kind === "number" && column.name === "x1" ? {...column, values: column.values.map((x) => (x < 10 ? 7 : 9))} : column
    );
    const {inputs, mapped, maps} = describeCohorts({...data, table: {...data.table, columns}}, definition);
    expect(inputs.map(({input}) => input)).toContain("x1");
    expect(mapped).not.toContain("x1");
    expect(maps.every(({first, second}) => first.labels.length > 1 && second.labels.length > 1)).toBe(true);
  });

  test("says of pure noise that nothing stands out, in at least 95 of 100 draws", () => {
    const draws = Array.from({length: 100}, (_, seed) => drawCohortUsers({n: 1000, nNumbers: 3, seed: 100 + seed}));
    const alarms = draws.filter(({data, definition}) => standOut(describeCohorts(data, definition)) > 0);
    expect(alarms.length).toBeLessThanOrEqual(5);
  });

  test("finds a slice of two inputs that the model does not know, in words, on the half that did not grow it", () => {
    const {data, definition} = drawCohortUsers({n: 6000, seed: 5, unknown: (x, plan) => (x[1] >= 60 && plan === 0 ? 1.8 : 0)});
    const {weakest} = describeCohorts(data, definition);
    const [worst] = weakest.slices;
    expect(worst).toMatchObject({standsOut: true});
    expect(worst.gap.low).toBeGreaterThan(0.1);
    expect(worst.conditions).toContainEqual({input: "plan", title: "plan", unit: null, is: true, label: "a"});
    expect(worst.conditions.find(({input}) => input === "x1")?.label).toMatch(/^(5\d|6\d)–/);
    expect(weakest.slices.reduce((sum, {n}) => sum + n, 0)).toBe(3000);
  });

  test("counts customers, not rows: an interval of ten equal rows each is three times as wide", () => {
    const one = drawCohortUsers({n: 400, seed: 8, nNumbers: 1});
    const ten = drawCohortUsers({n: 400, seed: 8, nNumbers: 1});
    const rows = Array.from({length: 4000}, (_, i) => Math.floor(i / 10));
    const columns = one.data.table.columns.map((column) =>
      column.kind === "number"
        ? {...column, values: Float32Array.from(rows, (i) => column.values[i])}
        : {...column, codes: Int32Array.from(rows, (i) => column.codes[i])}
    );
    const data = {
      ...ten.data,
      table: {nRows: 4000, columns},
      labels: Int8Array.from(rows, (i) => one.data.labels[i]),
      scores: Float64Array.from(rows, (i) => one.data.scores[i]),
      isTest: Uint8Array.from(rows, (i) => one.data.isTest[i]),
      groups: Int32Array.from(rows)
    };
    const definition = {...ten.definition, protocol: {...ten.definition.protocol, group: "member"}};
    const repeated = describeCohorts(data, definition);
    const single = describeCohorts(one.data, one.definition);
    expect([repeated.customers, single.customers]).toEqual([400, null]);
    const planOf = (book: CohortsBook): CohortsBook["inputs"][number]["cohorts"] =>
      book.inputs.find(({input}) => input === "plan")?.cohorts ?? [];
    expect(planOf(repeated).map(({gap}) => gap.low.toFixed(2))).toEqual(planOf(single).map(({gap}) => gap.low.toFixed(2)));
    const found = planOf(repeated).flatMap(({churned: all, above}) =>
      above.flatMap((over) => (over && over.churned > 0 && over.churned < all ? [{all, effective: over.effective ?? NaN}] : []))
    );
    expect(found.length).toBeGreaterThan(4);
    for (const {all, effective} of found) expect(Math.abs((effective * 10) / all - 1)).toBeLessThan(0.12); // as sure as of a tenth of the rows
    expect(planOf(single).flatMap(({above}) => above.map((over) => over?.effective ?? null))).not.toContainEqual(expect.any(Number));
  });

  test("tells of nobody whom other pages would tell of by subtraction: unscored rows of a cohort are none, or enough", () => {
    const {data, definition} = drawCohortUsers({n: 2000, seed: 9});
    const scores = data.scores.map((p, i) => (i % 40 === 0 ? NaN : p));
    const book = describeCohorts({...data, scores}, definition);
    expect(book.others).toBe(50);
    const whole = describeCohorts(data, definition);
    for (const [k, {cohorts}] of book.inputs.entries()) {
      const all = whole.inputs[k].cohorts;
      for (const {label, n, churned} of cohorts) {
        const same = all.find((d) => d.label === label);
        if (same) expect([same.n - n, same.churned - churned].every((d) => d === 0 || d >= MIN_GROUP)).toBe(true);
      }
    }
  });

  test("has no cohorts, lines or maps of a table of few, and says so by being empty", () => {
    const {data, definition} = drawCohortUsers({n: 60, seed: 3});
    const book = describeCohorts({...data, scoreGroups: {outOfFold: null, test: null}}, definition);
    expect({lines: book.lines, inputs: book.inputs, maps: book.maps, slices: book.weakest.slices}).toEqual({
      lines: [],
      inputs: [],
      maps: [],
      slices: []
    });
  });

  test("stays below 300 kB at 150 inputs", () => {
    const {data, definition} = drawCohortUsers({n: 2500, seed: 4, nNumbers: 149});
    const text = JSON.stringify(roundFigures(describeCohorts(data, definition)));
    expect(gzipSync(text).length).toBeLessThan(300_000);
  });
});
