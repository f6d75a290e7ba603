import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {Part} from "../ui/dom.js";
import type {TrialsShown} from "./trialTable.js";
import {capitalised} from "../../lib/format.js";
import {el, setText} from "../ui/dom.js";
import {trialColumns} from "./trialColumns.js";

/** Hides and shows columns of the table of trials. */
export function columnChooser(book: ExperimentsBook, onChange: (hide: readonly string[]) => void): Part<TrialsShown> {
  const [summary, list] = [el("summary"), el("div", {class: "column-list"})];
  const element = el("details", {class: "column-chooser no-print"}, summary, list);
  let drawnFor: TrialsShown["rows"] | null = null;
  let hidden: readonly string[] = [];
  let words: string[] = [];

  function draw({rows, choice}: TrialsShown): void {
    const columns = trialColumns(book, rows, choice.metric);
    words = columns.map((d) => d.word);
    list.replaceChildren(
      quiet("All", () => hidden.filter((word) => !words.includes(word))),
      quiet("None", () => [...new Set([...hidden, ...words])]),
      ...columns.map(({word, title}) => {
        const input = el("input", {type: "checkbox", value: word});
        input.addEventListener("change", () => onChange(input.checked ? hidden.filter((d) => d !== word) : [...hidden, word]));
        return el("label", {}, input, ` ${capitalised(title)}`);
      })
    );
  }
  function quiet(text: string, next: () => readonly string[]): HTMLElement {
    const button = el("button", {type: "button", class: "quiet"}, text);
    button.addEventListener("click", () => onChange(next()));
    return button;
  }
  return {
    element,
    show(shown) {
      if (shown.rows !== drawnFor) draw(shown);
      drawnFor = shown.rows;
      hidden = shown.choice.hide;
      for (const input of list.querySelectorAll("input")) input.checked = !hidden.includes(input.value);
      setText(summary, `Columns (${words.filter((word) => !hidden.includes(word)).length} of ${words.length})`);
    }
  };
}
