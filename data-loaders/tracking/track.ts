import type {TrackingBook} from "../../lib/book/tracking.js";
import type {Book} from "../flow/book.js";
import type {Delivered} from "./deliver.js";
import type {Delivery} from "./delivery.js";
import type {Outbox} from "./outbox.js";
import type {TrackingSettings} from "./trackingSettings.js";
import {join} from "node:path";
import {describeError} from "../fail.js";
import {openBook} from "../flow/book.js";
import {takeLock} from "../flow/lock.js";
import {readSealed, writeSealed} from "../flow/sealed.js";
import {deliver} from "./deliver.js";
import {createOutbox} from "./outbox.js";
import {planDelivery} from "./planDelivery.js";
import {createRequester, TrackingError} from "./request.js";
import {readTrackingSettings} from "./trackingSettings.js";

const TRACKING_FILE = "tracking.json";
const OFF: TrackingBook = {state: "off", waiting: 0, reason: null, registered: null};

/** Whether the tracking server knows the last run. */
export async function readTracking({home}: {home: string}): Promise<TrackingBook> {
  const {value} = await readSealed<TrackingBook>(join(home, TRACKING_FILE));
  return value ?? OFF;
}

export interface TrackOptions {
  /** the flow's home folder */
  home: string;
  env?: NodeJS.ProcessEnv;
  /** takes a line for a person */
  say: (line: string) => void;
}

/**
 * Tells the tracking server, if one is set, of the last good run and of all that still wait. Nothing that the server
 * does or fails to do is an error here: what did not arrive waits in the home folder for the next run.
 *
 * @throws only if a setting is wrong
 */
export async function trackRun({home, env = process.env, say}: TrackOptions): Promise<TrackingBook> {
  const settings = readTrackingSettings(env);
  const release = await takeLock(join(home, "tracking.lock"), {
    what: `what waits to be delivered in ${home}`,
    waitMs: settings?.budgetMs ?? 0
  });
  try {
    const outbox = createOutbox(join(home, "outbox"));
    const status = settings ? await track(home, {settings, outbox, say}) : OFF;
    await writeSealed(join(home, TRACKING_FILE), status);
    return status;
  } finally {
    await release();
  }
}

interface Tracking {
  settings: TrackingSettings;
  outbox: Outbox;
  say: (line: string) => void;
}

async function track(home: string, {settings, outbox, say}: Tracking): Promise<TrackingBook> {
  let registered: TrackingBook["registered"] = null;
  let reason: string | null = null;
  try {
    const book = await openBook(home);
    await outbox.put(planDelivery(await readBooks(book), settings), book);
  } catch (error) {
    say(`tracking: this run could not be kept for delivery: ${describeError(error)}`);
    reason = "this run could not be kept for delivery";
  }
  const requester = createRequester(settings, AbortSignal.timeout(settings.budgetMs));
  const waiting: {delivery: Delivery; error: unknown}[] = [];
  for (const {delivery, readFile, remove} of await outbox.list()) {
    try {
      if (waiting.some(({error}) => isPassing(error))) throw waiting[0].error; // who could not be reached is not asked again
      const delivered = await deliver(delivery, readFile, requester);
      say(`tracking: ${sayDelivered(delivered)}; experiment "${delivery.experiment}" of ${settings.uri}`);
      if (delivered.withheld) say(`tracking: without files, because ${delivered.withheld}`);
      reason = delivered.withheld ? "files and models were not taken" : reason;
      registered = Object.keys(delivered.aliases).length > 0 ? {name: delivery.registered.name, versions: delivered.aliases} : null;
      await remove();
    } catch (error) {
      waiting.push({delivery, error});
    }
  }
  if (waiting.length === 0) return {state: "delivered", waiting: 0, reason, registered};
  const [{error}] = waiting;
  say(
    `tracking: ${waiting.length === 1 ? "one run waits" : `${waiting.length} runs wait`} to be delivered by the next, because ${describeFailure(error)}`
  );
  return {state: "waiting", waiting: waiting.length, reason: explain(error), registered: null};
}

function isPassing(error: unknown): boolean {
  return error instanceof TrackingError && error.isPassing;
}

async function readBooks(book: Book): Promise<Parameters<typeof planDelivery>[0]> {
  return {
    dataset: await book.readJson("dataset.json"),
    experiments: await book.readJson("experiments.json"),
    models: await book.readJson("models.json"),
    pipeline: await book.readJson("pipeline.json"),
    registry: await book.readJson("registry.json")
  };
}

function sayDelivered({sent, found, aliases}: Delivered): string {
  const versions = Object.entries(aliases).map(([alias, version]) => `${alias} is version ${version}`);
  return [sent > 0 ? `${sent} runs delivered` : `all ${found} runs were there already`, ...versions].join(", ");
}

/** For the terminal. */
function describeFailure(error: unknown): string {
  return error instanceof TrackingError ? error.message : describeError(error);
}

/** For a published page, which must not name a host. */
function explain(error: unknown): string {
  if (!(error instanceof TrackingError)) return "the delivery failed";
  if (error.status === 0) return "the server could not be reached, or took too long";
  if (error.code === "MOVED" || error.code === "NOT_MLFLOW") return "the address set is not the server's own";
  if (error.status === 401 || error.status === 403) return "the server refused the credentials";
  return `the server refused it (status ${error.status})`;
}
