import type {PredictBook} from "../book/predict.js";
import {formatInHundred} from "../format.js";

type Preset = PredictBook["presets"][number];

/**
 * Whom /predict opens on: the one that stands for high scores, if the Champion does score it higher than most. null: there is none
 * (no users may be shown, or a model tells few of them apart), and the page opens on the typical user.
 */
export function openingOf({presets}: Pick<PredictBook, "presets">): Preset | null {
  return presets.find((d) => d.name === "high" && d.lower > 0.5) ?? null;
}

/**
 * Whom the page opens on, and why that one, in a sentence.
 *
 * @example "A case worth a look, chosen by rule: this synthetic user scores higher than 95 in 100 of the synthetic users."
 */
export function describeOpening({synthetic, lower}: Preset, {unit}: Pick<PredictBook, "unit">): string {
  const [one, many] = [unit?.singular ?? "user", unit?.plural ?? "users"];
  return (
    `A case worth a look, chosen by rule: this ${synthetic ? "synthetic " : ""}${one} scores higher than ` +
    `${formatInHundred(lower)} of the ${synthetic ? "synthetic " : ""}${many}.`
  );
}
