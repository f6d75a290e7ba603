/** A number as `String(x)` writes it into an address; NaN for any other text. */
export function readNumber(text: string | undefined): number {
  return text !== undefined && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : NaN;
}

/** Two finite numbers, the smaller one first; null if they are none. */
export function readPair(texts: readonly string[]): {min: number; max: number} | null {
  const [a, b] = texts.map(readNumber);
  return texts.length === 2 && Number.isFinite(a) && Number.isFinite(b) ? {min: Math.min(a, b), max: Math.max(a, b)} : null;
}
