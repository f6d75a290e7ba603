import type {Row} from "../../../lib/table/table.js";
import type {ReferenceChoice, Session} from "../../../lib/whatif/answer/session.js";
import type {Move} from "../../../lib/whatif/setting/setInput.js";
import type {History} from "../../../lib/whatif/setting/history.js";

/** The inputs as they stand. */
export interface Setting {
  row: Row;
  /** inputs that the reader set; they follow no other */
  own: ReadonlySet<string>;
}

/** How many reasons are drawn: the three largest and the rest in one, all of them, or all in the unit in which they add up. */
export const barChoices = ["three", "all", "expert"] as const;

/** All that /predict shows follows from this and the book. */
export interface PageState {
  history: History<Setting>;
  /** a slider is on its way: the order of reasons waits until it rests */
  isMoving: boolean;
  /** inputs that the last change moved along, with the rule that did it */
  moves: readonly Move[];
  reference: ReferenceChoice;
  /** inputs that move together share a bar */
  isGrouped: boolean;
  bars: (typeof barChoices)[number];
  /** inputs that move together in the data follow each other */
  isTogether: boolean;
  session: Session;
  /** the chosen contact line, a probability; null: none was chosen */
  threshold: number | null;
  /** scenarios kept for comparison, oldest first */
  pinned: readonly Row[];
}

/** The present inputs. */
export function presentRow(state: PageState): Row {
  return state.history.present.row;
}
