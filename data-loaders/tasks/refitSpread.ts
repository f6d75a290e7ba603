import type {PredictBook} from "../../lib/book/predict.js";
import type {Finalist, ModelsBook} from "../../lib/book/models.js";
import type {FitContext} from "../../lib/fit/learners/learner.js";
import type {Model} from "../../lib/model/model.js";
import type {TaskContext} from "../flow/task.js";
import type {FitAll} from "../jobs/fitAll.js";
import type {Labelled} from "./training.js";
import {selectColumns} from "../../lib/dataset/table.js";
import {takeData} from "../../lib/fit/protocol/crossValidate.js";
import {drawHalves, measureSpread} from "../../lib/fit/evidence/refitSpread.js";
import {hasTrait} from "../../lib/model/model.js";
import {sumOf} from "../../lib/numbers.js";
import {forkRandom} from "../../lib/random.js";
import {learnerSource} from "../jobs/loadLearner.js";

export const REFIT = new URL("../jobs/fitAll.ts", import.meta.url).href;

export interface SpreadMeans {
  pool: TaskContext["pool"];
  /** the train rows, or a share of them */
  training: Labelled;
  /** how many rows the Champion was fitted on */
  nFitted: number;
  /** that nobody without the data knows */
  seed: string;
  monotone: FitContext["monotone"];
}

/** How far the Champion's scores move when it is fitted again on halves of the train rows; nothing where its kind has short refits, or no inputs. */
export async function spreadOf(
  {champion, finalists}: ModelsBook,
  model: Model,
  {pool, training, nFitted, seed, monotone}: SpreadMeans
): Promise<Pick<PredictBook, "spread">> {
  if (hasTrait(model, "hasRefits") || !hasTrait(model, "readsInputs")) return {};
  const {name, learner, params, inputs} = finalists.find((d) => d.name === champion) as Finalist;
  const data = {...training, table: selectColumns(training.table, inputs)};
  const drawn = {nRows: data.y.length, nInputs: inputs.length, groups: data.groups};
  const halves = drawHalves(drawn, forkRandom(seed, "halves")).map((rows) => takeData(data, rows));
  if (halves.some(({y}) => sumOf(y) === 0 || sumOf(y) === y.length)) return {}; // nothing to learn from
  const refits = await Promise.all(
    halves.map(({table, y, groups = null}, i) => {
      const payload: FitAll = {
        learner: {name: learner, source: learnerSource(learner)},
        params,
        table,
        y,
        groups,
        seed,
        name: `refit ${i}`,
        monotone
      };
      return pool.run<Model>({module: REFIT, payload});
    })
  );
  const spread = measureSpread(model, refits, {name, table: data.table, groups: data.groups ?? null, nDrawn: halves[0].y.length, nFitted});
  return spread ? {spread} : {};
}
