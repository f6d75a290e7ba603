import type {ParamRange, ParamValue} from "../../lib/book/common.js";
import {ticks} from "d3-array";
import {formatValue} from "../../lib/format.js";
import {describeValue} from "../../lib/model/describeParams.js";

/** An axis of parallel coordinates: where a value lies in [0, 1], and what to write along it. */
export interface ParallelAxis {
  key: string;
  title: string;
  scale: "linear" | "log" | "choice";
  /** null for a value that is not on the axis */
  place: (value: ParamValue | undefined) => number | null;
  ticks: {at: number; label: string}[];
}

export interface AxisSource {
  key: string;
  title: string;
  /** null for the metric, which has no range of its own */
  range: ParamRange | null;
  /** the values that occur */
  values: readonly ParamValue[];
  /** writes a number along the axis */
  format?: (value: number) => string;
}

/** How close two tick labels may come, as a share of the axis. */
const NEAR = 0.12;

/**
 * The axis of one hyper-parameter: logarithmic where the search drew it so, wide enough for every value that occurs; choices,
 * words and booleans stand in equal steps.
 */
export function createAxis(source: AxisSource): ParallelAxis {
  const {range, values} = source;
  const choices = range !== null && "choices" in range;
  if (choices || values.some((d) => typeof d !== "number")) return choiceAxis(source);
  return numberAxis(source);
}

function numberAxis({key, title, range, values, format = formatValue}: AxisSource): ParallelAxis {
  const numbers = values.filter((d): d is number => typeof d === "number");
  const ends = range !== null && "from" in range ? [range.from, range.to] : [];
  const low = Math.min(...ends, ...numbers);
  const high = Math.max(...ends, ...numbers);
  const log = range !== null && "scale" in range && range.scale === "log" && low > 0;
  const warp = (x: number): number => (log ? Math.log(x) : x);
  const position = (x: number): number => (high === low ? 0.5 : (warp(x) - warp(low)) / (warp(high) - warp(low)));
  const inner = high === low ? [] : log ? powersOfTen(low, high) : ticks(low, high, 4);
  return {
    key,
    title,
    scale: log ? "log" : "linear",
    place: (value) => (typeof value === "number" ? position(value) : null),
    ticks: keepApart([low, ...(high === low ? [] : [high]), ...inner].map((x) => ({at: position(x), label: format(x)})))
  };
}

function choiceAxis({key, title, range, values}: AxisSource): ParallelAxis {
  const offered = range !== null && "choices" in range ? range.choices : [];
  const all = [...new Set([...offered, ...values])];
  const sorted = all.every((d) => typeof d === "number") ? all.toSorted((a, b) => a - b) : all;
  const at = (i: number): number => (sorted.length === 1 ? 0.5 : i / (sorted.length - 1));
  return {
    key,
    title,
    scale: "choice",
    place: (value) => {
      const i = value === undefined ? -1 : sorted.indexOf(value);
      return i < 0 ? null : at(i);
    },
    ticks: sorted.map((value, i) => ({at: at(i), label: describeValue(value)}))
  };
}

function powersOfTen(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low));
  const last = Math.floor(Math.log10(high));
  return Array.from({length: Math.max(0, last - first + 1)}, (_, i) => 10 ** (first + i));
}

/** Drops every tick that stands too near to one before it, or reads like it; the ends come first, so they stay. */
function keepApart(candidates: readonly {at: number; label: string}[]): {at: number; label: string}[] {
  const kept: {at: number; label: string}[] = [];
  for (const tick of candidates) if (kept.every((d) => Math.abs(d.at - tick.at) >= NEAR && d.label !== tick.label)) kept.push(tick);
  return kept.toSorted((a, b) => a.at - b.at);
}
