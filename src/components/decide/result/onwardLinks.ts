import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";
import {onwardSearch} from "../state/address.js";

/** The same line on the other pages, with everything else that the address holds. @param search the page's own, as it is now */
export function onwardLinks(search: () => string): DecidePart {
  const [predict, models, batch] = ["See one user against this line", "See the models at this line", "Score a file of your own with this line"].map((words) => el("a", {}, words));
  return {
    element: el("p", {class: "dc-onward no-print"}, predict, " · ", models, " · ", batch),
    show({point, isNothing}) {
      const query = onwardSearch(search(), isNothing ? null : point.threshold);
      predict.href = `./predict${query}`;
      models.href = `./models${query}`;
      batch.href = `./batch${query}`;
    }
  };
}
