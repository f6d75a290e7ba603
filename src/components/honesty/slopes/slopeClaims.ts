import type {CalibrationSlope} from "../../../lib/book/honesty.js";

export type Spread = "as it should be" | "too extreme" | "too timid" | "not known";

/** What a finalist's calibration slope says of its scores: under 1 they are spread too far, above 1 not far enough. */
export function spreadOf({fit}: CalibrationSlope): Spread {
  if (!fit?.slope) return "not known";
  if (fit.slope.high < 1) return "too extreme";
  return fit.slope.low > 1 ? "too timid" : "as it should be";
}

/** Whose scores are spread wrongly, as a claim. */
export function slopeClaim(finalists: readonly CalibrationSlope[]): string {
  const of = (spread: Spread): string[] => finalists.filter((d) => spreadOf(d) === spread).map((d) => d.title);
  const known = finalists.length - of("not known").length;
  const wrong = (["too extreme", "too timid"] as const).map((how) => ({how, titles: of(how)})).filter((d) => d.titles.length > 0);
  if (wrong.length === 0) return known === finalists.length ? "No finalist’s scores are too extreme or too timid" : "No finalist’s scores are known to be too extreme or too timid";
  const [first, ...rest] = wrong.map(({how, titles}, i) => (i === 0 ? `Scores of ${listWords(titles)} are ${how}` : `of ${listWords(titles)} ${how}`));
  const right = of("as it should be").length;
  return `${[first, ...rest].join(", ")}${right > 0 ? `; the other ${right === 1 ? "one shows" : `${right} show`} no such fault` : ""}`;
}

/** What was done because of it, in a sentence; empty where nothing had to be. */
export function recalibrationSentence(finalists: readonly CalibrationSlope[]): string {
  const mended = finalists.filter((d) => d.recalibration?.state === "used").map((d) => d.title);
  const refused = finalists.filter((d) => d.recalibration?.state === "refused").map((d) => d.title);
  return [
    mended.length > 0 ? `${listWords(mended)} would have failed the calibration gate and ${mended.length > 1 ? "were" : "was"} recalibrated; shown is what ships.` : "",
    refused.length > 0 ? `${listWords(refused)} would have failed it too, but recalibration could not help.` : ""
  ].filter(Boolean).join(" ");
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
