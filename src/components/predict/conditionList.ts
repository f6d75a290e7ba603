import type {PredictBook, PredictInput} from "../../lib/book/predict.js";
import type {Condition} from "../../lib/whatif/findUsers.js";
import {el} from "../ui/dom.js";
import {listChoices} from "../../lib/whatif/choices.js";
import {rangeFields} from "./field.js";

type Change = (conditions: readonly Condition[]) => void;

interface ConditionRow {
  element: HTMLElement;
  show(condition: Condition): void;
}

/** What the users must have in some inputs, a row each; every input at most once. */
export function conditionList(
  {inputs}: Pick<PredictBook, "inputs">,
  onChange: Change
): {element: HTMLElement; show(conditions: readonly Condition[]): void} {
  const box = el("div", {class: "wi-conditions"});
  const add = el("button", {type: "button", class: "quiet"}, "Add a condition");
  const element = el("div", {role: "group", "aria-label": "Conditions"}, box, add);
  let [shown, rows]: [readonly Condition[], ConditionRow[]] = [[], []];
  const replace = (i: number, condition: Condition | null): void =>
    onChange(shown.flatMap((d, j) => (j === i ? (condition ? [condition] : []) : [d])));
  const unused = (): PredictInput[] => inputs.filter((d) => !shown.some((condition) => condition.input === d.name));

  add.addEventListener("click", () => {
    onChange([...shown, whole(unused()[0])]);
    box.querySelector<HTMLElement>(":scope > :last-child select")?.focus();
  });

  function rebuild(): void {
    rows = shown.map((condition, i) =>
      conditionRow(inputs, {
        condition,
        free: unused(),
        replace: (next) => {
          replace(i, next);
          (box.children[i]?.querySelector<HTMLElement>("select") ?? add).focus(); // the row that had the focus is another one now
        },
        edit: (next) => replace(i, next)
      })
    );
    box.replaceChildren(...rows.map((row) => row.element));
    add.hidden = unused().length === 0;
  }
  return {
    element,
    show(conditions) {
      const isSame = rows.length === conditions.length && conditions.every((d, i) => d.input === shown[i].input);
      shown = conditions;
      if (!isSame) rebuild();
      rows.forEach((row, i) => row.show(conditions[i]));
    }
  };
}

/** The condition that everybody meets, or for a category its first choice. */
function whole(input: PredictInput): Condition {
  const {name, kind, min, max} = input;
  return kind === "category" ? {input: name, level: listChoices(input)[0].value} : {input: name, from: min, to: max};
}

interface RowOptions {
  condition: Condition;
  /** inputs that no other row holds */
  free: readonly PredictInput[];
  /** another input, or null: no condition */
  replace: (next: Condition | null) => void;
  /** other values of the same input */
  edit: (next: Condition) => void;
}

function conditionRow(inputs: readonly PredictInput[], {condition, free, replace, edit}: RowOptions): ConditionRow {
  const input = inputs.find((d) => d.name === condition.input) ?? inputs[0];
  const choices = inputs.filter((d) => d === input || free.includes(d));
  const which = el(
    "select",
    {"aria-label": "Input"},
    choices.map(({name, title}) => el("option", {value: name, selected: name === input.name}, title))
  );
  which.addEventListener("change", () => replace(whole(choices[which.selectedIndex])));
  const drop = el("button", {type: "button", class: "quiet", "aria-label": `Drop the condition on ${input.title}`}, "Drop");
  drop.addEventListener("click", () => replace(null));
  const values =
    input.kind === "category" ? levelField(input, edit) : rangeFields(input.title, (range) => edit({input: input.name, ...range}));
  return {
    element: el("div", {class: "wi-condition"}, el("span", {class: "select"}, which), values.element, drop),
    show: (next) => values.show(next as never)
  };
}

function levelField(
  input: PredictInput,
  edit: (next: Condition) => void
): {element: HTMLElement; show(condition: {level: string | null}): void} {
  const choices = listChoices(input);
  const level = el(
    "select",
    {"aria-label": `${input.title}: which`},
    choices.map(({word, token}) => el("option", {value: token}, word))
  );
  level.addEventListener("change", () => edit({input: input.name, level: choices[level.selectedIndex].value}));
  return {
    element: el("span", {class: "select"}, level),
    show: (condition) => (level.selectedIndex = choices.findIndex(({value}) => value === condition.level))
  };
}
