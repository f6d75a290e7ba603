import type {PredictBook} from "../../../lib/book/predict.js";
import {dataTable} from "../../ui/dataTable.js";
import {el} from "../../ui/dom.js";
import {notice} from "../../ui/notice.js";
import {stateTag} from "../../ui/stateTag.js";
import type {LoadBytes} from "./checkModels.js";
import {checkModels} from "./checkModels.js";
import {describeParity, formatDifference, isTrusted, parityClaim} from "./parityClaims.js";

/**
 * Proof that this browser scores as the build did: every model file is loaded, its hash compared, and the golden rows of
 * test users are scored again.
 */
export async function parityPanel(book: PredictBook, {load}: {load: LoadBytes}): Promise<HTMLElement> {
  const results = await checkModels(book, load);
  const passed = results.length > 0 && results.every(isTrusted);
  const rows = results.map((result) => ({...result, trusted: isTrusted(result), largest: result.parity?.largestDifference ?? null}));
  return el("div", {class: "parity", "data-testid": "parity", "data-passed": String(passed)},
    passed ? null : notice("error", parityClaim(results), "The page and its models come from different builds, or a file was changed. Reload; if that does not help, build the site again."),
    dataTable({
      columns: [
        {key: "title", title: "Model"},
        {key: "trusted", title: "Verdict", format: (trusted) => stateTag(trusted ? "ran" : "failed", trusted ? "agrees" : "differs")},
        {key: "parity", title: "Golden rows", align: "left", sortable: false, format: (_parity, row) => describeParity(row)},
        {key: "largest", title: "Largest difference", align: "right", format: (value) => formatDifference(value)},
        {key: "hashMatches", title: "SHA-256 of the file", align: "left", format: hashWords},
        {key: "file", title: "File", format: (file) => el("a", {href: `./api/${file}`}, file)}
      ],
      rows,
      sortable: false,
      caption: parityClaim(results),
      empty: "There is no model to check."
    }));
}

function hashWords(matches: boolean | null): string {
  if (matches === null) return "not checked: needs https";
  return matches ? "as registered" : "not the registered file";
}
