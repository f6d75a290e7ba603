/** A source of uniform numbers in [0, 1). Whoever draws takes one as an argument; the seed enters once. */
export type Random = () => number;

/**
 * A seeded source of uniform numbers with 128 bits of state (sfc32, by Chris Doty-Humphrey; passes PractRand).
 *
 * @param seed any text or finite number; equal seeds give equal sequences on every machine
 * @example createRandom(42)() === createRandom(42)() // true
 */
export function createRandom(seed: string | number): Random {
  let [a, b, c, d] = hashWords(String(seed));
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; ++i) next(); // leave the neighbourhood of the seed
  return next;
}

/**
 * A source of its own for one named piece of work, so that pieces may run in any order, on any number of workers.
 *
 * @example forkRandom(42, "search", "forest", 3)
 */
export function forkRandom(seed: string | number, ...names: (string | number)[]): Random {
  return createRandom([seed, ...names].join("/"));
}

/** A whole number in [0, n). */
export function drawIndex(n: number, random: Random): number {
  return Math.floor(random() * n);
}

/** A shuffled copy (Fisher-Yates); the input is left as it is. */
export function shuffled<T>(values: ArrayLike<T>, random: Random): T[] {
  const result = Array.from(values);
  for (let i = result.length - 1; i > 0; --i) {
    const j = drawIndex(i + 1, random);
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/** Shuffles row numbers where they stand (Fisher-Yates), with the draws of {@link shuffled}. */
export function shuffleRows(rows: Int32Array, random: Random): Int32Array {
  for (let i = rows.length - 1; i > 0; --i) {
    const j = drawIndex(i + 1, random);
    const row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }
  return rows;
}

/** A standard normal deviate (Box and Muller, 1958; one of the pair is thrown away). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Four 32-bit words from a text (FNV-1a with four offsets). */
function hashWords(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x1b873593, 0x9e3779b9, 0x85ebca6b];
  for (let i = 0; i < text.length; ++i) {
    for (let k = 0; k < 4; ++k) words[k] = Math.imul(words[k] ^ (text.charCodeAt(i) + k), 0x01000193);
  }
  return words;
}
