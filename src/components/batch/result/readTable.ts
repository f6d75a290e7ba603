import {someOf} from "../../../lib/check.js";
import {formatCount} from "../../../lib/format.js";
import type {EncodedColumn, Model} from "../../../lib/model/model.js";
import {describeValue} from "../../../lib/whatif/values.js";
import {dataTable} from "../../ui/dataTable.js";
import {el} from "../../ui/dom.js";
import type {Batch, BatchBook} from "../batch.js";

interface ReadInput {
  title: string;
  column: string;
  missing: number;
  readAs: string;
}

/** What was read: which column stands for which input, what is missing in it, and as what the model reads that. */
export function readTable(batch: Batch, {book}: BatchBook): HTMLElement {
  const {model, source, places, scored} = batch;
  const rows = model.inputs.map(({name}, j): ReadInput => {
    const {title, unit} = book.inputs.find((d) => d.name === name) ?? {title: name, unit: null};
    return {title, column: source.columns[places[j]], missing: scored.missing[j], readAs: sayMissing(model, name, unit)};
  });
  return el("div", {"data-testid": "read"}, dataTable<ReadInput>({
    caption: "What was read of each input", hideCaption: true, rows, sortable: false,
    columns: [
      {key: "title", title: "Input"},
      {key: "column", title: "Column of the file", format: (column) => el("code", {}, column)},
      {key: "missing", title: "Missing", format: formatCount},
      {key: "readAs", title: "A missing value is read as"}
    ]
  }));
}

/** As the model's encoding says. */
function sayMissing({kind, encoding}: Model, name: string, unit: string | null): string {
  const columns = encoding.filter((d) => d.input === name);
  const [number] = columns.filter((d): d is Extract<EncodedColumn, {kind: "number"}> => d.kind === "number");
  if (columns.length === 0) return kind === "baseline" ? "not used: everyone gets the base rate" : "not used";
  if (!number) return "none of its levels";
  return number.missing === null ? "missing: trees send it to a side that they learned" : describeValue({unit}, number.missing);
}

/** Sentences on names: what was matched by a name written otherwise, and what is kept beside the inputs. */
export function sayColumns({file, places, source, model, scored}: Batch): string[] {
  const forgiven = model.inputs.flatMap(({name}, j) => (source.columns[places[j]] === name ? [] : [`“${source.columns[places[j]]}” as ${name}`]));
  const extra = source.columns.filter((_, place) => !places.includes(place)).map((name) => `“${name}”`);
  const nMissing = scored.missing.reduce((a, b) => a + b, 0);
  return [
    `${file.form}.`,
    ...(forgiven.length > 0 ? [`Read by a name written otherwise: ${someOf(forgiven, 3)}.`] : []),
    ...(nMissing > 0 ? [`${formatCount(nMissing)} missing ${nMissing === 1 ? "value" : "values"}, taken as in training.`] : []),
    ...(extra.length > 0 ? [`Kept, and not read by the model: ${someOf(extra, 12)}.`] : [])
  ];
}
