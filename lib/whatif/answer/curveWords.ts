import type {PredictInput} from "../../book/predict.js";
import {formatInHundred} from "../../format.js";
import {describeBare, describeValue} from "../values.js";
import type {SensitivityCurve} from "./sensitivity.js";

/** A score that moves less than this over its whole curve hardly moves. */
const HARDLY = 0.01;

/** What a curve shows, as its title. @example "falls from 45 to 6 in 100" */
export function claimOfCurve({p, x}: SensitivityCurve): string {
  const [low, high] = [Math.min(...p), Math.max(...p)];
  const [first, last] = [p[0], p[p.length - 1]];
  if (high - low < HARDLY) return `hardly moves the score (${formatInHundred(first)})`;
  if (typeof x[0] === "string") return `${x.map((level, i) => `${level} ${Math.round(p[i] * 100)}`).join(", ")} in 100`;
  const isOneWay = high - low < Math.abs(last - first) * 1.05;
  if (isOneWay) return `${last > first ? "rises" : "falls"} from ${Math.round(first * 100)} to ${Math.round(last * 100)} in 100`;
  return `between ${Math.round(low * 100)} and ${Math.round(high * 100)} in 100`;
}

/** What a sensitivity curve shows, in a sentence. @example "Active days: the score runs from 45 to 6 in 100 over 0 to 31" */
export function describeCurve({p, x}: SensitivityCurve, input: Pick<PredictInput, "title" | "unit">): string {
  const [first, last] = [p[0], p[p.length - 1]].map((d) => Math.round(d * 100));
  const span = typeof x[0] === "string" ? `over ${x.join(", ")}` : `over ${describeValue({unit: null}, x[0])} to ${describeBare(input, x[x.length - 1])}`;
  if (Math.max(...p) - Math.min(...p) < HARDLY) return `${input.title}: the score hardly moves ${span}`;
  return `${input.title}: the score runs from ${first} to ${last} in 100 ${span}`;
}
