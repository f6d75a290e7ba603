/**
 * A sorted copy, by radix over the float32 bits: several times quicker than a comparing sort for the lengths met here.
 *
 * @param values without NaN; -0 comes before 0
 */
export function sortFloats(values: Float32Array): Float32Array {
  const n = values.length;
  let keys = toKeys(values);
  let spare = new Uint32Array(n);
  const counts = new Uint32Array(DIGIT + 1);
  for (let shift = 0; shift < 33; shift += BITS) {
    counts.fill(0);
    for (let i = 0; i < n; ++i) ++counts[((keys[i] >>> shift) & MASK) + 1];
    for (let d = 0; d < DIGIT; ++d) counts[d + 1] += counts[d];
    for (let i = 0; i < n; ++i) spare[counts[(keys[i] >>> shift) & MASK]++] = keys[i];
    [keys, spare] = [spare, keys];
  }
  return fromKeys(keys);
}

/**
 * The indices that sort the values, by the same radix; equal values keep their order.
 *
 * @param values without NaN; -0 comes before 0
 */
export function sortedOrder(values: Float32Array | Float64Array): Uint32Array {
  const n = values.length;
  let order = new Uint32Array(n);
  for (let i = 0; i < n; ++i) order[i] = i;
  let spare = new Uint32Array(n);
  const counts = new Uint32Array(DIGIT + 1);
  for (const keys of values instanceof Float32Array ? [toKeys(values)] : toKeyPair(values)) {
    for (let shift = 0; shift < 33; shift += BITS) {
      counts.fill(0);
      for (let i = 0; i < n; ++i) ++counts[((keys[i] >>> shift) & MASK) + 1];
      for (let d = 0; d < DIGIT; ++d) counts[d + 1] += counts[d];
      for (let i = 0; i < n; ++i) spare[counts[(keys[order[i]] >>> shift) & MASK]++] = order[i];
      [order, spare] = [spare, order];
    }
  }
  return order;
}

const BITS = 11;
const DIGIT = 2 ** BITS;
const MASK = DIGIT - 1;
/** Which of a double's two words bears the sign: the second, but on big-endian machines. */
const UPPER = new Uint8Array(new Uint32Array([1]).buffer)[0];

/** Whole numbers that grow as the floats do. */
function toKeys(values: Float32Array): Uint32Array<ArrayBuffer> {
  const keys = new Uint32Array(new Float32Array(values).buffer);
  for (let i = 0; i < keys.length; ++i) keys[i] ^= keys[i] >>> 31 === 1 ? 0xffffffff : 0x80000000;
  return keys;
}

/** The same of doubles: the lower words, then the upper. */
function toKeyPair(values: Float64Array): [low: Uint32Array, high: Uint32Array] {
  const words = new Uint32Array(new Float64Array(values).buffer);
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  for (let i = 0; i < values.length; ++i) {
    const sign = words[2 * i + UPPER] >>> 31;
    low[i] = words[2 * i + 1 - UPPER] ^ (sign === 1 ? 0xffffffff : 0);
    high[i] = words[2 * i + UPPER] ^ (sign === 1 ? 0xffffffff : 0x80000000);
  }
  return [low, high];
}

function fromKeys(keys: Uint32Array): Float32Array {
  const bits = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; ++i) bits[i] = keys[i] ^ (keys[i] >>> 31 === 1 ? 0x80000000 : 0xffffffff);
  return new Float32Array(bits.buffer);
}
