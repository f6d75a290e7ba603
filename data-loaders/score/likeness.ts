import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ReferenceBook} from "../../lib/book/reference.js";
import type {RowSample} from "../../lib/drift/rowSample.js";
import type {NamedInput} from "../../lib/drift/words.js";
import type {Model} from "../../lib/model/model.js";
import type {FoundModel} from "./openModel.js";
import {compareFile, LEAST_ROWS} from "../../lib/drift/compareFile.js";
import {listDiffering, sayDrift} from "../../lib/drift/words.js";
import {rowsToCustomer} from "../../lib/judge/promise.js";
import {otherText} from "../../lib/model/category.js";

/**
 * In which inputs the rows that were scored are unlike those that the model learned from, line by line: none where they are alike, or too few
 * to say so. Never an error, for the scores are written.
 */
export async function sayLikeness({columns, nRows}: RowSample, {model, of}: FoundModel): Promise<string[]> {
  if (nRows < LEAST_ROWS || model.inputs.length === 0) return [];
  if (of === null)
    return ["Whether the file is like the training data is not known: the model stands alone, away from the api folder of its site."];
  try {
    const {inputs: references} = await of.book<ReferenceBook>("reference.json");
    const dataset = await of.book<DatasetBook>("dataset.json");
    const each = rowsToCustomer(dataset); // those of the file are taken to repeat customers as the training data's do
    const asked = {repeats: 0, rowsEach: {file: each, training: each}};
    const compared = runAtOnce(compareFile({inputs: model.inputs, columns, nRows, isLeftOut: () => false}, references, asked));
    if (listDiffering(compared).length === 0) return [];
    return sayDrift(compared, nameInputs(model, dataset));
  } catch (error) {
    return [`Whether the file is like the training data is not known: ${(error as Error).message}`];
  }
}

/** Work that may pause, in one go: nobody waits for anything else here. */
export function runAtOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** What readers call the inputs of a model, and the pooled levels of each. */
export function nameInputs({inputs}: Model, {definition}: DatasetBook): (name: string) => NamedInput {
  return (name) => {
    const {title = name, unit = null, values} = definition.inputs.find((d) => d.name === name) ?? {};
    const input = inputs.find((d) => d.name === name);
    const isPooled = input?.kind === "category" && input.other !== undefined && input.other.levels === undefined;
    return {title, unit, values, ...(isPooled ? {other: {level: otherText(input), nLevels: input.other?.nLevels ?? 0}} : {})};
  };
}
