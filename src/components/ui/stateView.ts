/** An element that a page's `view(...)` reads: `value`, and an `input` event of its own. */
export type StateView<E extends HTMLElement, T> = E & {readonly value: T};

/**
 * Gives an element a value and silences the native `input` events of the controls inside it, so that `view(...)` hears only
 * what {@link announce} sends, after the state has changed.
 */
export function stateView<E extends HTMLElement, T>(element: E, read: () => T): StateView<E, T> {
  element.addEventListener("input", (event) => {
    if (event.target !== element) event.stopImmediatePropagation();
  });
  return Object.defineProperty(element, "value", {get: read}) as StateView<E, T>;
}

/** Tells whoever listens that the element's value changed. */
export function announce(element: HTMLElement): void {
  element.dispatchEvent(new Event("input", {bubbles: true}));
}
