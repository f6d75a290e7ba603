import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";
import {onwardSearch} from "../state/address.js";

/** The same line on the other pages, with everything else that the address holds. @param search the page's own, as it is now */
export function onwardLinks(search: () => string): DecidePart {
  const [predict, models, batch, none] = [el("a"), el("a"), el("a"), el("span")];
  return {
    element: el("p", {class: "dc-onward no-print"}, predict, " · ", models, " · ", batch, none),
    show({point}) {
      const line = point.threshold < 1 ? point.threshold : null; // with nobody to contact there is no line
      const query = onwardSearch(search(), line);
      predict.textContent = line === null ? "See one user" : "See one user against this line";
      models.textContent = line === null ? "See the models" : "See the models at this line";
      batch.textContent = line === null ? "Score a file of your own" : "Score a file of your own with this line";
      none.textContent = line === null ? " · Nobody is picked, so no line goes along." : "";
      predict.href = `./predict${query}`;
      models.href = `./models${query}`;
      batch.href = `./batch${query}`;
    }
  };
}
