import type {Row} from "../../../lib/table/table.js";

/** One input on the page. */
export interface Field {
  name: string;
  element: HTMLElement;
  /** brings it to a value without telling anybody; its way back leads to `start` */
  show(value: Row[string], start: Row[string]): void;
  /** why the input was moved along; null: it was not */
  explain(reason: string | null): void;
  /** whether the chosen model reads this input */
  mark(isRead: boolean): void;
  /** back to the usual range */
  narrow(): void;
}

/** What a field may tell: its reader's doings. */
export interface FieldEvents {
  onInput(name: string, value: number | string, isMoving: boolean): void;
  onSettle(): void;
  onReset(name: string): void;
}
