import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import type {SampleRecipe} from "../../../lib/fit/sample/recipe.js";
import {beforeAll, describe, expect, it} from "vitest";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../../data-loaders/ingest/readTable.js";
import {readRecipe} from "../../../data-loaders/sample/readRecipe.js";
import {logistic} from "../../../lib/fit/learners/logistic.js";
import {rocAuc} from "../../../lib/metrics/rankingMetrics.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createRandom} from "../../../lib/random.js";
import {generateSample} from "../../../lib/fit/sample/generateSample.js";
import {formatSampleCsv} from "../../../lib/fit/sample/sampleCsv.js";
import {takeRows} from "../../../lib/dataset/table.js";
import {useScratch} from "../ingest/scratch.js";

const scratch = useScratch();

describe("the sample that ships", () => {
  let definition: DatasetDefinition;
  let recipe: SampleRecipe;
  let sample: ReturnType<typeof generateSample>;
  beforeAll(async () => {
    definition = await readDefinition("data/waze.dataset.json");
    recipe = await readRecipe();
    sample = generateSample(recipe, definition, {random: createRandom(definition.protocol.seed)});
  });

  it("comes through ingest as it was drawn", async () => {
    const path = await scratch.write("sample.csv", [...formatSampleCsv(sample.table, sample.labels, definition)].join(""));
    const {table, labels, report} = await readTable({paths: path, definition});
    expect(report).toMatchObject({nRows: 14999, nColumns: 13, extraColumns: []});
    expect(labels).toEqual(sample.labels);
    expect(table).toEqual(sample.table);
  });

  it("has users without a label, and churn at the recipe's rate", () => {
    const [none, retained, churned] = [-1, 0, 1].map((d) => sample.labels.filter((label) => label === d).length);
    expect(none).toBe(700);
    expect(Math.abs(churned / (churned + retained) - recipe.churnRate)).toBeLessThan(0.01);
  });

  it("can be told apart about as well as the table it was fitted to", () => {
    const rows = Array.from(sample.labels.keys()).filter((i) => sample.labels[i] >= 0);
    const [train, test] = [rows.filter((_, k) => k % 5 > 0), rows.filter((_, k) => k % 5 === 0)];
    const labelsOf = (indices: number[]): Uint8Array => Uint8Array.from(indices, (i) => sample.labels[i]);
    const model = logistic.fit({table: takeRows(sample.table, train), y: labelsOf(train)}, logistic.defaults, {random: createRandom(1)});
    const auc = rocAuc(labelsOf(test), createScorer(model).scoreTable(takeRows(sample.table, test)));
    expect(auc).toBeGreaterThan(0.72);
    expect(auc).toBeLessThan(0.79);
  });

  it("breaks the definition's rules about as often", () => {
    for (const {left, right, action} of definition.constraints) {
      const [a, b] = [left, right].map((name) => sample.table.columns.find((d) => d.name === name)!);
      if (a.kind !== "number" || b.kind !== "number") throw new Error("expected numbers");
      const broken = a.values.filter((value, i) => value > b.values[i]).length;
      if (action === "enforce") expect(broken).toBe(0);
      else expect(broken).toBeLessThan(40);
    }
  });
});
