import {packDuckdb} from "../../data-loaders/site/packDuckdb.js";
import {readSettings} from "../../data-loaders/settings.js";

/** Loaded when a reader asks for it; pages inflate it. */
process.stdout.write(await packDuckdb(readSettings()));
