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
