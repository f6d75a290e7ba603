import * as Plot from "@observablehq/plot";
import type {Evidence, ReadEvidence} from "./evidence.js";
import type {EvidenceSet, ModelsBook} from "../../lib/book/models.js";
import type {PairChoice} from "./modelRail.js";
import {formatCount, formatFixed} from "../../lib/format.js";
import {formatLine} from "../../lib/whatif/values.js";
import {normalReach} from "../../lib/statistics/distributions.js";
import {colors} from "../ui/colors.js";
import {isByChance, misjudges} from "../../lib/metrics/calibrationError.js";
import {finalistColors, getFinalist} from "../shared/roles.js";
import {rowUnit} from "../ui/rowUnit.js";

/** What a chart's drawing reads anew at each redraw. */
export interface Marked {
  threshold: number;
}

/** About as tall as a third of the page is wide, so that the curves are nearly square. */
export const CURVE_HEIGHT = 340;

/** "11,439 users, out-of-fold scores". */
export function describeUsers({n, set}: {n: number; set: EvidenceSet}): string {
  return `${formatCount(n)} ${rowUnit.many}, ${set === "test" ? "test rows" : "out-of-fold scores"}`;
}

/** The second model's curve is dashed as well, so that colour is not alone in telling them apart. */
export function curveMarks<P>(
  models: readonly DrawnEvidence[],
  read: {points: (d: DrawnEvidence) => readonly P[]; x: (d: P) => number; y: (d: P) => number}
): Plot.Markish[] {
  return models.map((model) => {
    const points = read.points(model);
    if (points.length === 1) return Plot.dot(points, {x: read.x, y: read.y, fill: model.color, r: 4});
    return Plot.line(points, {x: read.x, y: read.y, stroke: model.color, strokeWidth: 2.5, strokeDasharray: model.dash});
  });
}

/** Where the threshold lies on each curve, with its value beside the first. */
export function thresholdMarks(
  points: readonly {x: number; y: number; color: string}[],
  threshold: number,
  {above = false} = {}
): Plot.Markish[] {
  return [
    Plot.dot(points, {x: "x", y: "y", r: 6, fill: "color", stroke: colors.paper, strokeWidth: 2}),
    Plot.text(points.slice(0, 1), {
      x: "x",
      y: "y",
      text: [formatLine(threshold)],
      dx: 10,
      dy: above ? -12 : 12,
      textAnchor: "start",
      fontWeight: 600,
      fill: colors.ink,
      stroke: colors.paper,
      strokeWidth: 4
    })
  ];
}

/** Names of the models, each in its own colour, at the given corner; the dash repeated in words. */
export function nameMarks(models: readonly DrawnEvidence[], anchor: "bottom-right" | "top-right" | "top-left"): Plot.Markish[] {
  const step = anchor === "bottom-right" ? -17 : 17;
  const first = anchor === "bottom-right" ? -10 : 10;
  return models.map((model, i) =>
    Plot.text([model], {
      frameAnchor: anchor,
      text: [`${model.dash ? "╍" : "━"} ${model.title}`],
      dx: anchor === "top-left" ? 8 : -8,
      dy: first + step * (anchor === "bottom-right" ? models.length - 1 - i : i),
      fill: model.color,
      fontWeight: 600,
      stroke: colors.paper,
      strokeWidth: 4
    })
  );
}

/** A model and what it is called in sentences. */
export interface NamedEvidence extends Evidence {
  title: string;
}

/** Models whose ROC AUC differ by less than this read as equal in a title. */
const SAME_AUC = 0.005;

/** What the ROC curve says, in whole pairs of a hundred. */
export function rocClaim(models: readonly NamedEvidence[]): string {
  const [first, second] = models;
  const pairs = Math.round(first.rocAuc * 100);
  if (first.rocAuc < 0.5 + SAME_AUC) return `${first.title} ranks no better than chance`;
  const claim = `${first.title} ranks a churner above a retained ${rowUnit.one} ${pairs} times in 100`;
  if (!second) return isRankedByChance(first) ? `${claim}, and of so few so does chance` : `${claim}; chance does 50 times`;
  if (Math.abs(first.rocAuc - second.rocAuc) < SAME_AUC || pairs === Math.round(second.rocAuc * 100))
    return `${claim}, ${second.title} about as often`;
  return `${claim}, ${second.title} ${Math.round(second.rocAuc * 100)} times`;
}

/** Whether a ranking at random reaches the ROC AUC in one of 40 draws of its users, or the difference to it is none. */
function isRankedByChance({n, baseRate, rocAuc}: Evidence): boolean {
  const error = Math.sqrt((n + 1) / (12 * n * n * baseRate * (1 - baseRate))); // of the rank-sum statistic
  return rocAuc < 0.5 + Math.max(SAME_AUC, normalReach(0.95) * error);
}

const EULER = 0.5772156649;

/** The average precision of a ranking at random, which of few churners lies above the base rate: who happens to come first counts most. */
function precisionAtRandom({n, baseRate}: Evidence): number {
  const first = (Math.log(n) + EULER) / n; // the mean of 1 / rank
  return ((n * baseRate - 1) / (n - 1)) * (1 - first) + first;
}

/** What the precision-recall curve says, against picking at random. What ranks nobody is no more precise, whatever rounding makes of a rare one's ratio. */
export function precisionRecallClaim(models: readonly NamedEvidence[]): string {
  const [first] = models;
  const ratio = first.averagePrecision / precisionAtRandom(first);
  if (ratio < 1.1 || isRankedByChance(first)) return `${first.title} finds churners no more precisely than picking at random`;
  return `${first.title} is ${formatFixed(ratio, 1)} times as precise, on average, as picking at random`;
}

/** Evidence on some users, and of the same model on the others; null where these are too few. */
export interface TwofoldEvidence extends NamedEvidence {
  elsewhere: Evidence | null;
}

/**
 * What the calibration curve says: how far the words are from what happened, in points of a hundred. A score means what it says only where
 * it does so on out-of-fold and on test rows: where later ones churn otherwise, the two part.
 */
export function calibrationClaim(models: readonly TwofoldEvidence[]): string {
  const [first] = models;
  const off = `off by ${sayPoints(first)} in 100 on average`;
  if (first.calibration.length === 1) return `${first.title} says the same to everyone: ${off}`;
  const isFine = isByChance(first.calibrationError, first.byChance);
  if (!isFine && !first.isCalibrated) return `${first.title} misjudges: ${off}, more than chance explains`;
  const other = first.elsewhere;
  if (other !== null && misjudges(other.calibrationError, other.byChance))
    return `${first.title} is ${off} ${IN_SET[first.set]}, yet by ${sayPoints(other)} ${IN_SET[other.set]}, more than chance explains`;
  if (isFine) return `${first.title} means what it says: ${off}, no more than chance explains`;
  return `${first.title} is ${off}, which its gate allows`;
}

const IN_SET: Record<EvidenceSet, string> = {outOfFold: "out of fold", test: "on test rows"};

function sayPoints({calibrationError}: Evidence): string {
  return formatFixed(calibrationError * 100, 1);
}

/** A model as the charts draw it. */
export interface DrawnEvidence extends TwofoldEvidence {
  color: string;
  /** of the second model's lines, as in the rail */
  dash: string | undefined;
  /** whether its ROC AUC differs from the Champion's beyond chance, on users whom both scored out of fold; null: not compared */
  ranksOtherwise: boolean | null;
}

/** The picked models with their evidence, as far as there is any; one of them when both choices are the same. */
export function pairOf(book: ModelsBook, {a, b, set}: PairChoice, evidence: ReadEvidence): DrawnEvidence[] {
  return [...new Set([a, b])].flatMap((name) => drawnOf(book, evidence, {name, set, isDashed: name !== a}) ?? []);
}

/** The Champion on the same users, whom two picked models are compared with; null where these are too few. */
export function championOf(book: ModelsBook, {set}: Pick<PairChoice, "set">, evidence: ReadEvidence): DrawnEvidence | null {
  return drawnOf(book, evidence, {name: book.champion, set, isDashed: false});
}

interface Asked {
  name: string;
  set: EvidenceSet;
  isDashed: boolean;
}

function drawnOf(book: ModelsBook, evidence: ReadEvidence, {name, set, isDashed}: Asked): DrawnEvidence | null {
  const [found, elsewhere] = [evidence(name, set), evidence(name, set === "test" ? "outOfFold" : "test")];
  if (found === null) return null;
  const compared = book.comparisons.find((d) => d.name === found.name && d.metric === "rocAuc")?.difference;
  return {
    ...found,
    elsewhere,
    title: getFinalist(book, found.name).title,
    color: finalistColors(book)(found.name),
    dash: isDashed ? "6,4" : undefined,
    ranksOtherwise: compared ? compared.low > 0 || compared.high < 0 : null
  };
}
