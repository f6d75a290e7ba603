import type {PredictBook} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Store} from "../ui/store.js";
import type {PageState} from "./pageState.js";
import {goTo, redo, undo} from "../../lib/whatif/history.js";
import {setInput} from "../../lib/whatif/setInput.js";
import {settingAt} from "./pageState.js";
import {getNamed} from "../../lib/named.js";

/** What a reader can do to the inputs. */
export interface Actions {
  /** @param isMoving true while a slider is on its way */
  setInput(name: string, value: Row[string], isMoving: boolean): void;
  /** a slider came to rest */
  settle(): void;
  /** back to the value that was started from, and with it those that had followed; the input may follow others again, and gives way to those that were set */
  resetInput(name: string): void;
  /** starts from another user or setting; what the row does not know is typical */
  setRow(row: Row): void;
  /** every input at once, as changes of what was started from */
  changeRow(row: Row): void;
  /** back to what was started from */
  revert(): void;
  /** typical inputs, compared with the average, in the usual bars; kept settings and the model stay */
  resetAll(): void;
  undo(): void;
  redo(): void;
}

/** Binds the actions to a store. One movement of one slider is one step of the history. */
export function createActions(store: Store<PageState>, book: PredictBook): Actions {
  let moving: {name: string; anchor: Row} | null = null;
  const jump = (history: PageState["history"]): void => {
    moving = null;
    store.set({history, moves: [], isMoving: false});
  };
  const wholeRow = (row: Row): Row =>
    Object.fromEntries(book.inputs.map(({name}) => [name, getNamed(Object.hasOwn(row, name) ? row : book.typical, name)]));
  return {
    setInput(name, value, isMoving) {
      const {history, isTogether} = store.state;
      const {row, own, start} = history.present;
      const isSame = moving?.name === name;
      const anchor = isSame && moving ? moving.anchor : row;
      const change = setInput(book, row, {name, value}, {own, together: isTogether, anchor});
      const next = {row: change.row, own: new Set(own).add(name), start};
      store.set({history: goTo(history, next, {merge: isSame}), moves: change.moves, isMoving});
      moving = isMoving || isSame ? {name, anchor} : null;
    },
    settle() {
      moving = null;
      if (store.state.isMoving) store.set({isMoving: false});
    },
    resetInput(name) {
      const {history} = store.state;
      const {isTogether} = store.state;
      const {start, row} = history.present;
      const own = new Set(history.present.own);
      own.delete(name);
      const change = setInput(book, row, {name, value: getNamed(start, name)}, {own, together: isTogether, anchor: start, yields: true});
      store.set({history: goTo(history, {row: change.row, own, start}), moves: change.moves, isMoving: false});
    },
    setRow: (row) => jump(goTo(store.state.history, settingAt(wholeRow(row)))),
    changeRow: (row) => jump(goTo(store.state.history, {...store.state.history.present, row: wholeRow(row)})),
    revert: () => jump(goTo(store.state.history, settingAt(store.state.history.present.start))),
    resetAll() {
      moving = null;
      const history = goTo(store.state.history, settingAt(book.typical));
      store.set({history, moves: [], isMoving: false, reference: "average", isGrouped: true, bars: "largest", isTogether: true});
    },
    undo: () => jump(undo(store.state.history)),
    redo: () => jump(redo(store.state.history))
  };
}
