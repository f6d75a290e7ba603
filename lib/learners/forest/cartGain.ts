/** A node's rows parted in two: of n rows a churned; m rows go left, and b of them churned. */
export interface Parted {
  n: number;
  a: number;
  m: number;
  b: number;
}

/** How far ml-cart's Gini gain of n rows can lie from the exact one: it adds 1/n up to n times, and so rounds as often. */
export function roundingOf(n: number): number {
  return n * 1e-15;
}

/** Whether ml-cart would rank the first strictly above the second. */
export function isBetter(first: Parted, second: Parted): boolean {
  if (first.m === second.m && first.b === second.b) return false;
  return cartGain(first) > cartGain(second);
}

/** The Gini gain with every rounding that ml-cart makes (`giniGain` of its utils.js). */
export function cartGain({n, a, m, b}: Parted): number {
  let splits = 0;
  splits += (cartImpurity(n - m, a - b) * (n - m)) / n;
  splits += (cartImpurity(m, b) * m) / n;
  return cartImpurity(n, a) - splits;
}

function cartImpurity(n: number, churned: number): number {
  if (n === 0) return 0;
  const stayedShare = addUp(n - churned, n);
  const churnedShare = addUp(churned, n);
  return 1 - (stayedShare * stayedShare + churnedShare * churnedShare);
}

/** count / n, as a sum of 1/n. */
function addUp(count: number, n: number): number {
  let share = 0;
  for (let i = 0; i < count; ++i) share += 1 / n;
  return share;
}
