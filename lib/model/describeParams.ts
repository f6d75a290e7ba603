import type {Listed} from "../named.js";
import type {Params, ParamValue} from "../book/common.js";
import {formatValue} from "../format.js";

/** One hyper-parameter's value for readers. @example describeValue(true) // "yes" */
export function describeValue(value: ParamValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? formatValue(value) : value;
}

/**
 * The words of a hyper-parameter's title before its explanation.
 *
 * @example shortTitle("penalty on large weights (half of it times the sum of squares)") // "penalty on large weights"
 */
export function shortTitle(title: string): string {
  return title.split(/\s*[(:;,]/, 1)[0];
}

/**
 * Hyper-parameters as a line to read.
 *
 * @param titles what they mean; where one is missing the name stands in
 * @example describeParams({n: 300}, {n: "trees, at most"}) // "trees: 300"
 */
export function describeParams(params: Params, titles: Listed<string>): string {
  const parts = Object.entries(params).map(([name, value]) => `${shortTitle(titles[name] ?? name)}: ${describeValue(value)}`);
  return parts.length === 0 ? "none" : parts.join(" · ");
}
