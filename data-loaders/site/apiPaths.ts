import {hasBook, openBook} from "../flow/book.js";
import {readSettings} from "../settings.js";

/** The stable addresses of the site: the predictor, the aliases, the registry, and every finalist's model. */
export async function* apiPaths(): AsyncGenerator<string> {
  yield* ["/api/predict.js", "/api/champion.json", "/api/challenger.json", "/api/registry.json"];
  const {home} = readSettings();
  if (!(await hasBook(home))) return;
  const {names} = await openBook(home);
  for (const name of names) if (/^models\/[\w-]+\.json$/.test(name)) yield `/api/${name}`;
}
