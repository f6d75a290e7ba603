import type {ExportsBook, FinalistExports} from "../../lib/book/exports.js";
import type {Output, Task, Written} from "../flow/task.js";
import {createModelCard} from "../../lib/export/modelCard.js";
import {exportModel} from "../../lib/export/exportModel.js";
import {put} from "../flow/task.js";
import {sha256} from "../flow/hash.js";
import {datasetBook, fittedModels, modelsBook} from "./outputs.js";
import {getNamed} from "../../lib/named.js";

const exportsBook: Output<ExportsBook> = {task: "export", name: "book/exports.json"};
const exportFile = (file: string): Output<Uint8Array> => ({task: "export", name: `book/exports/${file}`});

/** Writes every finalist in every form that other programs read. */
export const exportTask: Task = {
  name: "export",
  title: "Export the models",
  reads: [modelsBook, datasetBook, fittedModels],
  sources: [import.meta.url],
  async run({read, log}) {
    const books = {models: await read(modelsBook), dataset: await read(datasetBook)};
    const models = await read(fittedModels);
    const written: Written[] = [];
    const finalists = books.models.finalists.map(({name}): FinalistExports => {
      const exported: FinalistExports = {name, files: [], refused: []};
      for (const {name: fileName, title, use, ...rest} of exportModel(getNamed(models, name), createModelCard(books, name))) {
        if ("refusal" in rest) {
          exported.refused.push({title, reason: rest.refusal.replace(/^\w+: /, "")});
          continue;
        }
        const bytes = typeof rest.content === "string" ? new TextEncoder().encode(rest.content) : rest.content;
        const file = `${name}/${fileName}`;
        written.push(put(exportFile(file), bytes));
        exported.files.push({file, title, use, bytes: bytes.length, sha256: sha256(bytes)});
      }
      log(`${name}: ${exported.files.length} files, ${exported.refused.length} refused`);
      return exported;
    });
    return [put(exportsBook, {finalists}), ...written];
  }
};
