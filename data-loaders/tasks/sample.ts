import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {SampleRecipe} from "../../lib/fit/sample/recipe.js";
import type {Task} from "../flow/task.js";
import {createRandom} from "../../lib/random.js";
import {generateSample} from "../../lib/fit/sample/generateSample.js";
import {put} from "../flow/task.js";
import {sampleFile} from "./outputs.js";

/** Draws the synthetic sample and writes it as a file, so that it comes in by the same door as real data. */
export function sampleTask(recipe: SampleRecipe, definition: DatasetDefinition): Task {
  const {name, inputs, constraints, identifiers, label, protocol} = definition;
  return {
    name: "sample",
    title: "Draw the synthetic sample",
    reads: [],
    sources: [import.meta.url],
    params: {recipe, name, inputs: inputs.map((input) => input.name), constraints, identifiers, label, seed: protocol.seed},
    async run({log}) {
      const {formatSampleCsv} = await import("../../lib/fit/sample/sampleCsv.js");
      const {table, labels} = generateSample(recipe, definition, {random: createRandom(protocol.seed)});
      log(`${table.nRows} synthetic rows`);
      return [put(sampleFile, new TextEncoder().encode([...formatSampleCsv(table, labels, definition)].join("")))];
    }
  };
}
