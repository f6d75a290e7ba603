import type {PredictBook} from "../../../../lib/book/predict.js";
import type {UserQuery} from "../../../../lib/whatif/search/findUsers.js";
import {shortNumber} from "../../../../lib/whatif/values.js";
import {selectControl, toggleControl} from "../../../ui/controls.js";
import {el, uniqueId} from "../../../ui/dom.js";

type Beside = UserQuery["beside"];

/** A second model that must disagree with the chosen one, by how much, and whether across the contact line. */
export function besideFields({models}: Pick<PredictBook, "models">, onChange: (beside: Beside) => void): {element: HTMLElement; show(beside: Beside, chosen: string): void} {
  let shown: NonNullable<Beside> = {model: "", points: 5, isSplit: false};
  const tell = (change: Partial<NonNullable<Beside>>): void => {
    shown = {...shown, ...change};
    onChange(shown.model === "" ? null : shown);
  };
  const model = selectControl<string>({label: "Where another model disagrees", choices: [{value: "", label: "any"}, ...models.map(({name, title}) => ({value: name, label: title}))], value: "", onChange: (name) => tell({model: name})});
  const options = [...model.element.querySelectorAll("option")];
  const id = uniqueId("points");
  const points = el("input", {type: "number", id, min: 0, max: 100, step: "any"});
  points.addEventListener("change", () => tell({points: Number.isFinite(points.valueAsNumber) ? Math.min(100, Math.max(0, points.valueAsNumber)) : shown.points}));
  const split = toggleControl({label: "and the contact line lies between", value: false, onChange: (isSplit) => tell({isSplit})});
  const detail = el("div", {class: "wi-beside-detail"}, el("span", {class: "control wi-pair"}, el("label", {for: id}, "by at least, in points"), points), split.element);
  return {
    element: el("div", {class: "wi-finder-row"}, model.element, detail),
    show(beside, chosen) {
      shown = beside ?? {...shown, model: ""};
      model.set(shown.model);
      options.forEach((option) => (option.disabled = option.value === chosen));
      points.value = shortNumber(shown.points);
      split.set(shown.isSplit);
      detail.hidden = beside === null;
    }
  };
}
