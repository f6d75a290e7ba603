import type {Comparison, Spread} from "./measure.js";

/** What a result must keep to. */
export interface Bar {
  text: string;
  holds(measured: number): boolean;
}

export const atLeast = (bound: number): Bar => ({text: `at least ${bound}`, holds: (x) => x >= bound});
export const atMost = (bound: number): Bar => ({text: `at most ${bound}`, holds: (x) => x <= bound});

/** One line of the results. */
export interface Line {
  measure: string;
  /** the number that the bar is about */
  value: number;
  shown: string;
  detail: string;
  bar: Bar | null;
}

/** A ratio of times, with its spread and what stood on both sides. */
export function ratioLine(measure: string, {ours, peer, ratio, cpuRatio}: Comparison, bar: Bar | null): Line {
  return {
    measure,
    value: ratio.median,
    shown: `${round(ratio.median)} (${round(ratio.least)} to ${round(ratio.most)})`,
    detail: `ours ${round(ours.median)} ms, theirs ${round(peer.median)} ms; by processor time ${showSpread(cpuRatio)}`,
    bar
  };
}

export function numberLine(measure: string, value: number, {detail = "", bar = null}: {detail?: string; bar?: Bar | null} = {}): Line {
  return {measure, value, shown: round(value), detail, bar};
}

export function renderTable(lines: readonly Line[]): string {
  const rows = lines.map(({measure, value, shown, bar, detail}) => {
    const verdict = !bar ? "" : bar.holds(value) ? "met" : "**missed**";
    return `| ${[measure, shown, bar?.text ?? "", verdict, detail].join(" | ")} |`;
  });
  return ["| measure | result | bar | | detail |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}

/** Three significant digits, or whole above a thousand. */
export function round(x: number): string {
  return Math.abs(x) >= 1000 ? String(Math.round(x)) : Number(x.toPrecision(3)).toString();
}

function showSpread({median, least, most}: Spread): string {
  return `${round(median)} (${round(least)} to ${round(most)})`;
}
