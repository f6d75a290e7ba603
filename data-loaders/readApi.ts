import type {ModelsBook} from "../lib/book/models.js";
import type {Book} from "./flow/book.js";

/** The files at the site's stable addresses, by their path under `/api/`; models are byte for byte those of the book. */
export async function readApi(book: Book): Promise<Record<string, Uint8Array>> {
  const {finalists, champion, challenger} = await book.readJson<ModelsBook>("models.json");
  const read = async (name: string | null): Promise<Uint8Array> => {
    const finalist = finalists.find((d) => d.name === name);
    return finalist ? book.read(finalist.model.file) : new TextEncoder().encode("null"); // nobody holds the title
  };
  const models = await Promise.all(finalists.map(async ({name, model}) => [model.file, await read(name)] as const));
  return {
    "champion.json": await read(champion),
    "challenger.json": await read(challenger),
    "registry.json": await book.read("registry.json"),
    ...Object.fromEntries(models)
  };
}
