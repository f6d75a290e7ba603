import type {ModelShelf} from "../predict/state/modelShelf.js";
import {el} from "../ui/dom.js";
import {repairNotice} from "../ui/notice.js";
import {politeRegion} from "../ui/politeRegion.js";
import type {BatchBook} from "./batch.js";
import {intakePanel} from "./intake/intakePanel.js";
import {modelSelect} from "./intake/modelSelect.js";
import {neededColumns} from "./intake/neededColumns.js";
import {createScoring} from "./scoring.js";
import {createStage} from "./stage.js";
import {batchState, readBatchStrangers} from "./state/batchState.js";

/** The desk: a file comes in, is scored and compared. Line and model stand in the address; of the file nothing does. */
export function batchDesk(shared: BatchBook, shelf: ModelShelf): HTMLElement {
  const {book} = shared;
  const asked = location.search; // as it came, before it is mended
  const state = batchState(book);
  const voice = politeRegion();
  voice.say(""); // the first words of a region are not spoken
  const stage = createStage(neededColumns(shared), () => {
    scoring.forget();
    intake.focus();
  });
  const scoring = createScoring({
    shared, shelf, stage,
    model: () => state.value._model,
    line: () => ({value: state.value.threshold || book.baseRate, isChosen: state.value.threshold > 0}),
    search: () => new URL(state.href()).search,
    onLine(threshold) {
      state.set({threshold});
      scoring.showLine();
    },
    say: voice.say
  });
  const model = modelSelect(book, state.value._model, (name) => {
    state.set({_model: name});
    scoring.repeat();
  });
  const intake = intakePanel(book, model.element, scoring.take);
  const told = el("div");
  const tell = (search: string): void => told.replaceChildren(...[repairNotice([...state.notices, ...readBatchStrangers(search, book)])].filter((d) => d !== null));
  state.onChange(({_model}) => {
    tell(location.search);
    scoring.showLine();
    if (model.value === _model) return;
    model.set(_model);
    scoring.repeat();
  });
  tell(asked);
  return el("div", {class: "bt"}, told, intake.element, stage.element, voice.element);
}
