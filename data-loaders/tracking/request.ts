import type {TrackingSettings} from "./trackingSettings.js";
import {readLimited} from "../readLimited.js";
import {withoutSecrets} from "./trackingSettings.js";

/** What came back instead of an answer. */
export class TrackingError extends Error {
  override name = "TrackingError";

  constructor(
    message: string,
    /** HTTP status; 0 when there was no answer */
    readonly status: number,
    /** MLflow's own code, such as RESOURCE_ALREADY_EXISTS */
    readonly code: string
  ) {
    super(message);
  }

  /** whether a later try may succeed */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** Sends requests; waits and tries again where that may help. */
export interface Requester {
  /** For what may be asked twice: a request whose answer was lost is sent again. @param body JSON, or bytes as they are */
  send(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Calls again, after a pause, while the error is a passing one. For work that is not one request. */
  again<T>(work: () => Promise<T>): Promise<T>;
  /** One try: for what makes something new, where whoever tries again must look first. */
  once(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** A page of a thousand runs is a few MiB. */
const LARGEST = 64 * 2 ** 20;

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;

/** @param signal ends everything, pauses included */
export function createRequester(settings: TrackingSettings, signal: AbortSignal): Requester {
  const once: Requester["once"] = (method, path, body) => sendOnce(settings, {method, path, body, signal});
  const again: Requester["again"] = async (work) => {
    for (let attempt = 0; ; ++attempt) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof TrackingError) || !error.isPassing || attempt >= settings.maxRetries || signal.aborted) throw error;
        await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt), signal);
      }
    }
  };
  return {once, again, send: (method, path, body) => again(() => once(method, path, body))};
}

interface Sent {
  method: string;
  path: string;
  body?: unknown;
  signal: AbortSignal;
}

async function sendOnce({uri, authorization, timeoutMs}: TrackingSettings, {method, path, body, signal}: Sent): Promise<unknown> {
  const isBytes = body instanceof Uint8Array;
  const headers: Record<string, string> = {"User-Agent": "churnbook"};
  if (authorization) headers.Authorization = authorization;
  if (body !== undefined) headers["Content-Type"] = isBytes ? "application/octet-stream" : "application/json";
  const what = `${method} ${path.split("?")[0]}`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(uri + path, {
      method,
      headers,
      body: body === undefined ? undefined : isBytes ? Buffer.from(body) : JSON.stringify(body),
      redirect: "manual", // followed, a POST would become a GET, and a key might go to another host
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    });
    text = await readText(response, what);
  } catch (error) {
    if (error instanceof TrackingError) throw error;
    throw new TrackingError(`${what}: ${sayWhy(error as Error)}`, 0, "UNREACHABLE");
  }
  if (response.status >= 300 && response.status < 400) {
    throw new TrackingError(
      `${what}: the server sends on to ${withoutSecrets(response.headers.get("location"))}; set MLFLOW_TRACKING_URI to its own address`,
      response.status,
      "MOVED"
    );
  }
  const json = parse(text);
  if (response.ok && json === null && /^\s*</.test(text)) {
    throw new TrackingError(
      `${what}: a web page came back, which may be a login; MLFLOW_TRACKING_URI must be the address of MLflow's own interface`,
      response.status,
      "NOT_MLFLOW"
    );
  }
  if (!response.ok) {
    const {error_code: code = "", message = text.slice(0, 200)} = (json ?? {}) as {error_code?: unknown; message?: unknown};
    throw new TrackingError(`${what}: ${response.status} ${String(code)} ${String(message)}`.trim(), response.status, String(code));
  }
  return json ?? text;
}

async function readText(response: Response, what: string): Promise<string> {
  const bytes = response.body ? await readLimited(response.body, LARGEST) : new Uint8Array();
  if (bytes) return new TextDecoder().decode(bytes);
  throw new TrackingError(
    `${what}: the answer is larger than ${LARGEST / 2 ** 20} MiB, which is none of MLflow's`,
    response.status,
    "NOT_MLFLOW"
  );
}

function parse(text: string): unknown {
  try {
    return text === "" ? {} : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

function sayWhy(error: Error): string {
  if (error.name === "TimeoutError") return "no answer in time";
  if (error.name === "AbortError") return "given up, because it took too long in all";
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      {once: true}
    );
  });
}
