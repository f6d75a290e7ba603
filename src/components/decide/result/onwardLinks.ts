import {el} from "../../ui/dom.js";
import type {DecidePart} from "./resultBox.js";

/** The same line on the other pages. */
export function onwardLinks(): DecidePart {
  const [predict, models] = [el("a", {}, "See one user against this line"), el("a", {}, "See the models at this line")];
  return {
    element: el("p", {class: "dc-onward no-print"}, predict, " · ", models),
    show({point}) {
      const line = Number(point.threshold.toPrecision(6));
      predict.href = `./predict?threshold=${line}`;
      models.href = `./models?threshold=${line}`;
    }
  };
}
