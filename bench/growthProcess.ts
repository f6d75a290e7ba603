import type {Params} from "../lib/book/common.js";
import type {Growth} from "./cases/growth.js";
import {fitOurs} from "./support/bench.js";
import {costOf} from "./support/measure.js";
import {drawUsers} from "./support/users.js";

/** Fewer trees than the defaults, so that a million users take seconds; each tree's work grows alike. */
const PARAMS: Record<string, Params> = {
  logistic: {steps: 20},
  tree: {},
  forest: {nTrees: 5, maxDepth: 6},
  boosting: {nTrees: 40, maxDepth: 4}
};

const [name, nRows] = [process.argv[2], Number(process.argv[3])];
const data = await drawUsers(nRows);
fitOurs(name, await drawUsers(5000), PARAMS[name]); // so that what is timed is compiled
const {wall, cpu} = await costOf(() => fitOurs(name, data, PARAMS[name]));
const peakMegabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
process.stdout.write(JSON.stringify({nRows, wallSeconds: wall / 1000, seconds: cpu / 1000, peakMegabytes} satisfies Growth));
