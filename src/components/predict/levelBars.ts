import type {PredictInput} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {SensitivityCurve} from "../../lib/whatif/sensitivity.js";
import type {ResponseView} from "./responsePicture.js";
import {formatTogether} from "../../lib/format.js";
import {findNamed} from "../../lib/named.js";
import {levelsShown} from "../../lib/whatif/sensitivity.js";
import {describeValue} from "../../lib/whatif/values.js";
import {el, setHidden, setText} from "../ui/dom.js";

/** Levels that have a bar each; of more, the lowest and the highest scores, and the present one. */
const MOST_BARS = 6;

export interface LevelBars {
  element: HTMLElement;
  show(curve: SensitivityCurve | null, view: ResponseView): void;
}

/**
 * How the score answers a category: a short bar per level, the present one marked. A picture of what the control's
 * description says; a click on a bar chooses its level, as the control does.
 */
export function levelBars(input: PredictInput, onPick: (value: Row[string]) => void): LevelBars {
  const rows: ReturnType<typeof levelBar>[] = [];
  const list = el("div", {class: "wi-levels", "aria-hidden": "true"});
  const left = el("p", {class: "wi-levels-left"});
  return {
    element: el("div", {class: "wi-level-box"}, list, left),
    show(curve, {top, row, baseRate}) {
      const present = findNamed(row, input.name) ?? null;
      const places = curve ? levelsShown(curve, present, MOST_BARS) : [];
      while (rows.length < places.length) {
        const made = levelBar(onPick);
        rows.push(made);
        list.append(made.element);
      }
      list.style.setProperty("--base", String(Math.min(1, baseRate / top)));
      const texts = curve ? formatTogether(places.map((i) => curve.p[i])) : [];
      rows.forEach((bar, k) => {
        setHidden(bar.element, k >= places.length);
        if (!curve || k >= places.length) return;
        const value = curve.x[places[k]];
        bar.show(value, {word: describeValue(input, value), said: texts[k], share: curve.p[places[k]] / top, isPresent: value === present});
      });
      const nLeft = (curve?.p.length ?? 0) - places.length;
      setText(left, nLeft > 0 ? `The lowest, the highest and the chosen one of ${curve?.p.length ?? 0}.` : "");
    }
  };
}

interface ShownLevel {
  word: string;
  said: string;
  /** of the common top */
  share: number;
  isPresent: boolean;
}

function levelBar(onPick: (value: Row[string]) => void): {element: HTMLElement; show(value: Row[string], level: ShownLevel): void} {
  const [name, bar, said] = [el("span", {class: "wi-level-name"}), el("span", {class: "wi-level-bar"}), el("span")];
  const element = el("div", {class: "wi-level"}, name, el("span", {class: "wi-level-track"}, bar), said);
  let shown: Row[string] = null;
  element.addEventListener("click", () => onPick(shown));
  return {
    element,
    show(value, {word, said: text, share, isPresent}) {
      shown = value;
      setText(name, word);
      setText(said, text);
      bar.style.setProperty("--size", Math.min(1, share).toFixed(4));
      element.classList.toggle("is-present", isPresent);
    }
  };
}
