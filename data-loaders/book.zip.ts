import {bookFiles} from "./site/publish.js";
import {writeZip} from "./writeZip.js";

/** The artefacts for pages. */
await writeZip(bookFiles);
