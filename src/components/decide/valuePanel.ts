import type {ValueGroups} from "../../lib/book/scores.js";
import type {SomeUsers} from "../../lib/decide/byValue.js";
import type {Part} from "../ui/dom.js";
import type {Decision} from "./decision.js";
import {formatMoney, perBasis, roundingStep} from "../../lib/decide/moneyWords.js";
import {describeOddValues, describeValueChange} from "../../lib/decide/valueWords.js";
import {capitalised, formatCount, formatShare} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {fold} from "../ui/fold.js";
import {rowUnit} from "../ui/rowUnit.js";

interface Line {
  who: string;
  n: string;
  score: string;
  value: string;
  gain: string;
}

/** Whom ranking by what each is expected to bring adds and drops, against ranking by risk; hidden in a book that knows no values. */
export function valuePanel(values: ValueGroups | undefined): Part<Decision> {
  const [said, table] = [el("div"), el("div", {class: "dc-against"})];
  if (!values) return {element: el("div", {hidden: true}), show() {}};
  const {column} = values;
  const element = fold(
    {id: "by-value", title: "By what each is worth", about: "Whom ranking by expected gain adds, and whom it drops"},
    el(
      "p",
      {class: "wi-note"},
      `The column “${column}” says what each of the ${rowUnit.many} is worth, and stands here in place of the assumed value. Expected gain: ` +
        "score × save rate × (value − offer), less offers taken in vain and the contact. Counted in groups of like score and value. ",
      describeOddValues(values, rowUnit.many).join(" ")
    ),
    said,
    table
  );
  element.open = true; // the page's answer rests on it
  return {
    element,
    show({byValue, choice: {unit}}) {
      if (byValue === null) return;
      const {change} = byValue;
      said.replaceChildren(...describeValueChange(change, {unit, many: rowUnit.many}).map((text) => el("p", {class: "dc-sentence"}, text)));
      const step = roundingStep(change.more);
      const money = (amount: number): string => `${formatMoney(amount, unit, step)} ${perBasis(rowUnit.many)}`;
      const line = (who: string, some: SomeUsers | null): Line[] =>
        some === null
          ? []
          : [
              {
                who,
                n: formatCount(some.n),
                score: formatShare(some.score),
                value: formatMoney(Math.round(some.value), unit),
                gain: formatMoney(some.gain, unit)
              }
            ];
      table.replaceChildren(
        change.contacted === 0
          ? ""
          : dataTable<Line>({
              caption: `Added and dropped by expected gain: by risk ${money(change.byRisk)}, by expected gain ${money(change.byGain)}`,
              sortable: false,
              rows: [...line("Added", change.added), ...line("Dropped", change.dropped)],
              empty: "Nobody changes.",
              columns: [
                {key: "who", title: "By expected gain"},
                {key: "n", title: capitalised(rowUnit.many), align: "right"},
                {key: "score", title: "Mean score", align: "right"},
                {key: "value", title: "Mean value", align: "right"},
                {key: "gain", title: "Expected gain each", align: "right"}
              ]
            })
      );
    }
  };
}
