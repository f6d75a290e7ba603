import type {EdaBook, VariableSummary} from "../../lib/book/eda.js";
import {formatCount, formatShare, formatValue} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {el} from "../ui/dom.js";
import {variableChooser} from "./chooser.js";
import {binName, claimOfDistribution, claimOfRates, withUnit} from "./claims.js";
import {distributionChart, tailStart} from "./distributionChart.js";
import type {EdaState} from "./edaState.js";
import {ratesChart} from "./ratesChart.js";
import {variableFacts} from "./variableFacts.js";

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
      distributionFigure(variable),
      variableFacts(variable));
  });
  return el("div", {class: "explorer"}, variableChooser(eda, state), panel);
}

function ratesFigure(variable: VariableSummary, {baseRate, top}: {baseRate: number; top: number}): HTMLElement {
  const height = (width: number): number => (width < 520 ? 320 : 340);
  return chartFigure({
    title: claimOfRates(variable, baseRate),
    subtitle: `Churn rate by ${variable.kind === "category" ? "level" : "bands of about equal count"}, with 95% intervals; ${formatCount(variable.n)} labelled users`,
    describe: variable.rates.map((bin) => `${binName(bin, variable)}: ${formatShare(bin.rate)}`).join("; "),
    fileName: `churn-by-${variable.input}`,
    height,
    chart: (width) => ratesChart(variable, {baseRate, top, width, height: height(width)}),
    table: {
      columns: [
        {key: "label", title: variable.title, unit: variable.unit ?? undefined, sortable: false},
        {key: "n", title: "Users", format: formatCount},
        {key: "churned", title: "Churned", format: formatCount},
        {key: "rate", title: "Rate", format: (value, {low, high}) => `${formatShare(value)} (${formatShare(low)} to ${formatShare(high)})`}
      ],
      rows: variable.rates
    }
  });
}

function distributionFigure(variable: VariableSummary): HTMLElement {
  const tail = variable.kind === "category" ? null : tailStart(variable.histogram);
  return chartFigure({
    title: claimOfDistribution(variable),
    subtitle: "Share of each class’s users",
    describe: claimOfDistribution(variable),
    note: tail === null ? undefined : `The last bar holds everyone from ${withUnit(tail, variable)} up.`,
    fileName: `distribution-of-${variable.input}`,
    height: 280,
    chart: (width) => distributionChart(variable, width, 280),
    table: {
      columns: [
        {key: "low", title: variable.title, sortable: false, align: "left", format: (value, bin) => (variable.kind === "category" ? bin.label : `${formatValue(value)} to ${formatValue(bin.high)}`)},
        {key: "churned", title: "Churned", format: formatCount},
        {key: "retained", title: "Retained", format: formatCount}
      ],
      rows: variable.histogram,
      at: variable.kind === "category" ? {fx: (d) => d.label} : {x: (d) => (d.low + d.high) / 2}
    }
  });
}
