import type {Gate} from "../../lib/book/models.js";
import type {Model} from "../../lib/model/model.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {PairedDifferences} from "../../lib/metrics/pairedDifferences.js";
import type {Table} from "../../lib/dataset/table.js";
import type {FinalistFit} from "./outputs.js";
import {isFew} from "../../lib/champion/fewUsers.js";
import {gateBaseRate, gateCalibration, gateParity, rankingOf} from "../../lib/champion/gates.js";
import {take} from "../../lib/dataset/table.js";
import {rowsWith} from "../../lib/fit/protocol/split.js";
import {formatCount} from "../../lib/format.js";
import {calibrationCost, weighCalibrationError} from "../../lib/metrics/calibrationError.js";
import {chanceOfRanking} from "../../lib/metrics/calibrationByChance.js";
import {rankProbabilities, unitWeights} from "../../lib/metrics/scored.js";
import {hasTrait} from "../../lib/model/model.js";
import {readModel} from "../../lib/model/readModel.js";
import {createScorer} from "../../lib/model/scorer.js";
import {writeModel} from "../../lib/model/writeModel.js";
import {getNamed} from "../../lib/named.js";
import {baselineOf, scoresOf} from "./outputs.js";

/** By column of the scored rows; see scoresTable. */
type Arrays = Record<string, ArrayLike<number>>;

/** Test rows are scored whatever their categories hold, also what the model refuses at a door. */
const WHATEVER = {unknownLevel: "missing"} as const;

interface GateInputs {
  models: Record<string, Model>;
  arrays: Arrays;
  differ: PairedDifferences;
  /** whom differences are taken over, in words */
  over: string;
  table: Table;
  /** of the out-of-fold users */
  groups: Groups;
}

/** Every finalist's gates; parity is between the fitted model and the same one read back from its file's text. */
export function gatesOf(fits: readonly FinalistFit[], {models, arrays, differ, over, table, groups}: GateInputs): Record<string, Gate[]> {
  const base = baselineOf(fits);
  const entries = fits.map(({name, recalibration}) => {
    const shipped = readModel(JSON.parse(writeModel(getNamed(models, name))));
    const {y, p} = outOfFoldOf(name, arrays);
    const scored = rankProbabilities("gates", y, p);
    const {difference} = differ("logLoss", name, base.name);
    const few = {isFew: isFew(y, groups), hasTrees: hasTrait(shipped, "hasTrees")};
    const gates = [
      gateBaseRate({logLoss: difference, rocAuc: rankingOf(differ("rocAuc", name, base.name), y)}, over, few),
      gateCalibration(weighCalibrationError(scored, unitWeights(scored)), {
        nRows: y.length,
        chance: chanceOfRanking(scored, {groups}),
        saved: -difference.estimate,
        cost: calibrationCost(scored),
        recalibration
      }),
      gateParity(createScorer(getNamed(models, name), WHATEVER).scoreTable(table), createScorer(shipped, WHATEVER).scoreTable(table))
    ];
    return [name, gates.map(({numbers: _numbers, ...gate}): Gate => gate)] as const;
  });
  return Object.fromEntries(entries);
}

/** Whom differences are taken over. @example "2,400 rows" */
export function sayOver({y, group}: {y: Int32Array; group?: Int32Array}): string {
  const rows = `${formatCount(y.length)} rows`;
  return group ? `${rows} of ${formatCount(new Set(group).size)} customers` : rows;
}

/** Labels and scores of the out-of-fold rows, of which there are most. */
export function outOfFoldOf(name: string, arrays: Arrays): {y: Uint8Array; p: Float64Array} {
  const rows = rowsWith(arrays.set, 0);
  const own = getNamed(arrays, scoresOf(name));
  return {y: take(arrays.y, rows, new Uint8Array(rows.length)), p: take(own, rows, new Float64Array(rows.length))};
}
