/**
 * Says when a page has settled: `html[data-ready=true]` once no cell is loading and no visible chart waits to be drawn.
 * A cell that fails, or code that cannot be loaded, sets `data-error` to its message as well. Tests, printing and other
 * programs wait for it. Cells that run again later leave it as it is.
 */
const quietMs = 60;
const root = document.documentElement;
let timer: ReturnType<typeof setTimeout> | undefined;

function isVisible(node: Element): boolean {
  return node.getClientRects().length > 0 && node.checkVisibility(); // what is folded away has boxes in some browsers
}

function isSettled(): boolean {
  if (document.readyState === "loading" || document.querySelector("observablehq-loading")) return false;
  return ![...document.querySelectorAll("[data-pending]")].some(isVisible);
}

function look(): void {
  const failed = document.querySelector(".observablehq--error");
  if (failed) fail(failed.textContent ?? "A cell failed.");
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (isSettled()) settle();
  }, quietMs);
}

function settle(): void {
  root.dataset.ready = "true";
}

function fail(message: string): void {
  root.dataset.error ??= message.slice(0, 300);
  settle();
}

new MutationObserver(look).observe(document, {childList: true, subtree: true, attributes: true, attributeFilter: ["data-pending"]});
document.addEventListener("readystatechange", look);
addEventListener("unhandledrejection", (event) => fail(String(event.reason)));
addEventListener(
  "error",
  ({message, target}) => {
    // capture: a script that cannot be loaded tells only itself, and has no message
    if (target instanceof HTMLScriptElement) fail(`Cannot load ${target.src || "the page's code"}.`);
    else if (message) fail(message);
  },
  true
);
look();
