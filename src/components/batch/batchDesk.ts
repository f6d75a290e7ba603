import type {ModelShelf} from "../shared/modelShelf.js";
import type {BatchBook} from "./batchState.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {Control} from "../ui/controls.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {contactLine} from "../shared/contactLine.js";
import {rateControl} from "../shared/rateControl.js";
import {repairNotice} from "../ui/notice.js";
import {politeRegion} from "../ui/politeRegion.js";
import {intakePanel} from "./intakePanel.js";
import {createScoring} from "./scoring.js";
import {createStage} from "./stage.js";
import {batchState, readBatchStrangers} from "./batchState.js";
import {otherSpellings, sayRange} from "../../lib/rows/cell.js";
import {countOf, dateCounted} from "../../lib/rows/dates.js";
import {isolate, listWords} from "../../lib/format.js";
import {unshiftScore} from "../../lib/model/shiftBaseRate.js";
import {describeValue} from "../../lib/whatif/values.js";
import {dataTable} from "../ui/dataTable.js";
import {selectControl} from "../ui/controls.js";
import {findNamed} from "../../lib/named.js";

/** The desk: a file comes in, is scored and compared. The book's line and the model stand in the address; of the file nothing does. */
export function batchDesk(shared: BatchBook, shelf: ModelShelf): HTMLElement {
  const {book} = shared;
  const asked = address.search; // as it came, before it is mended
  const [state, line] = [batchState(book), contactLine()];
  const voice = politeRegion();
  voice.say(""); // the first words of a region are not spoken
  const stage = createStage(neededColumns(shared), () => {
    scoring.forget();
    intake.focus();
  });
  const scoring = createScoring({
    shared,
    shelf,
    stage,
    model: () => state.value._model,
    rate: () => line.rate,
    line: () => {
      const {threshold} = line.moved;
      return Number.isFinite(threshold) ? {value: threshold, isDrawn: true} : {value: line.rate?.to ?? book.baseRate, isDrawn: false};
    },
    search: () => line.carry(state.search()),
    onLine: (threshold) => line.draw(line.rate ? unshiftScore(threshold, line.rate) : threshold),
    say: voice.say
  });
  const model = modelSelect(book, state.value._model, (name) => {
    state.set({_model: name});
    scoring.repeat();
  });
  const intake = intakePanel(book, [model.element, rateControl()], scoring.take);
  const told = el("div");
  const tell = (search: string): void =>
    told.replaceChildren(
      ...[repairNotice([...line.notices, ...state.notices, ...readBatchStrangers(search, book)])].filter((d) => d !== null)
    );
  let {rate} = line;
  line.follow(() => {
    scoring.showLine();
    if (line.rate?.to !== rate?.to) scoring.repeat();
    ({rate} = line);
  });
  state.onChange(({_model}) => {
    tell(address.search);
    if (model.value === _model) return;
    model.set(_model);
    scoring.repeat();
  });
  tell(asked);
  return el("div", {class: "bt"}, told, intake.element, stage.element, voice.element);
}

interface Needed {
  name: string;
  title: string;
  values: string;
  typical: string;
}

/** What a file must hold, before there is one. */
function neededColumns({book, ranges}: BatchBook): HTMLElement {
  const rows = book.inputs.map(({name, title, kind, levels, other, missing, unit, asOf, ahead, blank, spelled}): Needed => {
    const {min = -Infinity, max = Infinity} = findNamed(ranges, name) ?? {};
    const typical = findNamed(book.typical, name);
    const days = countOf({asOf, ahead});
    if (days !== undefined && typeof typical === "number") return {name, title, values: "a date", typical: dateCounted(days, typical)};
    return {
      name,
      title,
      values:
        kind === "category"
          ? sayCells({levels, other, missing, blank, spelled})
          : `${sayRange(min, max, kind === "integer")}${unit ? `, ${unit}` : ""}`,
      typical: describeValue({levels, other, unit: null}, typical)
    };
  });
  return el(
    "section",
    {class: "bt-needed"},
    el("h2", {}, "What a file must hold"),
    el(
      "p",
      {class: "wi-note"},
      "One row each, one column per input, in any order; further columns are kept. An empty cell is a missing value" +
        `${book.inputs.some(({blank}) => blank !== undefined) ? " where the table does not say what it is" : ""}, ` +
        "and the model reads it as it did in training."
    ),
    dataTable<Needed>({
      caption: "Columns that the models read",
      hideCaption: true,
      sortable: false,
      rows,
      columns: [
        {key: "name", title: "Column", format: (name) => el("code", {}, name)},
        {key: "title", title: "What it is"},
        {key: "values", title: "What can be"},
        {key: "typical", title: "Typical", align: "right"}
      ]
    })
  );
}

/** What cells of a category may hold. */
function sayCells({
  levels,
  other,
  missing,
  blank,
  spelled
}: Pick<PredictBook["inputs"][number], "levels" | "other" | "missing" | "blank" | "spelled">): string {
  const others = otherSpellings({spelled}).map(([text]) => text);
  const named = [...levels.filter((level) => level !== other?.level), ...others].map(isolate);
  const cells = listWords([...named, ...(other ? ["any other text"] : []), ...(missing ? ["empty"] : [])], "or");
  return blank === undefined ? cells : `${cells}; empty is ${isolate(blank)}`;
}

const roles = {champion: "Champion", challenger: "Challenger"} as const;

/** The model that scores: the Champion unless the reader chooses another. */
function modelSelect({models}: PredictBook, value: string, onChange: (name: string) => void): Control<string> {
  const choices = models.map(({name, title, alias}) => ({value: name, label: alias ? `${roles[alias]}: ${title}` : title}));
  return selectControl({label: "Model", choices, value, onChange});
}
