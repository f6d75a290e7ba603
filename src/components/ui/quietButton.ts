import {el} from "./dom.js";

export interface QuietButtonOptions {
  /** its name where the text alone does not say which of many it is */
  label?: string;
  /** classes beside "quiet" */
  kind?: string;
}

/** A button that looks like a word. */
export function quietButton(text: string, onClick: () => void, {label, kind}: QuietButtonOptions = {}): HTMLButtonElement {
  const button = el("button", {type: "button", class: kind ? `quiet ${kind}` : "quiet", "aria-label": label}, text);
  button.addEventListener("click", onClick);
  return button;
}
