import type {PredictBook} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Actions} from "./actions.js";
import type {PageState} from "./pageState.js";
import {describeEdits, describeStart} from "../../lib/whatif/settingWords.js";
import {el, setHidden, setText} from "../ui/dom.js";

/** Whom the inputs started from, what is known of them, what was changed since, and the way back. */
export function startLine(book: PredictBook, actions: Actions): {element: HTMLElement; show(state: PageState): void} {
  const [from, edits] = [el("span"), el("span")];
  const revert = el("button", {type: "button", class: "quiet no-print"}, "Take the changes back");
  revert.addEventListener("click", () => {
    document.querySelector("form.wi-inputs")?.querySelector<HTMLElement>("input, select")?.focus(); // the button is gone with the changes
    actions.revert();
  });
  let shownFor: {start: Row; row: Row} | null = null;
  return {
    element: el("p", {class: "wi-story"}, from, " ", edits, " ", revert),
    show({
      history: {
        present: {row, start}
      }
    }) {
      if (shownFor?.start === start && shownFor.row === row) return;
      if (shownFor?.start !== start) setText(from, describeStart(book, start));
      shownFor = {start, row};
      const text = describeEdits(book, start, row);
      setText(edits, text ?? "Nothing is changed.");
      setHidden(revert, text === null);
    }
  };
}
