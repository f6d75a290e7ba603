import type {Registry} from "../../lib/book/registry.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {getMetric} from "../../lib/metrics/metrics.js";
import {shownHash} from "../flow/hash.js";
import {fittedModels, ingestReport, modelsBook, putBook, registryBook} from "./outputs.js";
import {getNamed} from "../../lib/named.js";
import {lowerFirst} from "../../lib/format.js";

/** Says which model is deployed, and why. */
export function registryTask({name, protocol}: DatasetDefinition): Task {
  const metric = getMetric(protocol.selectionMetric);
  const rule =
    `${metric.better === "lower" ? "Lowest" : "Highest"} mean ${lowerFirst(metric.title)} over ${protocol.folds} ` +
    "folds; the simplest within one standard error of the paired difference that passes every gate, and of few rows a penalised one first.";
  return {
    name: "registry",
    title: "Register the models",
    reads: [modelsBook, fittedModels, ingestReport],
    sources: [import.meta.url],
    params: {name, rule},
    async run({read}) {
      const {finalists, gates, champion, challenger} = await read(modelsBook);
      const models = await read(fittedModels);
      const {sha256} = await read(ingestReport);
      const registry: Registry = {
        format: 1,
        name,
        rule,
        aliases: {champion, challenger},
        versions: finalists.map(({name: finalist, model, inputs, cv}) => ({
          name: finalist,
          kind: getNamed(models, finalist).kind,
          file: model.file,
          sha256: model.sha256,
          bytes: model.bytes,
          datasetHash: shownHash(sha256),
          inputs,
          metrics: Object.fromEntries(Object.entries(cv).flatMap(([key, scores]) => (scores ? [[key, scores.mean]] : []))),
          gates: getNamed(gates, finalist).map((gate) => ({name: gate.name, passed: gate.passed}))
        }))
      };
      return [putBook(registryBook, registry)];
    }
  };
}
