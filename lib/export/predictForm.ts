import type {FormInput, PredictBook, PredictForm} from "../book/predict.js";
import type {DatasetBook} from "../book/dataset.js";
import {listRows, columnsOf} from "../dataset/rowColumns.js";

/** Enough to find a machine that scores otherwise; /predict, which has them at hand, takes all. */
const GOLDEN = 60;

/** What stands at `/api/predict.json`. */
export function predictForm(book: PredictBook, {definition, source}: Pick<DatasetBook, "definition" | "source">): PredictForm {
  const {baseRate, unit, first, typical, average, groups, constraints, unlikely, golden} = book;
  return {
    title: `${definition.title}${source.kind === "sample" ? ", synthetic sample" : ""}`,
    embed: definition.embed ?? [],
    baseRate,
    ...(unit ? {unit} : {}),
    models: book.models.map(({name, title: called, file, alias}) => ({name, title: called, file, alias})),
    inputs: book.inputs.map(({histogram: _, ...input}): FormInput => input),
    ...(first ? {first} : {}),
    typical,
    average,
    groups,
    constraints,
    ...(unlikely ? {unlikely} : {}),
    golden: {
      ...columnsOf(listRows(golden, GOLDEN)),
      scores: Object.fromEntries(Object.entries(golden.scores).map(([name, scores]) => [name, scores.slice(0, GOLDEN)]))
    }
  };
}
