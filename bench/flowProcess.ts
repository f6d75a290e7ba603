import {buildBook} from "../data-loaders/build.js";
import {readSettings} from "../data-loaders/settings.js";

await buildBook(readSettings());
