import type {Answer} from "../../lib/whatif/answer.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {ReferenceChoice} from "../../lib/whatif/session.js";
import type {Store} from "../ui/store.js";
import type {PageState} from "./pageState.js";
import type {Part} from "../ui/dom.js";
import {listReferences} from "../../lib/whatif/session.js";
import {drawnWaterfall} from "../../lib/whatif/answer.js";
import {probabilityAt} from "../../lib/whatif/waterfall.js";
import {compareTitle, describeAverages, describePairs, describeReasons} from "../../lib/whatif/words.js";
import {segmentedControl, selectControl, toggleControl} from "../ui/controls.js";
import {el, setText} from "../ui/dom.js";
import {waterfallTable} from "./waterfallTable.js";
import {rowUnit} from "../ui/rowUnit.js";

/** Why the score is what it is: from the base rate to it by the largest bars, then by all, then the unit in which the model adds up. */
export function reasons(book: PredictBook, store: Store<PageState>): Part<Answer> {
  const sentences = [el("p"), el("p")];
  const title = el("h2", {class: "wi-title"});
  const [averages, shared] = [el("p", {class: "wi-averages"}), el("p", {class: "wi-averages"})];
  const titleOf = (name: string): string => book.inputs.find((d) => d.name === name)?.title ?? name;
  const chart = waterfallTable(book);
  const controls = reasonControls(book, store);
  return {
    element: el(
      "section",
      {class: "wi-reasons", "aria-label": "Reasons"},
      title,
      chart.element,
      el("div", {class: "wi-words"}, sentences),
      controls.element,
      shared,
      averages
    ),
    show(answer) {
      const {waterfall, reference: compared, row, probability} = answer;
      const {bars, session} = store.state;
      const {unit} = waterfall;
      const before = probabilityAt(unit, waterfall.start);
      const isLinear = session.isLinear;
      const drawn = drawnWaterfall(answer, book, {isLinear, isWhole: bars !== "largest"});
      const isFromAll = drawn.steps[0]?.isFrame === true;
      const all = `all ${rowUnit.many}`;
      setText(title, isFromAll ? compareTitle(probability, book.baseRate, all) : compareTitle(probability, before, compared.title));
      const texts = describeReasons(
        waterfall.steps,
        {inputs: book.inputs, row, reference: compared.values, referenceTitle: compared.title},
        {unit}
      );
      sentences.forEach((node, i) => setText(node, texts[i] ?? ""));
      chart.show({...answer, waterfall: drawn, from: isFromAll ? all : compared.title, isExpert: bars === "expert"});
      controls.show(store.state, compared.choice);
      const words = describeAverages(before, book.baseRate, {
        isLinear,
        unit,
        one: rowUnit.one,
        many: rowUnit.many
      });
      setText(shared, describePairs(session.pairs.map((pair) => pair.map(titleOf))) ?? "");
      setText(averages, compared.choice === "average" && words ? words : "");
    }
  };
}

/** How many bars, compared with whom, linked inputs as one or apart. */
function reasonControls(
  book: PredictBook,
  store: Store<PageState>
): {element: HTMLElement; show(state: PageState, shown: ReferenceChoice): void} {
  const every = listReferences(book, {isLinear: true}, {previous: book.typical, kept: book.typical});
  const reference = selectControl<ReferenceChoice>({
    label: "Compared with",
    choices: every.map(({choice, title}) => ({value: choice, label: title})),
    value: store.state.reference,
    onChange: (value) => store.set({reference: value})
  });
  const [previous, kept] = ["previous", "kept"].map((choice) => reference.element.querySelector(`option[value=${choice}]`));
  const grouped = toggleControl({
    label: "Inputs that move together as one",
    value: store.state.isGrouped,
    onChange: (isGrouped) => store.set({isGrouped})
  });
  const bars = segmentedControl<PageState["bars"]>({
    label: "Bars",
    choices: [
      {value: "largest", label: "Largest"},
      {value: "all", label: "All"},
      {value: "expert", label: "Expert"}
    ],
    value: store.state.bars,
    onChange: (value) => store.set({bars: value})
  });
  let drawn = "";
  return {
    element: el(
      "div",
      {class: "wi-reason-controls no-print"},
      bars.element,
      reference.element,
      book.groups.length > 0 ? grouped.element : null
    ),
    show(state, shown) {
      const now = [shown, state.isGrouped, state.bars, state.history.past.length > 0, state.pinned.length > 0].join();
      if (now === drawn) return; // most movements leave the controls as they are
      drawn = now;
      previous?.toggleAttribute("disabled", state.history.past.length === 0);
      kept?.toggleAttribute("disabled", state.pinned.length === 0);
      reference.set(shown);
      grouped.set(state.isGrouped);
      bars.set(state.bars);
    }
  };
}
