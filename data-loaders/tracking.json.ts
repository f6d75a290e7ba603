import {fail} from "./fail.js";
import {readSettings} from "./settings.js";
import {readTracking} from "./tracking/track.js";

/** For the page: `FileAttachment("data/tracking.json")`. */
try {
  process.stdout.write(JSON.stringify(await readTracking(readSettings())));
} catch (error) {
  fail(error);
}
