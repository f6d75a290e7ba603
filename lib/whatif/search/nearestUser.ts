import type {SupportScale, UserSample} from "../../book/predict.js";
import type {Row} from "../../table/table.js";
import {placeRow, placeUsers} from "../answer/support.js";

export interface NearestUser {
  row: Row;
  probability: number;
  distance: number;
  /** within the distance at which users count as close */
  isClose: boolean;
}

/**
 * The user nearest to a row on the other side of the line.
 *
 * @param scoreRow the model
 * @returns null if nobody in the sample is there
 */
export function findNearestUser(row: Row, {users, scale, scoreRow, threshold}: {users: UserSample; scale: SupportScale; scoreRow: (row: Row) => number; threshold: number}): NearestUser | null {
  const isAbove = scoreRow(row) >= threshold;
  const points = placeUsers(scale, users);
  const place = placeRow(scale, row, new Float64Array(scale.inputs.length));
  let best: NearestUser | null = null;
  for (let i = 0; i < users.n; ++i) {
    const distance = Math.hypot(...place.map((x, j) => points[i * place.length + j] - x));
    if (best && distance >= best.distance) continue;
    const user = userAt(users, i);
    const probability = scoreRow(user);
    if (probability >= threshold !== isAbove) best = {row: user, probability, distance, isClose: distance <= scale.radius};
  }
  return best;
}

/** One user of the sample. */
export function userAt({columns}: UserSample, i: number): Row {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]]));
}
