import {describe, expect, it} from "vitest";
import {createRandom} from "../../../../lib/random.js";
import {correlateInputs, fitRecipe} from "../../../../lib/fit/sample/fitRecipe.js";
import {generateSample} from "../../../../lib/fit/sample/generateSample.js";
import {gridOf} from "../../../../lib/statistics/grid.js";
import {quantiles, sortPresent} from "../../../../lib/statistics/quantile.js";
import {getColumn, getNumbers} from "../../../../lib/dataset/table.js";
import {exampleDefinition} from "../../dataset/exampleDefinition.js";
import {exampleTable} from "../../dataset/exampleTable.js";

const definition = exampleDefinition();
const real = exampleTable(6000);
const recipe = fitRecipe({...real, groups: null}, definition);
const draw = (seed = 1, nRows = 6000): ReturnType<typeof generateSample> =>
  generateSample(recipe, definition, {random: createRandom(seed), nRows});

describe("fitRecipe(read, definition)", () => {
  it("leaves its inputs alone and gives the same recipe each time", () => {
    const again = exampleTable(6000);
    const second = fitRecipe({...again, groups: null}, definition);
    expect(second).toEqual(recipe);
    expect(again).toEqual(real);
  });

  it("keeps three digits, of a value or of its column's spread, and averages both ends over twenty users", () => {
    for (const {name, quantiles: published} of recipe.numbers) {
      const {round} = gridOf(sortPresent("test", getNumbers(real.table, name)));
      for (const value of published) expect([Number(value.toPrecision(3)), round(value)]).toContain(value);
    }
    const hours = Array.from(getNumbers(real.table, "hours"))
      .filter((d) => !Number.isNaN(d))
      .sort((a, b) => a - b);
    const published = recipe.numbers.find((d) => d.name === "hours")!.quantiles;
    const top = hours.slice(-20).reduce((sum, d) => sum + d, 0) / 20;
    expect(published.at(-1)).toBeCloseTo(top, 0);
    expect(published.at(-1)).toBeLessThan(hours.at(-1)!);
  });

  it("keeps three digits of the spread where those are more: years stay years", () => {
    const moved = exampleTable(6000);
    const hours = getNumbers(moved.table, "hours");
    const [low, high] = quantiles(hours, [0, 1]);
    for (let i = 0; i < hours.length; ++i) hours[i] = 2012 + Math.round((11 * (hours[i] - low)) / (high - low));
    const {quantiles: years} = fitRecipe({...moved, groups: null}, definition).numbers.find((d) => d.name === "hours")!;
    for (const year of years) expect(year).toBeGreaterThanOrEqual(2012);
    expect(new Set(years.map(Math.round)).size).toBeGreaterThan(6);
  });

  it("has coarser quantiles for fewer rows, and refuses a handful", () => {
    const small = exampleTable(100);
    expect(fitRecipe({...small, groups: null}, definition).shares).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    const tiny = exampleTable(30);
    expect(() => fitRecipe({...tiny, groups: null}, definition)).toThrow(
      "fitRecipe: there must be at least 40 rows, or a recipe would give users away; got 30."
    );
  });

  it("leaves out levels of fewer than twenty users", () => {
    const few = exampleTable(1000);
    const plan = getColumn(few.table, "plan");
    if (plan.kind !== "category") throw new Error("expected a category");
    plan.levels.push("rare");
    plan.codes.fill(2, 0, 19);
    expect(fitRecipe({...few, groups: null}, definition).categories[0].levels.map((d) => d.level)).toEqual(["basic", "plus"]);
  });

  it("tells of no value, level or gap that a customer with very many rows alone has", () => {
    const {table, labels} = exampleTable(2400);
    const groups = Int32Array.from({length: 2400}, (_, row) => (row < 1200 ? 0 : Math.floor(row / 4)));
    const [hours, visits, plan] = ["hours", "visits", "plan"].map((name) => getColumn(table, name));
    if (hours.kind !== "number" || visits.kind !== "number" || plan.kind !== "category")
      throw new Error("expected two numbers and a category");
    plan.levels.push("own");
    plan.codes.fill(2, 0, 1200);
    for (let row = 0; row < 1200; ++row) {
      hours.values[row] = 5000 + row;
      visits.values[row] = NaN;
    }
    const told = fitRecipe({table, labels, groups}, definition);
    const of = (name: string): (typeof told.numbers)[number] => told.numbers.find((d) => d.name === name)!;
    expect(
      of("hours")
        .quantiles.slice(0, -1)
        .filter((d) => d > 1000)
    ).toEqual([]);
    expect(of("hours").quantiles.at(-1)).toBeLessThan(5000 / 10);
    expect(of("visits").missing).toBe(0);
    expect(told.categories[0].levels.map((d) => d.level)).toEqual(["basic", "plus"]);
    expect(told.weights.map((d) => d.level)).not.toContain("own");
    expect(told.shares.length - 1).toBeLessThanOrEqual(Math.floor(new Set(groups).size / 20) + 1);
  });

  it("counts what fewer than twenty users miss or break as missed or broken by nobody", () => {
    const few = exampleTable(1000);
    const visits = getNumbers(few.table, "visits");
    visits.forEach((x, row) => (visits[row] = Number.isNaN(x) ? 3 : x));
    visits.fill(NaN, 0, 19);
    expect(fitRecipe({...few, groups: null}, definition).numbers.find((d) => d.name === "visits")!.missing).toBe(0);
    visits.fill(NaN, 0, 20);
    expect(fitRecipe({...few, groups: null}, definition).numbers.find((d) => d.name === "visits")!.missing).toBe(0.02);
  });
});

describe("generateSample(recipe, definition, {random, nRows})", () => {
  it("gives the same users for the same seed, and others for another", () => {
    expect(draw(7, 500)).toEqual(draw(7, 500));
    expect(draw(8, 500)).not.toEqual(draw(7, 500));
  });

  it("keeps distributions, correlations, shares and rates", () => {
    const {table, labels} = draw();
    for (const name of ["visits", "classes", "hours"]) {
      const [low, middle, high] = quantiles(getNumbers(table, name), [0.1, 0.5, 0.9]);
      const [realLow, realMiddle, realHigh] = quantiles(getNumbers(real.table, name), [0.1, 0.5, 0.9]);
      expect(Math.abs(low - realLow)).toBeLessThan(2);
      expect(Math.abs(middle - realMiddle)).toBeLessThan(2.5);
      expect(Math.abs(high - realHigh)).toBeLessThan(5);
    }
    const order = ["visits", "classes", "hours", "plan"];
    const shown = correlateInputs(table, order).flat();
    correlateInputs(real.table, order)
      .flat()
      .forEach((r, i) => expect(Math.abs(r - shown[i])).toBeLessThan(0.06));
    const count = (d: number): number => labels.filter((label) => label === d).length;
    expect(count(-1)).toBe(Math.round(recipe.unlabelledShare * 6000));
    expect(count(1) / (count(0) + count(1))).toBeCloseTo(recipe.churnRate, 1);
    expect(getNumbers(table, "hours").filter(Number.isNaN).length / 6000).toBeCloseTo(0.05, 1);
  });

  it("keeps whole numbers whole and enforced constraints everywhere", () => {
    const {table} = draw(3, 30_000);
    const visits = getNumbers(table, "visits");
    const classes = getNumbers(table, "classes");
    expect(visits.every(Number.isInteger) && classes.every(Number.isInteger)).toBe(true);
    expect(classes.findIndex((d, i) => d > visits[i])).toBe(-1);
  });

  it("lets churn follow what it followed in the table", () => {
    const {table, labels} = draw();
    const visits = getNumbers(table, "visits");
    const rate = (keep: (x: number) => boolean): number => {
      const rows = Array.from(labels.keys()).filter((i) => labels[i] >= 0 && keep(visits[i]));
      return rows.filter((i) => labels[i] === 1).length / rows.length;
    };
    expect(rate((x) => x < 10) - rate((x) => x > 60)).toBeGreaterThan(0.2);
  });

  it("refuses a recipe of another definition", () => {
    expect(() => generateSample({...recipe, dataset: "other"}, definition, {random: createRandom(1)})).toThrow(
      'generateSample: the recipe must be of the definition "example", with the same inputs; got a recipe of "other"'
    );
  });
});
