import type {Job} from "../flow/workerPool.js";
import {createHash} from "node:crypto";
import {pathToFileURL} from "node:url";
import {deserialize, serialize} from "node:v8";

/** A job that any machine can run: its large arrays are named by their hashes, its files by paths within the project. */
export interface PackedJob {
  /** the payload, without its large arrays */
  body: string;
  /** large arrays by hash, to be kept where workers find them */
  blobs: Map<string, Buffer>;
}

type TypedArray = Uint8Array | Int8Array | Int32Array | Float32Array | Float64Array;
const ARRAYS = {Uint8Array, Int8Array, Int32Array, Float32Array, Float64Array};

/** Smaller arrays travel within the job. */
const LARGE_BYTES = 1024;
const ROOT = "churnbook-root:";

/** @param root the project's folder here */
export function packJob({module, payload}: Job, root: string): PackedJob {
  const blobs = new Map<string, Buffer>();
  const here = rootUrl(root);
  const swap = (value: unknown): unknown => {
    if (typeof value === "string") return value.startsWith(here) ? ROOT + value.slice(here.length) : value;
    if (ArrayBuffer.isView(value)) return packArray(value as TypedArray, blobs);
    return mapValues(value, swap);
  };
  return {body: serialize(swap({module, payload})).toString("base64"), blobs};
}

/**
 * @param root the project's folder there
 * @param getBlob a large array's bytes by hash
 */
export async function unpackJob(body: string, root: string, getBlob: (hash: string) => Promise<Buffer>): Promise<Job> {
  const packed = deserialize(Buffer.from(body, "base64")) as unknown;
  const blobs = new Map<string, Buffer>();
  for (const hash of new Set(findBlobs(packed))) blobs.set(hash, await getBlob(hash));
  const there = rootUrl(root);
  const swap = (value: unknown): unknown => {
    if (typeof value === "string") return value.startsWith(ROOT) ? there + value.slice(ROOT.length) : value;
    if (isRef(value)) return unpackArray(value, blobs.get(value.blob) as Buffer);
    if (ArrayBuffer.isView(value)) return value;
    return mapValues(value, swap);
  };
  return swap(packed) as Job;
}

interface Ref {
  blob: string;
  array: keyof typeof ARRAYS;
}

function packArray(values: TypedArray, blobs: Map<string, Buffer>): TypedArray | Ref {
  if (values.byteLength < LARGE_BYTES) return values.slice(); // out of memory that is shared, which cannot travel
  const bytes = Buffer.from(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
  const array = values.constructor.name as Ref["array"];
  const hash = createHash("sha256").update(bytes).digest("hex");
  blobs.set(hash, bytes);
  return {blob: hash, array};
}

function unpackArray({array}: Ref, bytes: Buffer): TypedArray {
  const copy = new SharedArrayBuffer(bytes.byteLength); // shared, so that passing it on to threads costs nothing
  new Uint8Array(copy).set(bytes);
  const make = ARRAYS[array] as new (buffer: SharedArrayBuffer) => TypedArray;
  return new make(copy);
}

function isRef(value: unknown): value is Ref {
  return typeof value === "object" && value !== null && "blob" in value && "array" in value && Object.keys(value).length === 2;
}

function* findBlobs(value: unknown): Generator<string> {
  if (isRef(value)) yield value.blob;
  else if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value))
    for (const inner of Object.values(value)) yield* findBlobs(inner);
}

function mapValues(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
}

function rootUrl(root: string): string {
  return pathToFileURL(root).href.replace(/\/?$/, "/");
}
