import type {Quartiles, VariableSummary} from "../../lib/book/eda.js";
import {formatCount, formatInHundred, formatValue} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {testWords} from "./claims.js";

/** Quartiles by class, missing values, and the test with its effect, for one variable. */
export function variableFacts(variable: VariableSummary): HTMLElement {
  const {churned, retained, missing, rocAuc, test, unit} = variable;
  const rows = [{group: "Churned", quartiles: churned}, {group: "Retained", quartiles: retained}]
    .flatMap(({group, quartiles}) => (quartiles ? [{group, ...quartiles}] : []));
  const column = (key: keyof Quartiles, title: string) => ({key, title, format: formatValue});
  return el("div", {class: "variable-facts"},
    rows.length > 0 ? dataTable({
      caption: `Quartiles${unit ? `, ${unit}` : ""}`, sortable: false, rows,
      columns: [{key: "group", title: "Class"}, column("p1", "1%"), column("p25", "25%"), column("median", "Median"), column("p75", "75%"), column("p99", "99%"), column("mean", "Mean")]
    }) : null,
    el("p", {class: "ui"},
      rocAuc < 0.53
        ? `Taken alone, it orders a churned and a retained user rightly in ${formatInHundred(rocAuc)} pairs: next to chance. `
        : `Taken alone, it orders a churned and a retained user rightly in ${formatInHundred(rocAuc)} pairs. `,
      `${capitalised(testWords(test))}.`,
      missing > 0 ? ` ${formatCount(missing)} users have no value here.` : " No value is missing."));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
