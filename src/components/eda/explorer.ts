import type {EdaBook, VariableSummary} from "../../lib/book/eda.js";
import type {EdaState} from "./edaState.js";
import {capitalised, formatCount, formatShare, formatFixed, sayShare} from "../../lib/format.js";
import {isUntold} from "../../lib/statistics/contrast.js";
import {saysUnit} from "../../lib/whatif/values.js";
import {chartFigure} from "../ui/chartFigure.js";
import {el} from "../ui/dom.js";
import {binName, claimOfDistribution, claimOfRates, sayParts, sayRounding, withUnit, variableFacts} from "./claims.js";
import {distributionChart, distributionHeight, tailStart, ratesChart} from "./distributionChart.js";
import {levelsChart, levelsHeight, levelsToDraw, MOST_COLUMNS} from "./levelsChart.js";
import {selectControl} from "../ui/controls.js";
import {rowUnit} from "../ui/rowUnit.js";
import {shortList} from "../ui/shortList.js";

/** Variables of a long ranking that are listed before anybody looks for more. */
const MOST_LISTED = 12;

export interface ExplorerOptions {
  state: EdaState;
  baseRate: number;
}

/** One variable at a time, chosen from the ranking beside it: churn rate, distribution, quartiles, test. */
export function explorer(eda: EdaBook, {state, baseRate}: ExplorerOptions): HTMLElement {
  const panel = el("div", {class: "explorer-panel"});
  const top = Math.ceil(Math.max(...eda.variables.flatMap(({rates}) => rates.map(({high}) => high))) * 20) / 20;
  state.watch(({variable: name}) => {
    const variable = eda.variables.find(({input}) => input === name) ?? eda.variables[0];
    panel.replaceChildren(
      el("h3", {}, variable.title),
      ratesFigure(variable, {baseRate, top}),
      ...(hasRows(variable) ? [] : [distributionFigure(variable)]), // shares of many levels are all small
      variableFacts(variable)
    );
  });
  return el("div", {class: "explorer"}, variableChooser(eda, state), panel);
}

/** Whether levels are drawn as rows, because they are many. */
function hasRows({kind, rates}: VariableSummary): boolean {
  return kind === "category" && rates.length > MOST_COLUMNS;
}

function ratesFigure(variable: VariableSummary, {baseRate, top}: {baseRate: number; top: number}): HTMLElement {
  const isLong = hasRows(variable);
  const height = (width: number): number => (isLong ? levelsHeight(variable.rates) : width < 520 ? 320 : 340);
  const drawn = levelsToDraw(variable.rates).length;
  return chartFigure({
    title: claimOfRates(variable, baseRate),
    subtitle: `Churn rate by ${sayParts(variable)}, with 95% intervals; ${formatCount(variable.n)} labelled ${rowUnit.many}`,
    note:
      isLong && drawn < variable.rates.length
        ? `The ${drawn} levels of most ${rowUnit.many}, of ${formatCount(variable.rates.length)}; the numbers have all.`
        : sayRounding(variable),
    describe: variable.rates.map((bin) => `${binName(bin, variable)}: ${formatShare(bin.rate)}`).join("; "),
    fileName: `churn-by-${variable.input}`,
    height,
    chart: (width) =>
      isLong
        ? levelsChart(variable.rates, {baseRate, width, height: height(width)})
        : ratesChart(variable, {baseRate, top, width, height: height(width)}),
    table: {
      columns: [
        {key: "label", title: variable.title, unit: saysUnit(variable) ? undefined : (variable.unit ?? undefined), sortable: false},
        {key: "n", title: capitalised(rowUnit.many), format: formatCount},
        {key: "churned", title: "Churned", format: formatCount},
        {key: "rate", title: "Rate", format: (estimate, {low, high}) => sayShare({estimate, low, high})}
      ],
      rows: variable.rates
    }
  });
}

function distributionFigure(variable: VariableSummary): HTMLElement {
  const tail = variable.kind === "category" ? null : tailStart(variable.histogram);
  return chartFigure({
    title: claimOfDistribution(variable),
    subtitle: `Share of each class’s ${rowUnit.many}`,
    describe: claimOfDistribution(variable),
    note: [tail === null ? "" : `The last bar holds everyone from ${withUnit(tail, variable)} up.`, sayRounding(variable) ?? ""]
      .join(" ")
      .trim(),
    fileName: `distribution-of-${variable.input}`,
    height: (width) => distributionHeight(variable, width),
    chart: (width) => distributionChart(variable, width, distributionHeight(variable, width)),
    table: {
      columns: [
        {
          key: "low",
          title: variable.title,
          sortable: false,
          align: "left",
          format: (_, bin) => bin.label
        },
        {key: "churned", title: "Churned", format: formatCount},
        {key: "retained", title: "Retained", format: formatCount}
      ],
      rows: variable.histogram,
      at: variable.kind === "category" ? {fx: (d) => d.label} : {x: (d) => (d.low + d.high) / 2}
    }
  });
}

/**
 * The variables, best ranking first, with how well each ranks alone: a list of radio buttons where there is room, a
 * select on a phone.
 */
function variableChooser(eda: EdaBook, state: EdaState): HTMLElement {
  const ranked = [...eda.variables].sort((a, b) => b.rocAuc - a.rocAuc);
  const best = ranked[0].rocAuc;
  const items = ranked.map((variable) => ({variable, ...chooserItem(variable, best, () => state.set({variable: variable.input}))}));
  const select = selectControl({
    label: "Variable, best ranking first",
    value: state.value.variable,
    choices: ranked.map((d) => ({value: d.input, label: `${d.title} (${sayRank(d)})`})),
    onChange: (variable) => state.set({variable})
  });
  let chosen = state.value.variable;
  const list = shortList(
    () => items.map(({element, variable: {input, title}}, i) => ({element, text: title, isFirst: i < MOST_LISTED || input === chosen})),
    {many: "variables", firstAre: "that rank best alone"}
  );
  state.watch(({variable}) => {
    items.forEach((item) => {
      item.input.checked = item.variable.input === variable;
    });
    select.set(variable);
    chosen = variable;
    list.update();
  });
  return el(
    "div",
    {class: "chooser"},
    el(
      "fieldset",
      {class: "chooser-list"},
      el("legend", {}, "Variable, by its ROC AUC alone"),
      list.element,
      items.map(({element}) => element),
      el("p", {class: "hint"}, sayCoin(eda))
    ),
    el("div", {class: "chooser-select"}, select.element)
  );
}

/** What 0.50 means, and what was taken from a category's. */
function sayCoin({variables}: EdaBook): string {
  const levels = variables.some(({kind}) => kind === "category") ? " Of a category, what chance gives so many levels is taken off." : "";
  return `0.50 is a coin: such a variable tells churned from retained no better than chance.${levels}`;
}

/** How well it ranks alone, where that is told. */
function sayRank(variable: VariableSummary): string {
  return isUntold(variable) ? "–" : formatFixed(variable.rocAuc, 2);
}

function chooserItem(variable: VariableSummary, best: number, onChoose: () => void): {element: HTMLElement; input: HTMLInputElement} {
  const {title, rocAuc} = variable;
  const input = el("input", {type: "radio", name: "eda-variable", value: variable.input});
  input.addEventListener("change", onChoose);
  const share = (rocAuc - 0.5) / Math.max(best - 0.5, 0.01);
  const bar = el("span", {class: "chooser-bar", style: `--share: ${share.toFixed(3)}`, "aria-hidden": "true"});
  return {
    input,
    element: el("label", {class: "chooser-item"}, input, el("span", {}, title), el("span", {class: "number"}, sayRank(variable)), bar)
  };
}
