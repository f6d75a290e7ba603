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

/** One value that changes, and those who follow it. Everyone is told at once, in the order in which they asked. */
export interface Store<T> {
  readonly state: T;
  set(change: Partial<T>): void;
  follow(listener: (state: T) => void): void;
}

/** A store that begins with `state`. */
export function createStore<T extends object>(state: T): Store<T> {
  let current = state;
  const listeners: ((state: T) => void)[] = [];
  return {
    get state() {
      return current;
    },
    set(change) {
      current = {...current, ...change};
      for (const listener of listeners) listener(current);
    },
    follow(listener) {
      listeners.push(listener);
    }
  };
}
