import type {Rate} from "../../lib/book/common.js";
import {formatShare} from "../../lib/format.js";
import type {Child} from "../ui/dom.js";
import {el} from "../ui/dom.js";
import {intervalStrip} from "../ui/statCard.js";

/** The end of a scale from 0 that holds the base rate and every interval of ten users or more, in tenths. */
export function churnScaleEnd(rates: readonly (Rate | null)[], baseRate: number): number {
  const highs = rates.map((rate) => (rate && rate.n >= 10 ? rate.high : 0));
  return Math.min(1, Math.ceil(Math.max(baseRate, ...highs) * 10) / 10);
}

/** A column of churn rates: the number, its interval, and both on a scale with the base rate's mark. */
export function churnColumn(baseRate: number, end: number) {
  return {
    key: "churn" as const,
    title: "Churned",
    unit: `0 to ${formatShare(end, 0)}, ┃ everyone`,
    align: "left" as const,
    sortValue: (churn: Rate | null) => churn?.rate ?? null,
    format: (churn: Rate | null): Child => {
      if (!churn) return "–";
      const {rate, low, high} = churn;
      return el("span", {class: "churn-cell"},
        el("strong", {}, formatShare(rate, 0)), ` (${formatShare(low, 0)} to ${formatShare(high, 0)})`,
        intervalStrip({interval: {estimate: rate, low, high}, domain: [0, end], reference: baseRate, color: "var(--churned)"}));
    }
  };
}
