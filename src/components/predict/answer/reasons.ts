import type {PredictBook} from "../../../lib/book/predict.js";
import type {ReferenceChoice} from "../../../lib/whatif/answer/session.js";
import {listReferences} from "../../../lib/whatif/answer/session.js";
import {probabilityAt} from "../../../lib/whatif/answer/waterfall.js";
import {compareTitle, describeReasons} from "../../../lib/whatif/words.js";
import {selectControl, toggleControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {PageState} from "../state/pageState.js";
import type {Store} from "../state/createStore.js";
import {setText} from "../setText.js";
import type {Part} from "./part.js";
import {waterfallTable} from "./waterfallTable.js";

/** Why the score is what it is: words first, then the bars, then with whom it is compared. */
export function reasons(book: PredictBook, store: Store<PageState>): Part {
  const sentences = [el("p"), el("p")];
  const total = el("h2", {class: "wi-title"});
  const chart = waterfallTable(book);
  const words = el("div", {class: "wi-words"}, sentences);
  const choices = listReferences(book, {}, {}).map(({choice, title}) => ({value: choice, label: title}));
  const reference = selectControl<ReferenceChoice>({label: "Compared with", choices, value: store.state.reference, onChange: (value) => store.set({reference: value})});
  const keptOption = reference.element.querySelector("option[value=kept]");
  const grouped = toggleControl({label: "Inputs that move together as one", value: store.state.isGrouped, onChange: (isGrouped) => store.set({isGrouped})});
  const controls = el("div", {class: "wi-reason-controls no-print"}, reference.element, book.groups.length > 0 ? grouped.element : null);
  return {
    element: el("section", {class: "wi-reasons", "aria-label": "Reasons"}, total, words, chart.element, controls),
    show(answer) {
      keptOption?.toggleAttribute("disabled", store.state.pinned.length === 0);
      const {waterfall, reference: compared, row, probability} = answer;
      const before = probabilityAt(waterfall.unit, waterfall.start);
      setText(total, compareTitle(probability, before, compared.title));
      const texts = describeReasons(waterfall.steps, {inputs: book.inputs, row, reference: compared.values, referenceTitle: compared.title}, {unit: waterfall.unit});
      sentences.forEach((node, i) => setText(node, texts[i] ?? ""));
      chart.show(answer);
    }
  };
}
