import type {TrackingBook} from "../lib/book/tracking.js";
import {join} from "node:path";
import {fail} from "./fail.js";
import {readSealed} from "./flow/sealed.js";
import {readSettings} from "./settings.js";
import {TRACKING_FILE} from "./tracking/track.js";

/** Whether the tracking server knows the run, for the page: `FileAttachment("data/tracking.json")`. */
const off: TrackingBook = {state: "off", waiting: 0, reason: null, registered: null};
try {
  const {value} = await readSealed<TrackingBook>(join(readSettings().home, TRACKING_FILE));
  process.stdout.write(JSON.stringify(value ?? off));
} catch (error) {
  fail(error);
}
