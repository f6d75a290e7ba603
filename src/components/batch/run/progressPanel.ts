import {el} from "../../ui/dom.js";

const SPOKEN_MS = 1500;

export interface ProgressPanel {
  element: HTMLElement;
  /** @param share done, in [0, 1] */
  show(words: string, share: number): void;
}

/** How far the work is, seen at once and spoken now and then, and a way to stop it. */
export function progressPanel(name: string, onCancel: () => void): ProgressPanel {
  const bar = el("progress", {max: 1, value: 0, "aria-label": `Work on ${name}`});
  const seen = el("p", {class: "bt-progress-words"});
  const spoken = el("p", {class: "visually-hidden", role: "status"});
  const cancel = el("button", {type: "button", "data-testid": "cancel"}, "Cancel");
  let lastSpoken = performance.now();
  cancel.addEventListener("click", onCancel);
  return {
    element: el("div", {class: "bt-progress", "data-testid": "progress"}, seen, bar, cancel, spoken),
    show(words, share) {
      seen.textContent = words;
      bar.value = share;
      if (performance.now() - lastSpoken < SPOKEN_MS) return;
      lastSpoken = performance.now();
      spoken.textContent = words;
    }
  };
}
