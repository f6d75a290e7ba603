import {el} from "./dom.js";

const QUIET_MS = 500;

/** A line that only screen readers get. */
export interface PoliteRegion {
  element: HTMLElement;
  /** speaks when it has been quiet for half a second, and only what is new; the first words are taken as read */
  say: (text: string) => void;
}

/** One polite voice for a whole page, so that a slider on its way does not speak at every step. */
export function politeRegion(): PoliteRegion {
  const element = el("p", {class: "visually-hidden", role: "status", "aria-live": "polite"});
  let spoken: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    say(text) {
      clearTimeout(timer);
      spoken ??= text;
      timer = setTimeout(() => {
        if (text === spoken) return;
        spoken = text;
        element.textContent = text;
      }, QUIET_MS);
    }
  };
}
