import {checkMatch} from "../../lib/rows/matchColumns.js";
import {el} from "../ui/dom.js";
import {selectControl} from "../ui/controls.js";

export interface ColumnFormOptions {
  /** of the model, with the titles that readers know */
  inputs: readonly {name: string; title: string}[];
  columns: readonly string[];
  /** by input: the column that was found, by its place; -1: none */
  places: readonly number[];
  /** who reads which file, for errors */
  where: string;
  onScore: (places: number[]) => void;
}

const NONE = "-1";

/** Which column of the file stands for which input: found by name, mended by hand. */
export function columnForm({inputs, columns, places: found, where, onScore}: ColumnFormOptions): HTMLElement {
  const places = [...found];
  const choices = [{value: NONE, label: "(none)"}, ...columns.map((name, place) => ({value: String(place), label: name}))];
  const told = el("p", {class: "bt-told", role: "alert"});
  const fields = inputs.map(({name, title}, i) => {
    const {element} = selectControl({
      label: `${title} (${name})`,
      choices,
      value: String(places[i]),
      onChange: (value) => {
        places[i] = Number(value);
        told.textContent = "";
        element.classList.toggle("is-missing", places[i] < 0);
      }
    });
    element.classList.toggle("is-missing", places[i] < 0);
    element.querySelector("select")?.setAttribute("name", `column-${name}`);
    return element;
  });
  const score = el("button", {type: "submit", class: "primary"}, "Score with these columns");
  const form = el(
    "form",
    {class: "bt-columns no-print", "aria-label": "Which column stands for which input"},
    el("div", {class: "bt-columns-fields"}, fields),
    told,
    score
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      checkMatch(
        inputs.map((d) => d.name),
        columns,
        {places, where}
      );
      onScore(places);
    } catch (error) {
      told.textContent = error instanceof Error ? error.message : String(error);
    }
  });
  return form;
}
