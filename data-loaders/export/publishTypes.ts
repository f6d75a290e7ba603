import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {ModelsBook} from "../../lib/book/models.js";
import {formatPredictTypes} from "../../lib/export/predictTypes.js";
import type {Model} from "../../lib/model/model.js";
import type {Book} from "../flow/book.js";
import {modelPath} from "../tasks/outputs.js";

/** Writes the types of `/api/predict.js` beside it, where TypeScript looks for them. @param site the built site's folder */
export async function publishTypes(book: Pick<Book, "readJson">, site: string): Promise<void> {
  const {champion} = await book.readJson<ModelsBook>("models.json");
  const {inputs} = await book.readJson<Model>(modelPath(champion));
  await writeFile(join(site, "api/predict.d.ts"), formatPredictTypes(inputs));
}
