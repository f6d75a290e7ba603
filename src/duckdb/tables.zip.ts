import {queryTables} from "../../data-loaders/site/queryTables.js";
import {writeZip} from "../../data-loaders/writeZip.js";

/** The tables that readers query in the page. */
await writeZip(queryTables);
