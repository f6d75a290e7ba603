import type {ShapesBook, InputShape} from "../../lib/book/shapes.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {findStrongestPair, traceShape} from "../../lib/explain/traceShapes.js";
import {tracePairs} from "../../lib/explain/tracePairs.js";
import {listPairs} from "../../lib/model/surface.js";
import {rankAlone} from "../../lib/metrics/permutationImportance.js";
import {getNamed} from "../../lib/named.js";
import {ENOUGH} from "./effort.js";
import {edaBook, fittedModels, modelsBook, putBook, shapesBook, trainRows} from "./outputs.js";
import {labelledShare} from "./training.js";
import {loadTable} from "./tables.js";

/** More charts than these nobody reads, and a page would be slow. */
const MOST = 20;

/** Traces how the scores of Champion and Challenger run along each input, beside the churn rates that /eda tells. */
export function shapesTask({inputs, protocol}: DatasetDefinition): Task {
  return {
    name: "shapes",
    title: "Trace the scores along each input",
    reads: [trainRows, fittedModels, modelsBook, edaBook],
    sources: [import.meta.url],
    params: {seed: protocol.seed, inputs},
    async run({read}) {
      const train = await loadTable(read, trainRows);
      const models = await read(fittedModels);
      const {champion, challenger, importance} = await read(modelsBook);
      const {variables} = await read(edaBook);
      const users = {table: train.table, y: train.arrays.y as Uint8Array, groups: train.arrays.group as Int32Array | undefined};
      const {table, groups: customers} = labelledShare(users, ENOUGH.shapes, [protocol.seed, "shapes"]);
      const many = labelledShare(users, ENOUGH.maps, [protocol.seed, "maps"]);
      const valuesOf = (input: string) => inputs.find((d) => d.name === input)?.values;
      const groups = importance.filter((d) => d.inputs.length > 1);
      const contexts = [champion, ...(challenger === null ? [] : [challenger])].map((name) => ({
        name,
        model: getNamed(models, name),
        table,
        groups: customers
      }));
      const shown = variables.filter(({input}) => contexts.some(({model}) => model.inputs.some((d) => d.name === input)));
      const ranked = rankAlone(importance, variables).flatMap((name) => shown.find(({input}) => input === name) ?? []);
      const mapped = variables.map(({input, title, unit, kind, rates}) => ({input, title, unit, kind, rates, values: valuesOf(input)}));
      const shapes = ranked.slice(0, MOST).map(({input, title, unit, kind, rates, histogram}): InputShape => {
        const group = groups.find((d) => d.inputs.includes(input));
        const traced = {input, kind, rates, values: valuesOf(input)};
        const curves = contexts.flatMap((context) => traceShape(context, traced, {isTogether: group !== undefined}) ?? []);
        return {input, title, unit, kind, rates, histogram, together: group?.title ?? null, curves};
      });
      const book: ShapesBook = {
        models: contexts.map((context) => ({
          name: context.name,
          pair: findStrongestPair(context, shapes),
          nPairs: listPairs(context.model).length
        })),
        inputs: shapes,
        most: MOST,
        pairs: contexts.flatMap((context) => tracePairs({...context, table: many.table, groups: many.groups}, mapped)),
        others: ranked.slice(MOST).map(({title}) => title),
        nAveraged: table.nRows
      };
      return [putBook(shapesBook, book)];
    }
  };
}
