import type {BestByValue, SomeUsers, ValueChange} from "./byValue.js";
import {sayNear, type Count} from "../groups.js";
import {formatCount, formatFixed} from "../format.js";
import {describeResult, formatMoney, formatPart, formatRange, nameGain, perBasis, roundingStep, sayPays} from "./moneyWords.js";

export interface ValueWords {
  unit: string;
  many: string;
}

/** Whom ranking by expected gain adds and drops, and what that brings; each a sentence. */
export function describeValueChange({contacted, added, dropped, more}: ValueChange, {unit, many}: ValueWords): string[] {
  if (contacted === 0) return [];
  if (added === null || dropped === null)
    return [`The ${formatCount(contacted)} ${many} at the highest risk are also those of the highest expected gain: it changes nobody.`];
  const some = ({score, value}: SomeUsers): string =>
    `score ${formatFixed(score * 100, 0)} in 100 on average and are worth ${formatMoney(Math.round(value), unit)}`;
  const step = roundingStep(more);
  const range = `95%: ${formatRange(more, unit, step)}`;
  const size = formatMoney(Math.abs(more.estimate), unit, step);
  const clear = more.low > 0 || more.high < 0;
  return [
    `Of ${formatCount(contacted)} ${many} to contact, ranking by expected gain adds ${formatCount(added.n)} who ${some(added)}, and drops ` +
      `${formatCount(dropped.n)} who ${some(dropped)}.`,
    clear
      ? `That brings ${size} ${perBasis(many)} ${more.estimate > 0 ? "more" : "less"} than ranking by risk (${range}).`
      : `Whether that brings more than ranking by risk cannot be told from these ${many} (${range} ${perBasis(many)}).`
  ];
}

/** Whom to contact where each has a value, what that brings, and what as many by risk alone would. */
export function describeAnswerByValue({contacted, n, gain, byRisk, breakEven}: BestByValue, {unit, many}: ValueWords): string {
  if (contacted === 0) return `Run nothing: none of the ${many} is expected to bring more than contact costs.`;
  const step = roundingStep(gain);
  const chance = gain.low <= 0 ? ", which may be chance" : "";
  return (
    `Contact the ${formatPart(contacted, n)} of ${many} who are expected to bring more than contact costs: that ` +
    `${describeResult(gain, unit, {step, per: perBasis(many)})}${chance}. ${breakEven.estimate <= 1 ? `${sayPays(breakEven.estimate)} ` : ""}` +
    `As many by risk alone: ${nameGain(byRisk, unit, step)}.`
  );
}

/** What is done where a value is missing or negative; each a sentence. */
export function describeOddValues({missing, negative}: {missing: Count; negative: Count}, many: string): string[] {
  return [
    ...(missing === 0 ? [] : [`Without a value: ${sayNear(missing, Infinity)} ${many}, who count at the mean of the others.`]),
    ...(negative === 0
      ? []
      : [`Of a negative value: ${sayNear(negative, Infinity)} ${many}, who count as they stand: keeping them is a loss.`])
  ];
}
