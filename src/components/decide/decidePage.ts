import type {ModelsBook} from "../../lib/book/models.js";
import type {ScoresTable} from "../../lib/book/scores.js";
import type {Ranking} from "../../lib/decide/ranking.js";
import {rankUsers} from "../../lib/decide/ranking.js";
import {el} from "../ui/dom.js";
import {repairNotice} from "../ui/notice.js";
import type {UrlState} from "../ui/urlState.js";
import {benefitChart} from "./charts/benefitChart.js";
import {gainsChart} from "./charts/gainsChart.js";
import {profitChart} from "./charts/profitChart.js";
import {tornadoChart} from "./charts/tornadoChart.js";
import {assumptionInputs} from "./controls/assumptionInputs.js";
import {depthControl} from "./controls/depthControl.js";
import type {Decision} from "./decision.js";
import {decide} from "./decision.js";
import type {DecideChoice} from "./decideState.js";
import {decideState} from "./decideState.js";
import {countsTable} from "./result/countsTable.js";
import {exportList} from "./result/exportList.js";
import {onwardLinks} from "./result/onwardLinks.js";
import {resultBox} from "./result/resultBox.js";
import {testPlanner} from "./result/testPlanner.js";

export interface DecidePageOptions {
  models: ModelsBook;
  scores: ScoresTable;
  /** "users" */
  many: string;
}

/** The whole of /decide: one contact line, what it does, what it is worth. Every change is answered everywhere at once. */
export function decidePage({models, scores, many}: DecidePageOptions): HTMLElement {
  const state = decideState([models.champion]);
  const {outOfFold, test, rows} = rankSets(scores, models.champion);
  const first = decide(state.value, outOfFold, test);
  const sha256 = models.finalists.find((d) => d.name === models.champion)?.model.sha256 ?? "";
  const change = (values: Partial<DecideChoice>): void => {
    state.set(values);
    show();
  };
  const parts = {
    result: resultBox(many),
    depth: depthControl({ranking: () => outOfFold, onChange: (threshold) => change({threshold})}),
    counts: countsTable(),
    gains: gainsChart(first),
    benefit: benefitChart(first),
    profit: profitChart(first),
    tornado: tornadoChart(first),
    planner: testPlanner(state.value, many, change),
    list: exportList(first, {sha256, rowNumber: (row) => rows[row] + 1, many}),
    onward: onwardLinks()
  };
  const show = (): void => {
    const decision = decide(state.value, outOfFold, test);
    for (const part of Object.values(parts)) part.show(decision);
  };
  state.onChange(show);
  show();
  return layPage(parts, {state, assumptions: assumptionInputs(state.value, change)});
}

type Parts = Record<"result" | "depth" | "counts" | "gains" | "benefit" | "profit" | "tornado" | "planner" | "list" | "onward", {element: HTMLElement; show(decision: Decision): void}>;

function layPage(parts: Parts, {state, assumptions}: {state: UrlState<DecideChoice>; assumptions: HTMLElement}): HTMLElement {
  return el("div", {class: "dc"}, repairNotice(state.notices), parts.result.element, parts.depth.element,
    el("h2", {}, "Whom the line picks"), el("div", {class: "dc-two"}, parts.counts.element, parts.gains.element),
    el("h2", {}, "What it is worth"),
    el("div", {class: "dc-money"}, assumptions, el("div", {}, parts.profit.element, parts.tornado.element)),
    el("h2", {}, "Is the model of use to you at all?"), parts.benefit.element,
    el("h2", {}, "Risk is not persuadability"),
    el("p", {class: "dc-bold"}, "The users at the highest risk are not the ones whom an offer keeps best, and a campaign can drive away some who would have stayed (Ascarza, 2018). This data holds no campaign, so nothing here says what contact does: test it with a hold-out, chosen by lot."),
    parts.planner.element,
    el("h2", {}, "Take it with you"), parts.list.element, parts.onward.element);
}

function rankSets({set, y, scores}: ScoresTable, name: string): {outOfFold: Ranking; test: Ranking; rows: Uint32Array} {
  const rowsOf = (wanted: number): Uint32Array => Uint32Array.from(set.keys()).filter((i) => set[i] === wanted);
  const rank = (rows: Uint32Array): Ranking => rankUsers(Array.from(rows, (i) => y[i]), Array.from(rows, (i) => scores[name][i]));
  const [train, held] = [rowsOf(0), rowsOf(1)];
  return {outOfFold: rank(train), test: rank(held), rows: train};
}
