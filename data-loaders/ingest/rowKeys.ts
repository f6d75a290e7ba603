/** Texts that should name one row each, as hashes of 96 bits: ten million of them take 120 MB, and two different ones never meet. */
export interface RowKeys {
  /** per row three words; all zero where there is no text */
  words: Uint32Array;
}

const WORDS = 3;
/** FNV's prime, and two of MurmurHash3's: each word mixes the same letters otherwise. */
const FACTORS = [0x01000193, 0xcc9e2d51, 0x1b873593] as const;

/** Collects texts as their hashes. */
export class KeyCollector {
  private words = new Uint32Array(WORDS * 4096);
  private length = 0;
  private readonly missing: ReadonlySet<string>;

  /** @param missing texts that stand for none */
  constructor(missing: readonly string[]) {
    this.missing = new Set(missing);
  }

  push(text: string | null): void {
    if (this.length === this.words.length) {
      const more = new Uint32Array(this.length * 2);
      more.set(this.words);
      this.words = more;
    }
    if (text !== null && !this.missing.has(text)) this.hash(text);
    this.length += WORDS;
  }

  finish(): RowKeys {
    return {words: this.words.slice(0, this.length)};
  }

  private hash(text: string): void {
    let [a, b, c] = [0x811c9dc5, 0x9747b28c, 0x3c6ef372];
    for (let i = 0; i < text.length; ++i) {
      const letter = text.charCodeAt(i);
      a = Math.imul(a ^ letter, FACTORS[0]);
      b = Math.imul((b ^ letter) + (b >>> 13), FACTORS[1]);
      c = Math.imul((c ^ letter) + (c >>> 11), FACTORS[2]);
    }
    this.words[this.length] = finish(a ^ text.length);
    this.words[this.length + 1] = finish(b);
    this.words[this.length + 2] = finish(c) | 1; // never all zero
  }
}

/** Spreads every bit over all: the finaliser of MurmurHash3. */
function finish(bits: number): number {
  let x = bits;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** Keys of several files, one after another. */
export function joinKeys(parts: readonly RowKeys[]): RowKeys {
  const words = new Uint32Array(parts.reduce((sum, d) => sum + d.words.length, 0));
  let at = 0;
  for (const part of parts) {
    words.set(part.words, at);
    at += part.words.length;
  }
  return {words};
}

export interface RepeatedKeys {
  /** how many keys name more than one row */
  count: number;
  /** some of them, by their first rows: those and the second ones, from 0 */
  rows: {first: number; second: number}[];
}

/** The keys that name several rows. @param shown of how many to tell the rows, at the most */
export function findRepeatedKeys({words}: RowKeys, shown: number): RepeatedKeys {
  const nRows = words.length / WORDS;
  const mask = 2 ** Math.ceil(Math.log2(2 * nRows + 1)) - 1;
  const firstAt = new Int32Array(mask + 1).fill(-1); // open addressing: the first row of a key
  const isCounted = new Uint8Array(nRows);
  const isSame = (i: number, j: number): boolean =>
    words[WORDS * i] === words[WORDS * j] && words[WORDS * i + 1] === words[WORDS * j + 1] && words[WORDS * i + 2] === words[WORDS * j + 2];
  let count = 0;
  const rows: RepeatedKeys["rows"] = [];
  for (let row = 0; row < nRows; ++row) {
    if (words[WORDS * row + 2] === 0) continue;
    let place = words[WORDS * row] & mask;
    while (firstAt[place] >= 0 && !isSame(firstAt[place], row)) place = (place + 1) & mask;
    const first = firstAt[place];
    if (first < 0) firstAt[place] = row;
    else if (isCounted[first] === 0) {
      isCounted[first] = 1;
      ++count;
      if (rows.length < shown) rows.push({first, second: row});
    }
  }
  return {count, rows: rows.sort((a, b) => a.first - b.first)};
}
