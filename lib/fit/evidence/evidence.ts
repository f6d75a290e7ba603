import type {PredictBook, UserScores} from "../../book/predict.js";
import type {Model} from "../../model/model.js";
import type {Random} from "../../random.js";
import type {Table} from "../../dataset/table.js";
import type {Groups} from "../../statistics/intervals.js";
import {hasTrait} from "../../model/model.js";
import {fitRefits} from "./refits.js";
import {fitSupportScale} from "./supportScale.js";
import {sampleUsers} from "./shownUsers.js";

export interface EvidenceOptions {
  /** the Champion and its name */
  champion: {name: string; model: Model};
  /** inputs of labelled users, or of a share of them */
  table: Table;
  /** what the Champion was fitted on, or a share of it */
  training: {table: Table; y: Uint8Array; groups?: Groups};
  /** how many rows it was fitted on */
  nFitted: number;
  /** users that may be shown */
  shown: {
    table: Table;
    synthetic: boolean;
    /** of real users; scores by finalist */ known: {y: ArrayLike<number>; scores: Record<string, ArrayLike<number>>} | null;
  };
  random: Random;
}

/** Enough for a count and a neighbour; the page is sent over slow lines. */
const N_SHOWN = 900;
const N_REFITS = 100;
/** Below this no distance can be fitted. */
const MIN_ROWS = 100;

export interface Evidence {
  /** parts of the book */
  inBook: Pick<PredictBook, "users" | "support" | "refits">;
  userScores: UserScores;
}

/** What lets /predict say how sure it is: users to compare with, how close they are, and refits of the Champion. */
export function gatherEvidence({champion: {name, model}, table, training, nFitted, shown, random}: EvidenceOptions): Evidence {
  const isEnough = table.nRows >= MIN_ROWS && shown.table.nRows >= MIN_ROWS;
  const names = table.columns.map((d) => d.name);
  const columns = shown.table.columns.filter((d) => names.includes(d.name));
  const known = shown.known ? {...shown.known, champion: name} : undefined;
  const drawn = isEnough ? sampleUsers({...shown.table, columns}, {n: N_SHOWN, random, isSynthetic: shown.synthetic, known}) : null;
  const support = drawn && fitSupportScale(table, random);
  return {
    inBook: {
      ...(drawn ? {users: drawn.users} : {}),
      ...(support ? {support} : {}),
      ...(hasTrait(model, "hasRefits") ? {refits: fitRefits(model, name, training, {n: N_REFITS, random, nFitted})} : {})
    },
    userScores: drawn?.scores ?? {}
  };
}
