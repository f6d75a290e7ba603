import type {Command} from "../command.js";
import {compareBuilds} from "../../lib/history/compareBuilds.js";
import {addDrift} from "../../lib/history/slowDrift.js";
import {formatDiff} from "../../lib/history/formatDiff.js";
import {parseCommand} from "../command.js";
import {settingOptions} from "../settingOptions.js";
import {readSettings} from "../settings.js";
import {findBuild, lastTwo} from "./findBuild.js";

const OPTIONS = {
  out: {...settingOptions.out, help: "the site whose builds hashes name, and which stands for what is not named; default dist"},
  json: {type: "boolean", help: "print JSON in place of Markdown"},
  "fail-on-doubt": {type: "boolean", help: "end with status 3 where something looks like a mistake in the data"}
} as const;

const DIFF: Command<typeof OPTIONS> = {
  usage: "churnbook diff [old] [new]",
  about: `Says what changed between two builds, as Markdown for a pull request or the summary of a job: data, definition, Champion, decision,
    who would cross the contact line, and what looks like a mistake. A build is named by a site's folder or address, a file of its
    api/history, or a book's hash; without a name it is the site in dist, and without any, its last two builds.`,
  options: OPTIONS,
  takes: {least: 0, most: 2, what: "two builds at the most"},
  examples: ["churnbook diff", "churnbook diff https://your.site/ dist >> $GITHUB_STEP_SUMMARY", "churnbook diff 3f2a91c 77e0b1d --json"]
};

const DOUBT_STATUS = 3;

/** `churnbook diff`. @param args what follows the command */
export async function diffCommand(args: readonly string[]): Promise<void> {
  const asked = parseCommand(DIFF, args);
  if (asked === null) return;
  const {output} = readSettings();
  const [old, now = output] = asked.positionals;
  const {earlier, before, after} =
    old === undefined ? await lastTwo(output) : {earlier: null, before: await findBuild(old, output), after: await findBuild(now, output)};
  const step = compareBuilds(before.record, after.record, await after.readPopulation());
  const diff = addDrift(step, earlier?.record ?? null, after.record);
  process.stdout.write(asked.values.json ? `${JSON.stringify(diff, null, 2)}\n` : formatDiff(diff));
  if (asked.values["fail-on-doubt"] && diff.doubts.length > 0) process.exitCode = DOUBT_STATUS;
}
