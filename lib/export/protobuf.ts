/** Bytes of a Protocol Buffers message, put together field by field. */
export type Bytes = Uint8Array;

const encoder = new TextEncoder();

/** A field of whole numbers: int32, int64, enum or bool. @param value a safe integer */
export function intField(field: number, value: number): Bytes {
  return concat([varint(field * 8), varint(value)]);
}

/** A text, bytes or message. */
export function bytesField(field: number, value: string | Bytes): Bytes {
  const bytes = typeof value === "string" ? encoder.encode(value) : value;
  return concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

/** One float32. */
export function floatField(field: number, value: number): Bytes {
  return concat([varint(field * 8 + 5), floatBytes([value])]);
}

/** Many float32 in one packed field. */
export function floatsField(field: number, values: ArrayLike<number>): Bytes {
  return bytesField(field, floatBytes(values));
}

/** Many whole numbers in one packed field. */
export function intsField(field: number, values: ArrayLike<number>): Bytes {
  return bytesField(field, concat(Array.from(values, varint)));
}

/** Fields one after another: a message. */
export function concat(parts: readonly Bytes[]): Bytes {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** Little-endian float32, as tensors and packed fields hold them. */
export function floatBytes(values: ArrayLike<number>): Bytes {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (let i = 0; i < values.length; ++i) view.setFloat32(4 * i, values[i], true);
  return new Uint8Array(view.buffer);
}

/** Little-endian float64. */
export function doubleBytes(values: ArrayLike<number>): Bytes {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (let i = 0; i < values.length; ++i) view.setFloat64(8 * i, values[i], true);
  return new Uint8Array(view.buffer);
}

/** Little-endian int64. */
export function int64Bytes(values: ArrayLike<number>): Bytes {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (let i = 0; i < values.length; ++i) view.setBigInt64(8 * i, BigInt(values[i]), true);
  return new Uint8Array(view.buffer);
}

/** Seven bits per byte, the lowest first; a negative number as the 64 bits of its two's complement. */
function varint(value: number): Bytes {
  const bytes: number[] = [];
  if (value < 0) {
    let bits = BigInt.asUintN(64, BigInt(value));
    for (; bits >= 128n; bits >>= 7n) bytes.push(Number(bits & 127n) + 128);
    return Uint8Array.from([...bytes, Number(bits)]);
  }
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
