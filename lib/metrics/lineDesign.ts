import type {LineDesign, ScoreGroup} from "../book/scores.js";
import type {Groups} from "../statistics/intervals.js";
import {codeGroups, widenFew} from "../statistics/intervals.js";
import {placeInGroups} from "./scoreGroups.js";

const DIGITS = 3;

/**
 * The groups, each with the design effects of a line at its lower edge: of counts over customers' rows, which are drawn together.
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
  const sums = sumByCustomer(y, customers);
  const rows = rowsByPlace(placeInGroups(groups, p), groups.length);
  return groups.map((group, g) => {
    for (const i of rows[g]) sums.call(i);
    return {...group, design: sums.tell()};
  });
}

/** Products of customers' sums while a line goes down: a row that is called changes them by a step. */
function sumByCustomer(y: ArrayLike<number>, customers: NonNullable<Groups>): {call(row: number): void; tell(): LineDesign} {
  const n = y.length;
  const {codes, sizes} = codeGroups(n, customers);
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
