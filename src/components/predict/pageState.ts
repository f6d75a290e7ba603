import type {Row} from "../../lib/dataset/table.js";
import type {ReferenceChoice, Session} from "../../lib/whatif/session.js";
import type {UserQuery} from "../../lib/whatif/findUsers.js";
import type {ReaderLimits} from "../../lib/whatif/limits.js";
import type {Move} from "../../lib/whatif/setInput.js";
import type {History} from "../../lib/whatif/history.js";

/** The inputs as they stand. */
export interface Setting {
  row: Row;
  /** inputs that the reader set; they follow no other */
  own: ReadonlySet<string>;
  /** the user or setting that the reader started from: what differs from it was changed since */
  start: Row;
}

/** How many reasons are drawn: the largest and the rest in one, all of them, or all in the unit in which they add up. */
export const barChoices = ["largest", "all", "expert"] as const;

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
  /** the book's contact line, a probability; null: it is to contact nobody */
  threshold: number | null;
  /** scenarios kept for comparison, oldest first */
  pinned: readonly Row[];
  /** where the search for a nearest change may go, where that differs from the usual */
  limits: ReaderLimits;
  /** the users that are looked for; null: the list is closed */
  query: UserQuery | null;
}

/** A setting to start from: nothing is changed yet. */
export function settingAt(row: Row): Setting {
  return {row, own: new Set(), start: row};
}

/** The present inputs. */
export function presentRow(state: PageState): Row {
  return state.history.present.row;
}
