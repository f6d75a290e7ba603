import {packDuckdb} from "../../data-loaders/site/packDuckdb.js";

/** Loaded when a reader asks for it; pages inflate it. */
process.stdout.write(await packDuckdb(process.cwd()));
