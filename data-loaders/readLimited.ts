/**
 * All bytes of a stream that ends in time.
 *
 * @param stream a file's, or a response's, which Node iterates though the types of browsers do not say so
 * @param limit the most bytes that are taken into memory
 * @returns null if there are more; the stream is then closed
 */
export async function readLimited(
  stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
  limit: number
): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > limit) return null; // which cancels the stream
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
