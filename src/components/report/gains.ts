/** Points of a gains curve: [share contacted, share of churners found], rising from [0, 0] to [1, 1]. */
export type GainsCurve = readonly (readonly [number, number])[];

/** The share of churners found when the share `x` with the highest scores is contacted; linear between points. */
export function foundAt(gains: GainsCurve, x: number): number {
  const i = gains.findIndex(([share]) => share >= x);
  if (i < 0) return 1;
  if (i === 0) return gains[0][1];
  const [[x0, y0], [x1, y1]] = [gains[i - 1], gains[i]];
  return x1 === x0 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

export interface ContactOutcome {
  contacted: number;
  /** of all churners */
  found: number;
  /** churners among those contacted */
  precision: number;
  /** precision over the base rate */
  lift: number;
}

/** What contacting the top share gives. */
export function contactOutcome(gains: GainsCurve, contacted: number, baseRate: number): ContactOutcome {
  const found = foundAt(gains, contacted);
  return {contacted, found, precision: Math.min(1, (found * baseRate) / contacted), lift: found / contacted};
}
