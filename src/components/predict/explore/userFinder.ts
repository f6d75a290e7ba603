import type {PredictBook, UserSample} from "../../../lib/book/predict.js";
import {formatCount, formatInHundred} from "../../../lib/format.js";
import {findUsers} from "../../../lib/whatif/search/findUsers.js";
import {userAt} from "../../../lib/whatif/search/nearestUser.js";
import {describeValue, lowerFirst} from "../../../lib/whatif/values.js";
import {selectControl, toggleControl} from "../../ui/controls.js";
import type {Column} from "../../ui/table/column.js";
import {dataTable} from "../../ui/dataTable.js";
import {el} from "../../ui/dom.js";
import type {Actions} from "../state/actions.js";
import type {Store} from "../state/createStore.js";
import type {PageState} from "../state/pageState.js";

const SHOWN = 8;

interface FoundRow {
  score: number;
  value: string;
  outcome: string;
  open: number;
}

/** Users to start from, by score and by one input; stepped through one after another. The list follows the model and the contact line. */
export function userFinder(book: PredictBook, users: UserSample, {store, actions}: {store: Store<PageState>; actions: Actions}): {element: HTMLElement; show(state: PageState): void} {
  const many = `${users.synthetic ? "synthetic " : ""}${book.unit?.plural ?? "users"}`;
  const [count, list] = [el("p", {class: "wi-finding", role: "status"}), el("div")];
  const numbers = book.inputs.filter((d) => d.kind !== "category");
  const band = rangeFields("Score, in 100", 0, 100);
  const limits = rangeFields("Values", numbers[0].min, numbers[0].max);
  const input = selectControl<string>({label: "Input", choices: numbers.map((d) => ({value: d.name, label: d.title})), value: numbers[0].name, onChange: (name) => {
    const {min, max} = numbers.find((d) => d.name === name) ?? numbers[0];
    limits.set(min, max);
    look();
  }});
  let isMistaken = false;
  const mistaken = users.known ? toggleControl({label: "Only those the contact line gets wrong", value: false, onChange: (value) => {
    isMistaken = value;
    look();
  }}) : null;
  let found: number[] = [];
  let at = -1;
  let lookedFor: Pick<PageState, "session" | "threshold"> | null = null;

  function look(): void {
    const {session, threshold} = store.state;
    lookedFor = {session, threshold};
    const scores = users.known?.outOfFold ?? Array.from({length: users.n}, (_, i) => session.scorer.scoreRow(userAt(users, i)));
    const [from, to] = limits.read();
    const [low, high] = band.read();
    found = findUsers(users, scores, {score: {from: low / 100, to: high / 100}, input: {name: input.value, from, to}, mistaken: isMistaken ? {threshold: threshold ?? book.baseRate} : undefined});
    at = -1;
    count.textContent = `${formatCount(found.length)} of ${formatCount(users.n)} ${many} fit.`;
    list.replaceChildren(drawList(found.slice(0, SHOWN), {users, scores, input: numbers.find((d) => d.name === input.value) ?? numbers[0], open: (i) => actions.setRow(userAt(users, i)), many}));
  }
  const step = (by: number): void => {
    if (found.length === 0) return;
    at = (at + by + found.length) % found.length;
    actions.setRow(userAt(users, found[at]));
    count.textContent = `${formatCount(at + 1)} of ${formatCount(found.length)} ${many} that fit is in the inputs.`;
  };
  for (const field of [...band.fields, ...limits.fields]) field.addEventListener("change", look);
  const details = el("details", {class: "expert wi-finder no-print"}, el("summary", {}, `Start from one of ${formatCount(users.n)} ${many}`),
    el("div", {class: "wi-finder-controls"}, band.element, input.element, limits.element, mistaken?.element), count,
    el("p", {}, act("Previous", () => step(-1)), " ", act("Next", () => step(1))), list);
  details.addEventListener("toggle", () => details.open && look());
  return {
    element: details,
    show({session, threshold}) {
      const isStale = lookedFor !== null && (lookedFor.session !== session || lookedFor.threshold !== threshold);
      if (isStale && details.open) look(); // opening it looks anyway
    }
  };
}

interface ListContext {
  users: UserSample;
  scores: ArrayLike<number>;
  input: PredictBook["inputs"][number];
  open: (i: number) => void;
  many: string;
}

function drawList(found: readonly number[], {users, scores, input, open, many}: ListContext): HTMLElement {
  const rows = found.map((i): FoundRow => ({score: scores[i], value: describeValue(input, users.columns[input.name][i]), outcome: users.known ? (users.known.churned[i] ? "churned" : "retained") : "", open: i}));
  const columns: Column<FoundRow>[] = [
    {key: "score", title: users.known ? "Score (by a Champion that had not seen the user)" : "Score", format: (score) => formatInHundred(score)},
    {key: "value", title: input.title, align: "right"},
    ...(users.known ? [{key: "outcome", title: "What happened"} satisfies Column<FoundRow>] : []),
    {key: "open", title: "Inputs", align: "right", format: (i) => act("Set the inputs so", () => open(i))}
  ];
  return dataTable<FoundRow>({columns, rows, sortable: false, caption: `The first ${rows.length} ${many} that fit, highest score first`, hideCaption: true, empty: `No ${lowerFirst(many)} fit.`});
}

function rangeFields(label: string, min: number, max: number): {element: HTMLElement; fields: HTMLInputElement[]; read(): [number, number]; set(min: number, max: number): void} {
  const [from, to] = ["from", "to"].map((end) => el("input", {type: "number", step: "any", "aria-label": `${label}: ${end}`}));
  let limits = [min, max];
  const set = (low: number, high: number): void => {
    limits = [low, high];
    from.value = String(low);
    to.value = String(high);
  };
  set(min, max);
  return {
    element: el("div", {class: "control"}, el("span", {class: "wi-legend"}, label), el("span", {class: "wi-pair"}, from, " to ", to)),
    fields: [from, to],
    read: () => [Number.isFinite(from.valueAsNumber) ? from.valueAsNumber : limits[0], Number.isFinite(to.valueAsNumber) ? to.valueAsNumber : limits[1]],
    set
  };
}

function act(text: string, run: () => void): HTMLButtonElement {
  const button = el("button", {type: "button", class: "quiet"}, text);
  button.addEventListener("click", run);
  return button;
}
