import {buildBook} from "../data-loaders/build.js";
import {readSettings} from "../data-loaders/settings.js";

await buildBook(readSettings());
const {user, system} = process.cpuUsage();
process.stdout.write(`\n${JSON.stringify({processorSeconds: (user + system) / 1e6})}`);
