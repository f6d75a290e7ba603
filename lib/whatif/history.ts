/** Where one has been: a line of settings with a place on it. Undo and redo walk; a new setting cuts what lay ahead. */
export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
}

/** How many settings back one can go. */
const DEPTH = 100;

/** A history that begins here. */
export function startHistory<T>(present: T): History<T> {
  return {past: [], present, future: []};
}

/**
 * Goes to a new setting.
 *
 * @param options.merge true: it replaces the present one, as the next moment of the same movement
 */
export function goTo<T>(history: History<T>, next: T, {merge = false}: {merge?: boolean} = {}): History<T> {
  if (merge) return {past: history.past, present: next, future: []};
  return {past: [...history.past, history.present].slice(-DEPTH), present: next, future: []};
}

/** One setting back; the same history if there is none. */
export function undo<T>({past, present, future}: History<T>): History<T> {
  if (past.length === 0) return {past, present, future};
  return {past: past.slice(0, -1), present: past[past.length - 1], future: [present, ...future]};
}

/** One setting forward; the same history if there is none. */
export function redo<T>({past, present, future}: History<T>): History<T> {
  if (future.length === 0) return {past, present, future};
  return {past: [...past, present], present: future[0], future: future.slice(1)};
}
