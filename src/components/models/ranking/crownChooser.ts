import type {ModelsBook} from "../../../lib/book/models.js";
import type {Control} from "../../ui/controls.js";
import {controlBar, segmentedControl, selectControl, toggleControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {UrlState} from "../../ui/urlState.js";
import type {ModelsChoice} from "../modelsState.js";
import type {StateView} from "../../ui/stateView.js";
import {announce, stateView} from "../../ui/stateView.js";
import type {CrownChoice, CrownRule} from "./crownBy.js";
import {crownBy} from "./crownBy.js";
import {crownMove, getMetricInfo} from "./crownClaims.js";

/** Chooses the yardstick and the rule, and says at once who is crowned by them and why. For `view(...)`: its value is the choice. */
export function crownChooser(book: ModelsBook, {state}: {state: UrlState<ModelsChoice>}): StateView<HTMLElement, CrownChoice> {
  const story = el("div", {class: "crown-story", "aria-live": "polite"});
  const meaning = el("p", {class: "hint"});
  const read = (): CrownChoice => ({metric: state.value.metric, rule: state.value.rule, gates: state.value.gates});

  function show(): void {
    const crown = crownBy(book, read());
    meaning.textContent = getMetricInfo(book, crown.metric).meaning;
    story.replaceChildren(
      el("p", {class: "crown-move"}, crownMove(book, crown)),
      el("ol", {class: "crown-steps"}, crown.steps.map((step) => el("li", {}, step.text)))
    );
  }
  function change(choice: Partial<CrownChoice>): void {
    state.set(choice);
    show();
    announce(view);
  }
  const [metric, rule, gates] = createControls(book, read(), change);
  const controls = controlBar(metric.element, rule.element, gates.element);
  const view = stateView(el("div", {class: "crown-chooser"}, controls, meaning, story), read);
  state.onChange((value) => {
    metric.set(value.metric);
    rule.set(value.rule);
    gates.set(value.gates);
    show();
    announce(view);
  });
  show();
  return view;
}

function createControls(
  book: ModelsBook,
  {metric, rule, gates}: CrownChoice,
  change: (choice: Partial<CrownChoice>) => void
): [Control<string>, Control<CrownRule>, Control<boolean>] {
  return [
    selectControl({
      label: "Judge by",
      choices: book.metrics.map(({name, title, better}) => ({
        value: name,
        label: `${title} (${better} is better)${name === book.selectionMetric ? ", the written rule" : ""}`
      })),
      value: metric,
      onChange: (metric) => change({metric})
    }),
    segmentedControl<CrownRule>({
      label: "Crown goes to",
      choices: [
        {value: "simplest", label: "simplest within 1 SE"},
        {value: "best", label: "best mean"}
      ],
      value: rule,
      onChange: (rule) => change({rule})
    }),
    toggleControl({label: "Gates must be passed", value: gates, onChange: (gates) => change({gates})})
  ];
}
