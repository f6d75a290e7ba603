import {el} from "../../ui/dom.js";

/** Takes one input back to its typical value; it keeps its place while there is nothing to take back. */
export function resetButton(title: string, onClick: () => void): HTMLButtonElement {
  const label = `${title}: back to the typical value`;
  const button = el("button", {type: "button", class: "wi-reset is-idle", "aria-label": label, title: label}, "↺");
  button.addEventListener("click", onClick);
  return button;
}
