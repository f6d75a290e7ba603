import type {ModelsBook} from "../../lib/book/models.js";
import type {Control} from "../ui/controls.js";
import type {UrlState} from "../ui/urlState.js";
import type {ModelsChoice} from "./modelsState.js";
import type {StateView} from "../ui/store.js";
import type {CrownChoice, CrownRule} from "./crown.js";
import {controlBar, segmentedControl, selectControl, toggleControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {announce, stateView} from "../ui/store.js";
import {crownBy, crownMove, crownsClaim, crownWhy} from "./crown.js";
import {formatMetric, UNTOLD} from "../shared/metricWords.js";
import {dataTable} from "../ui/dataTable.js";
import {modelLabel, getFinalist, roleOf} from "../shared/roles.js";

/** Chooses the yardstick and the rule, and says at once who is crowned by them. For `view(...)`: its value is the choice. */
export function crownChooser(book: ModelsBook, {state}: {state: UrlState<ModelsChoice>}): StateView<HTMLElement, CrownChoice> {
  const story = el("p", {class: "crown-move", "aria-live": "polite"});
  const read = (): CrownChoice => ({metric: state.value.metric, rule: state.value.rule, gates: state.value.gates});

  function show(): void {
    const crown = crownBy(book, read());
    story.textContent = crownMove(book, crown);
  }
  function change(choice: Partial<CrownChoice>): void {
    state.set(choice);
    show();
    announce(view);
  }
  const [metric, rule, gates] = createControls(book, read(), change);
  const controls = controlBar(metric.element, rule.element, gates.element);
  const view = stateView(el("div", {class: "crown-chooser"}, controls, story), read);
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
      choices: book.metrics.map(({name, title}) => ({
        value: name,
        label: name === book.selectionMetric ? `${title}, the written rule` : title
      })),
      value: metric,
      onChange: (metric) => change({metric})
    }),
    segmentedControl<CrownRule>({
      label: "Of those within one standard error of the best, crown",
      choices: [
        {value: "simplest", label: "the simplest"},
        {value: "best", label: "the best mean"}
      ],
      value: rule,
      onChange: (rule) => change({rule})
    }),
    toggleControl({label: "Gates must be passed", value: gates, onChange: (gates) => change({gates})})
  ];
}

/** Every yardstick's crown by the same rule, so that nobody need wonder which one was picked to win. */
export function crownTable(book: ModelsBook, {choice}: {choice: CrownChoice}): HTMLElement {
  const crowns = book.metrics.map(({name}) => crownBy(book, {...choice, metric: name}));
  const rows = book.metrics.map(({name, title}, i) => {
    const {champion, bestMean, ties, passed} = crowns[i];
    return {
      name,
      title,
      champion: passed ? champion : null,
      bestMean,
      ties: ties.map((d) => getFinalist(book, d).title).join(", "),
      why: crownWhy(book, crowns[i])
    };
  });
  return dataTable({
    columns: [
      {
        key: "title",
        title: "Yardstick",
        format: (title, row) => (row.name === book.selectionMetric ? `${title}, the written rule` : title)
      },
      {
        key: "champion",
        title: "Crowns",
        format: (name) => (name === null ? "nobody" : modelLabel(getFinalist(book, name).title, roleOf(book, name)))
      },
      {
        key: "bestMean",
        title: "Best mean",
        sortable: false,
        format: (value, row) => (value === null ? UNTOLD : formatMetric(row.name, value))
      },
      {key: "why", title: "Why", format: (why) => el("span", {class: "crown-why"}, why)},
      ...(rows.some((d) => d.ties) ? [{key: "ties", title: "Exact ties", format: (ties: string) => ties || "none"} as const] : [])
    ],
    rows,
    rowClass: (row) => (row.name === choice.metric ? "selected" : null),
    caption: crownsClaim(book, crowns)
  });
}
