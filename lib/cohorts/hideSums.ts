import type {Above} from "../book/cohorts.js";
import type {CohortCut} from "./cutCohorts.js";
import type {Lines} from "./chooseLines.js";
import type {Joint} from "../told/joint.js";
import type {ScoredUsers} from "./judgeCohort.js";
import {least, range} from "d3-array";
import {findFewIn} from "../told/fewLeft.js";
import {countJoint, movePlaces} from "../told/joint.js";

export type Column = Pick<CohortCut, "labels" | "codes" | "fine">;
/** By cohort, then by line: users who score at least the line; null where that is not told. */
export type ToldAbove = (Above | null)[][];

/** Who is in the cohorts, and the slices of their scores. */
export interface Scored {
  users: ScoredUsers;
  lines: Lines;
  /** by user 1 for the test; absent: nobody is */
  isTest?: Uint8Array;
  /** by column those that go together with it, of which sums are held against each other; absent: none */
  related?: readonly (readonly number[])[];
  /** by model, users by its score groups; absent: of none are there any */
  scoreGroups?: readonly Column["fine"][];
}

/** A column's cohort by user, with a last place for those in none. */
export interface Placed {
  n: number;
  places: Int32Array;
}

export function placeRows({labels, codes}: Pick<Column, "labels" | "codes">): Placed {
  return {n: labels.length + 1, places: codes.map((code) => (code < 0 ? labels.length : code))};
}

/** Users of the test and the others: by time, the test is of the latest, and whoever came late may be nearly the test. Score groups tell of both. */
export function sidesOf({isTest}: {isTest: Uint8Array}): Pick<Column, "labels" | "codes"> {
  return {labels: ["out of fold", "test"], codes: Int32Array.from(isTest)};
}

/** All cohorts above every line. Spans of time are told too, and not held against: see docs/privacy.md. */
export function tellAll({labels}: Pick<Column, "labels">, {lines}: Pick<Lines, "lines">): ToldAbove {
  return labels.map(() => lines.map(() => ({n: 0, churned: 0})));
}

/** Takes cohorts of two columns away, in place, of which sums above one line tell of too few: the later column's of fewest users first. */
export function hideSums([first, second]: readonly Placed[], [own, other]: readonly ToldAbove[], {users, lines}: Scored): void {
  const [height, width, nSlices] = [first.n, second.n, lines.lines.length + 1];
  const counts = countSums([first, second], {users, lines});
  for (let line = 0; line < nSlices - 1; ++line) {
    for (;;) {
      const rowOf = range(height).map((cohort) => (own[cohort]?.[line] ? cohort : height - 1));
      const columnOf = range(width).map((cohort) => (other[cohort]?.[line] ? cohort : width - 1));
      const few = findFewIn(counts.above(line, rowOf, columnOf));
      if (few === null) break;
      const told = few.second.filter((cohort) => other[cohort][line] !== null);
      const [above, from] = told.length > 0 ? [other, told] : [own, few.first.filter((cohort) => own[cohort][line] !== null)];
      const smallest = least(from, (cohort) => above[cohort][line]?.n ?? Infinity);
      if (smallest === undefined) break;
      above[smallest][line] = null;
    }
  }
}

interface Sums {
  /** users above a line, or below it in no part. @param rowOf by cohort of the first the row that it is told in, the last where it is not */
  above(line: number, rowOf: readonly number[], columnOf: readonly number[]): Joint;
}

function countSums([first, second]: readonly Placed[], {users, lines: {lines, slices}}: Scored): Sums {
  const [height, width, nSlices] = [first.n, second.n, lines.length + 1];
  const sliced = second.places.map((place, i) => place * nSlices + slices[i]);
  const counts = countJoint({codes: first.places, n: height}, {codes: sliced, n: width * nSlices}, users);
  return {
    above(line, rowOf, columnOf) {
      const placeOf = (at: number): number => {
        const [row, column] = [Math.floor(at / nSlices / width), Math.floor(at / nSlices) % width];
        return at % nSlices > line ? -1 : rowOf[row] * width + columnOf[column];
      };
      return movePlaces(counts, {height, width, placeOf});
    }
  };
}
