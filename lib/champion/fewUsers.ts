/** Of fewer users than these, or of fewer of either class, how good a model is cannot be told, nor which of two is better. */
const ENOUGH_USERS = {n: 500, ofClass: 50};

/** @param y each 0 (retained) or 1 (churned) */
export function isFew(y: ArrayLike<number>): boolean {
  let churned = 0;
  for (let i = 0; i < y.length; ++i) churned += y[i];
  return areFew(y.length, churned);
}

/** As {@link isFew}, of counts. */
export function areFew(n: number, churned: number): boolean {
  return n < ENOUGH_USERS.n || churned < ENOUGH_USERS.ofClass || n - churned < ENOUGH_USERS.ofClass;
}
