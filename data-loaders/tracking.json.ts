import type {TrackingBook} from "../lib/book/tracking.js";
import {join} from "node:path";
import {fail} from "./fail.js";
import {readJsonIfWhole} from "./flow/files.js";
import {readSettings} from "./settings.js";
import {TRACKING_FILE} from "./tracking/track.js";

/** Whether the tracking server knows the run, for the page: `FileAttachment("data/tracking.json")`. */
const off: TrackingBook = {state: "off", waiting: 0, reason: null, registered: null};
try {
  process.stdout.write(JSON.stringify((await readJsonIfWhole<TrackingBook>(join(readSettings().home, TRACKING_FILE))) ?? off));
} catch (error) {
  fail(error);
}
