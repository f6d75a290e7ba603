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

export interface NearestUserSearch {
  /** null: nobody among those that were tried is there */
  user: NearestUser | null;
  /** false: the time ran out before everybody was tried */
  isComplete: boolean;
}

export interface NearestUserOptions {
  users: UserSample;
  scale: SupportScale;
  /** the model */
  scoreRow: (row: Row) => number;
  threshold: number;
  /** asked between users: true ends the search */
  isOver: () => boolean;
}

/** The user nearest to a row on the other side of the line: users are scored from near to far until one is there. */
export function findNearestUser(row: Row, {users, scale, scoreRow, threshold, isOver}: NearestUserOptions): NearestUserSearch {
  const isAbove = scoreRow(row) >= threshold;
  const points = placeUsers(scale, users);
  const place = placeRow(scale, row, new Float64Array(scale.inputs.length));
  const distances = Float64Array.from({length: users.n}, (_, i) => Math.hypot(...place.map((x, j) => points[i * place.length + j] - x)));
  const order = Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b]);
  for (const i of order) {
    if (isOver()) return {user: null, isComplete: false};
    const user = userAt(users, i);
    const probability = scoreRow(user);
    if (probability >= threshold !== isAbove) return {user: {row: user, probability, distance: distances[i], isClose: distances[i] <= scale.radius}, isComplete: true};
  }
  return {user: null, isComplete: true};
}

/** One user of the sample. */
export function userAt({columns}: UserSample, i: number): Row {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]]));
}
