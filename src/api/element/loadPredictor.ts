import type {FormInput, PredictForm} from "../../lib/book/predict.js";
import type {Explainer} from "../../lib/explain/explainer.js";
import type {RowReader} from "../../lib/model/rowReader.js";
import type {Scorer} from "../../lib/model/scorer.js";
import {check, complain} from "../../lib/check.js";
import {createExplainer} from "../../lib/explain/explainer.js";
import {hasTrait} from "../../lib/model/model.js";
import {readModel} from "../../lib/model/readModel.js";
import {createRowReader} from "../../lib/model/rowReader.js";
import {createScorer} from "../../lib/model/scorer.js";
import {checkParity} from "../../lib/whatif/session.js";

/** How the errors of the element begin. */
export const WHERE = "churn-predictor";

/** One model of a book, ready to score and to explain, on whatever page. */
export interface LoadedPredictor {
  /** the book's address, with a slash at its end */
  site: URL;
  form: PredictForm;
  /** of the model, for readers */
  title: string;
  /** what the model reads, in the book's order: one control each */
  inputs: FormInput[];
  /** the same by name, in the model's order: of each one contribution */
  names: string[];
  /** whether a contribution belongs to the difference of one input from its average */
  isLinear: boolean;
  readRow: RowReader;
  scorer: Scorer;
  explainer: Explainer;
}

/**
 * Fetches a model of a book, and what a form of it needs. Before it is given away it scores the golden rows as the build did.
 *
 * @param site the book's address, with a slash at its end
 * @param asked "champion", "challenger", or a finalist's name
 * @throws ChurnbookError if the book cannot be reached, does not allow this page's origin, or has no such model, or if this browser
 * scores otherwise than the build
 */
export async function loadPredictor(site: URL, asked: string): Promise<LoadedPredictor> {
  const form = await fetchJson<PredictForm>(new URL("api/predict.json", site));
  checkOrigin(site, form.embed);
  const entry = form.models.find(({alias, name}) => alias === asked || name === asked);
  check(entry, {where: WHERE, rule: "the model must be one of the book’s", got: asked, remedy: `There are ${sayModels(form)}.`});
  const model = readModel(await fetchJson(new URL(`api/${entry.alias === null ? entry.file : `${entry.alias}.json`}`, site)));
  const scorer = createScorer(model);
  const {passed, rows, agreeing} = checkParity(scorer, form.golden, entry.name);
  check(passed, {
    where: WHERE,
    rule: `${entry.title} must score ${rows} rows here as it did in the build, before it shows a number`,
    got: `${agreeing} of them`,
    remedy: "Load the page again: the book may have been built anew."
  });
  const names = model.inputs.map(({name}) => name);
  const isRead = hasTrait(model, "readsInputs");
  return {
    site,
    form,
    title: entry.title,
    inputs: isRead ? form.inputs.filter(({name}) => names.includes(name)) : [],
    names: isRead ? names : [],
    isLinear: hasTrait(model, "isLinear"),
    readRow: createRowReader(model),
    scorer,
    explainer: createExplainer(model)
  };
}

/** What a page may do is the browser's to enforce; this says it in words, on hosts that send the models to everybody. */
function checkOrigin(site: URL, embed: readonly string[]): void {
  const {origin} = location;
  check(origin === site.origin || embed.includes(origin), {
    where: WHERE,
    rule: "the book must allow the origin of the page that shows it",
    got: origin === "null" ? "a page without one, such as a file on disk" : origin,
    remedy: "Whoever builds the book can name it in “embed” of its definition."
  });
}

function sayModels({models}: PredictForm): string {
  return models.map(({alias, name}) => alias ?? name).join(", ");
}

async function fetchJson<T>(url: URL): Promise<T> {
  const remedy = "Is “src” the address of a book, and does its host let other pages read it?";
  const response = await fetch(url).catch((error: unknown) => {
    throw complain({where: WHERE, rule: `${url.href} must be reachable`, got: error instanceof Error ? error.message : error, remedy});
  });
  check(response.ok, {where: WHERE, rule: `${url.href} must be there`, got: response.status, remedy});
  return (await response.json().catch(() => {
    throw complain({where: WHERE, rule: `${url.href} must be JSON`, got: response.headers.get("Content-Type") ?? "something else", remedy});
  })) as T;
}
