import type {LineDesign, ScoreGroup} from "../book/scores.js";
import type {CodedGroups, Groups} from "../statistics/intervals.js";
import {countInto, openCell} from "../groups.js";
import {codeGroups, widenFew} from "../statistics/intervals.js";
import {isGroup} from "./isGroup.js";
import {placeInGroups} from "./scoreGroups.js";

const DIGITS = 3;

/**
 * The groups, each with the design effects of a line at its lower edge: of counts over customers' rows, which are drawn together. What they are
 * hangs on those who have several rows alone: where too few of these have come in since an edge, its effects are told again, and before
 * the first those that any labels could have at most.
 *
 * @param groups of these users, from the highest scores down
 * @param users.customers whose each row is; null: each is one of its own, and nothing is added
 * @see Kish (1965), Survey sampling
 */
export function addLineDesigns(
  groups: readonly ScoreGroup[],
  {y, p, customers}: {y: ArrayLike<number>; p: ArrayLike<number>; customers: Groups}
): ScoreGroup[] {
  if (customers === null) return [...groups];
  const {codes, sizes} = codeGroups(y.length, customers);
  const sums = sumByCustomer(y, {codes, sizes});
  const rows = rowsByPlace(placeInGroups(groups, p), groups.length);
  let design = sums.tellMost();
  let several = openCell();
  return groups.map((group, g) => {
    for (const i of rows[g]) {
      sums.call(i);
      if (sizes[codes[i]] > 1) countInto(several, y[i], codes[i]);
    }
    if (isGroup(several)) {
      design = sums.tell();
      several = openCell();
    }
    return {...group, design};
  });
}

interface Sums {
  call(row: number): void;
  tell(): LineDesign;
  /** as if whoever has several rows was one user, whatever the labels are */
  tellMost(): LineDesign;
}

/** Products of customers' sums while a line goes down: a row that is called changes them by a step. */
function sumByCustomer(y: ArrayLike<number>, {codes, sizes}: Pick<CodedGroups, "codes" | "sizes">): Sums {
  const n = y.length;
  const [left, found, vain] = [0, 1, 2].map(() => new Float64Array(sizes.length));
  for (let i = 0; i < n; ++i) left[codes[i]] += y[i];
  const churned = left.reduce((a, b) => a + b, 0);
  const dot = (a: ArrayLike<number>, b: Float64Array): number => b.reduce((sum, value, i) => sum + value * a[i], 0);
  const [sizes2, left2, leftSizes] = [dot(sizes, Float64Array.from(sizes)), dot(left, left), dot(sizes, left)];
  const known = (widenFew(sizes.length) * sizes.length) / Math.max(1, sizes.length - 1);
  let [nFound, nVain, found2, vain2, both, foundLeft, vainLeft, foundSizes, vainSizes] = new Array<number>(9).fill(0);
  return {
    call(row) {
      const of = codes[row];
      if (y[row] === 1) {
        found2 += 2 * found[of]++ + 1;
        nFound += 1;
        both += vain[of];
        foundLeft += left[of];
        foundSizes += sizes[of];
      } else {
        vain2 += 2 * vain[of]++ + 1;
        nVain += 1;
        both += found[of];
        vainLeft += left[of];
        vainSizes += sizes[of];
      }
    },
    tellMost() {
      const most = Number(((known * sizes2) / n).toPrecision(DIGITS));
      return [most, most, most, most, most];
    },
    tell() {
      const centred = (product: number, [a, aSizes]: readonly number[], [b, bSizes]: readonly number[]): number =>
        product - (a / n) * bSizes - (b / n) * aSizes + ((a * b) / n ** 2) * sizes2;
      const [a, b, c] = [
        [nFound, foundSizes],
        [nVain, vainSizes],
        [churned, leftSizes]
      ];
      const [aa, bb, cc] = [centred(found2, a, a), centred(vain2, b, b), centred(left2, c, c)];
      const [ab, ac, bc] = [centred(both, a, b), centred(foundLeft, a, c), centred(vainLeft, b, c)];
      const of = (squares: number, count: number): number => {
        const alone = count * (1 - count / n);
        return alone < 0.5 ? 1 : Number(((known * squares) / alone).toPrecision(DIGITS));
      };
      return [
        of(aa, nFound),
        of(bb, nVain),
        of(aa + cc - 2 * ac, churned - nFound),
        of(bb + cc + 2 * bc, n - churned - nVain), // spared are all but the churned and the called in vain
        of(aa + bb + 2 * ab, nFound + nVain)
      ];
    }
  };
}

function rowsByPlace(places: Int32Array, n: number): number[][] {
  const rows = Array.from({length: n}, (): number[] => []);
  places.forEach((place, i) => rows[place].push(i));
  return rows;
}
