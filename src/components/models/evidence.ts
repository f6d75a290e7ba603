import type {CalibrationBin, EvidenceSet, Finalist, Gate, ModelsBook} from "../../lib/book/models.js";
import type {ModelGroups, ScoreGroup, ScoreGroupsBook, ScoreGroupsFile} from "../../lib/book/scores.js";
import type {GainsPoint, PrecisionRecallPoint, RocPoint} from "../../lib/metrics/curves.js";
import type {ThresholdRow} from "../../lib/metrics/thresholdTable.js";
import {STATED_METRICS} from "../../lib/book/scores.js";
import {leastOf} from "../../lib/groups.js";
import {check} from "../../lib/check.js";
import {findNamed} from "../../lib/named.js";
import {calibrationCurve, gainsCurve, precisionRecallCurve, rocCurve} from "../../lib/metrics/curves.js";
import {fromMetrics} from "../../lib/metrics/metrics.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {weighGroups} from "../../lib/metrics/scoreGroups.js";
import {PERCENT_THRESHOLDS, createThresholdReader} from "../../lib/metrics/thresholdTable.js";

/** All that the page draws about one model on one set of users. */
export interface Evidence {
  name: string;
  set: EvidenceSet;
  n: number;
  /** share of these users that churned */
  baseRate: number;
  groups: readonly ScoreGroup[];
  rocAuc: number;
  averagePrecision: number;
  calibrationError: number;
  /** what chance alone makes of it on average, if every score is right */
  byChance: number;
  /** whether its calibration error passed the gate with no caution; only out of fold, where the gate judges */
  isCalibrated: boolean;
  /** with every corner, since it is held against another model's; so is `gains` */
  roc: RocPoint[];
  gains: GainsPoint[];
  precisionRecall: PrecisionRecallPoint[];
  calibration: CalibrationBin[];
  /** one row per whole percent, 1 to 99 */
  thresholds: ThresholdRow[];
  /** the row of any line */
  at: (threshold: number) => ThresholdRow;
}

/** The evidence of a model on a set of users; null where these are too few to be shown in groups. */
export type ReadEvidence = (name: string, set: EvidenceSet) => Evidence | null;

/**
 * Works out curves and counts from the score groups, once per model and set; the metrics are those that the book states.
 *
 * @throws when asked for a model without scores
 */
export function createEvidence(
  book: Pick<ModelsBook, "finalists" | "gates" | "users">,
  groups: Pick<ScoreGroupsBook, "models">
): ReadEvidence {
  const known = new Map<string, Evidence | null>();
  return (name, set) => {
    const key = `${set}/${name}`;
    const evidence = known.has(key) ? (known.get(key) ?? null) : weighEvidence(book, groups, {name, set});
    known.set(key, evidence);
    return evidence;
  };
}

/** What the page has of scores: the groups of `score-groups.json`, and the evidence that is worked out from them. */
export function openEvidence(
  book: Parameters<typeof createEvidence>[0],
  file: ScoreGroupsFile
): {groups: ScoreGroupsBook; evidence: ReadEvidence} {
  const groups = openGroups(file);
  return {groups, evidence: createEvidence(book, groups)};
}

/** A difference of two curves is small beside what thinning leaves out. */
const WHOLE = {maxPoints: Infinity};

function weighEvidence(
  {finalists, gates, users}: Pick<ModelsBook, "finalists" | "gates" | "users">,
  {models}: Pick<ScoreGroupsBook, "models">,
  {name, set}: {name: string; set: EvidenceSet}
): Evidence | null {
  const found = models.find((d) => d.name === name);
  check(found, {where: "createEvidence", rule: `the groups must have the model "${name}"`, got: models.map((d) => d.name).join(", ")});
  const groups = found[set];
  const finalist = finalists.find((d) => d.name === name);
  const stated = set === "test" ? statedOf(finalist) : found.outOfFoldMetrics;
  if (!groups || !stated) return null;
  const weighed = weighGroups(groups);
  const at = createThresholdReader(groups);
  const {n} = users[set];
  const churned = leastOf(users[set].churned); // users in groups are enough to be told of
  return {
    name,
    set,
    n,
    baseRate: churned / n,
    groups,
    rocAuc: stated.rocAuc,
    averagePrecision: stated.averagePrecision,
    calibrationError: stated.calibrationError,
    byChance: (set === "test" ? finalist?.test.calibrationError.byChance : found.outOfFoldByChance) ?? 0,
    isCalibrated: set === "outOfFold" && isWithinGate(findNamed(gates, name) ?? []),
    roc: rocCurve(weighed, WHOLE),
    gains: gainsCurve(weighed, WHOLE),
    precisionRecall: precisionRecallCurve(weighed),
    calibration: calibrationCurve(weighed, {effective: found.calibrationEffective?.[set]}),
    thresholds: PERCENT_THRESHOLDS.map(at),
    at
  };
}

function statedOf(finalist: Finalist | undefined): ModelGroups["outOfFoldMetrics"] {
  return finalist ? fromMetrics(STATED_METRICS, (name) => finalist.test[name].estimate) : null;
}

function isWithinGate(gates: readonly Gate[]): boolean {
  return gates.some(({name, passed, caution}) => name === "calibration" && passed && caution !== true);
}
