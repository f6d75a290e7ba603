import type {HistoryIndex} from "../../lib/book/history.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {Book} from "../flow/book.js";
import {HISTORY_FORMAT} from "../../lib/book/history.js";
import {predictForm} from "../../lib/export/predictForm.js";
import {hasBook, openBook} from "../flow/book.js";
import {datesOf} from "../history/recordBuild.js";
import {readSettings} from "../settings.js";

/** Artefacts of the book that stand beside its models, for whoever judges a file with them: `churnbook score --judge`. */
export const PUBLISHED = ["dataset.json", "reference.json", "score-groups.json"] as const;
export type PublishedArtefact = (typeof PUBLISHED)[number];

/** The stable addresses of the site: the predictor and its element, the aliases, the registry, and every finalist's model. */
export async function* apiPaths(): AsyncGenerator<string> {
  yield* [
    "/api/predict.js",
    "/api/churn-predictor.js",
    "/api/predict.json",
    "/api/champion.json",
    "/api/challenger.json",
    "/api/registry.json"
  ];
  yield* [...PUBLISHED, "build.json", "run.json", "history/index.json"].map((name) => `/api/${name}`);
  const {home} = readSettings();
  if (!(await hasBook(home))) return;
  const {names} = await openBook(home);
  for (const name of names) if (/^models\/[\w-]+\.json$/.test(name)) yield `/api/${name}`;
}

/** The files at the site's stable addresses, by their path under `/api/`; models are byte for byte those of the book. */
export async function readApi(book: Book): Promise<Record<string, Uint8Array>> {
  const {finalists, champion, challenger} = await book.readJson<ModelsBook>("models.json");
  const read = async (name: string | null): Promise<Uint8Array> => {
    const finalist = finalists.find((d) => d.name === name);
    return finalist ? book.read(finalist.model.file) : new TextEncoder().encode("null"); // nobody holds the title
  };
  const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  const dataset = await book.readJson<DatasetBook>("dataset.json");
  const models = await Promise.all(finalists.map(async ({name, model}) => [model.file, await read(name)] as const));
  return {
    "champion.json": await read(champion),
    "challenger.json": await read(challenger),
    "predict.json": encode(predictForm(await book.readJson<PredictBook>("predict.json"), dataset)),
    "registry.json": await book.read("registry.json"),
    "build.json": encode(await datesOf(book)),
    "run.json": await book.read("pipeline.json"), // these two alone know the clock: no page that is told apart by its content reads them
    "history/index.json": encode({format: HISTORY_FORMAT, current: book.hash, builds: []} satisfies HistoryIndex), // a build fills it
    ...Object.fromEntries(await Promise.all(PUBLISHED.map(async (name) => [name, await book.read(name)] as const))),
    ...Object.fromEntries(models)
  };
}
