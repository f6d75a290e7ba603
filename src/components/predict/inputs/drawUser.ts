import type {PredictBook} from "../../../lib/book/predict.js";
import type {Row} from "../../../lib/table/table.js";

/** Any one of the users that are shipped; the typical one if none are. */
export function drawUser({users, inputs, typical}: PredictBook): Row {
  if (!users || users.n === 0) return typical;
  const i = Math.floor(Math.random() * users.n);
  return Object.fromEntries(inputs.map(({name}) => [name, users.columns[name][i] ?? typical[name]]));
}
