import type {Answer} from "../../lib/whatif/answer/answer.js";
import {describeAnswerAloud} from "../../lib/whatif/words.js";
import {el} from "../ui/dom.js";

const QUIET_MS = 500;

/** Speaks the answer when it has been quiet for half a second, with the change since it last spoke. */
export function liveRegion(): {element: HTMLElement; hear(answer: Answer): void} {
  const element = el("p", {class: "visually-hidden", role: "status", "aria-live": "polite"});
  let spoken: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    hear({probability}) {
      clearTimeout(timer);
      if (spoken === null) spoken = probability; // what is there at first is read with the page
      timer = setTimeout(() => {
        if (probability !== spoken) element.textContent = describeAnswerAloud(probability, spoken);
        spoken = probability;
      }, QUIET_MS);
    }
  };
}
