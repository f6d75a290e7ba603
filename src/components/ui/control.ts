/** A labelled control: the element to show, its value, and a way to set it from outside without calling back. */
export interface Control<T> {
  element: HTMLElement;
  readonly value: T;
  set: (value: T) => void;
}
