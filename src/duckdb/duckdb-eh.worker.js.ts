import {readDuckdbWorker} from "../../data-loaders/site/packDuckdb.js";
import {readSettings} from "../../data-loaders/settings.js";

/** The worker in which the database runs, from this site and no other. */
process.stdout.write(await readDuckdbWorker(readSettings()));
