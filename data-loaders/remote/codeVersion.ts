import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {fingerprint} from "../flow/fingerprint.js";
import {hashOf} from "../flow/hash.js";

/** The code of all jobs: every file that a job's module imports by its payload stands here too. */
const SOURCES = ["data-loaders/jobs/fitFold.ts", "data-loaders/jobs/fitAll.ts", "lib/learners/learners.ts"];

/** A short hash of the code that jobs run, so that machines with other code never work on one run. */
export async function codeVersion(root: string): Promise<string> {
  const prints = await fingerprint(SOURCES.map((path) => pathToFileURL(resolve(root, path)).href), root);
  return hashOf([...prints.values()], process.versions.v8).slice(0, 16);
}
