import {buildBook} from "../data-loaders/build.js";
import {readSettings} from "../data-loaders/settings.js";
import {buildSite} from "../data-loaders/site/build.js";

/** What a build in a process of its own needed. */
export interface BuildCost {
  /** of processor, all threads */
  processorSeconds: number;
  /** the most memory at once, all threads */
  peakMegabytes: number;
}

const settings = readSettings();
await buildBook(settings);
if (process.argv[2] === "--site") await buildSite(settings);
const {user, system} = process.cpuUsage();
const cost: BuildCost = {processorSeconds: (user + system) / 1e6, peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6};
process.stdout.write(`\n${JSON.stringify(cost)}`);
