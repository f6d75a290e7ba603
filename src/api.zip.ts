import {readApi} from "../data-loaders/site/api.js";
import {writeZip} from "../data-loaders/writeZip.js";

/** What stands at `/api/` beside the predictor; the addresses are listed in data-loaders/site/apiPaths.ts. */
await writeZip(readApi);
