import {check} from "../../lib/check.js";
import {address} from "../ui/address.js";

/**
 * The bytes of a gzipped body, inflated. Some servers say "this is gzip" of a .gz file, and the browser has inflated it on
 * the way: then the bytes are taken as they come, which their first two tell.
 *
 * @param onBytes called with the number of bytes read so far
 */
export async function inflate(
  body: ReadableStream<Uint8Array>,
  onBytes: (read: number) => void = () => {}
): Promise<ReadableStream<Uint8Array>> {
  const reader = body.getReader();
  let [head, read]: [Uint8Array, number] = [new Uint8Array(), 0];
  while (head.length < 2) {
    const {done, value} = await reader.read();
    if (done) break;
    head = joined(head, value);
  }
  const bytes = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(copied(head));
      onBytes((read = head.length));
    },
    async pull(controller) {
      const {done, value} = await reader.read();
      if (done) return controller.close();
      controller.enqueue(copied(value));
      onBytes((read += value.length));
    },
    cancel: (reason) => reader.cancel(reason)
  });
  return head[0] === 0x1f && head[1] === 0x8b ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes;
}

/**
 * Fetches a gzipped file and inflates it.
 *
 * @param type the media type of what is inside
 * @throws if it is not there, or is cut short
 */
export async function fetchInflated(url: string, type: string, onBytes?: (read: number) => void): Promise<Blob> {
  const response = await address.fetch(url);
  check(response.ok && response.body, {where: "database", rule: "its file must be on this site", got: `an answer of ${response.status}`});
  const blob = await new Response(await inflate(response.body as ReadableStream<Uint8Array>, onBytes)).blob();
  return new Blob([blob], {type});
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The same bytes in a buffer that is not shared, which is what the stream's type asks for. */
function copied(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
