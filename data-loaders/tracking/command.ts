import type {Command} from "../command.js";
import {check} from "../../lib/check.js";
import {parseCommand} from "../command.js";
import {claimHome} from "../places.js";
import {settingOptions} from "../settingOptions.js";
import {readSettings} from "../settings.js";
import {trackRun} from "./track.js";
import {readTrackingSettings} from "./trackingSettings.js";

const {home} = settingOptions;
const OPTIONS = {home};
const TRACK: Command<typeof OPTIONS> = {
  usage: "churnbook track",
  about: `Tells the tracking server (MLFLOW_TRACKING_URI) of the last run, and of all that wait because it could not be reached.
    A build does so by itself.`,
  options: OPTIONS,
  takes: {least: 0, most: 0, what: "options alone"},
  examples: ["MLFLOW_TRACKING_URI=http://localhost:5000 churnbook track"]
};

/** `churnbook track`. @param args what follows "track" */
export async function trackCommand(args: readonly string[]): Promise<void> {
  if (parseCommand(TRACK, args) === null) return;
  check(readTrackingSettings() !== null, {
    where: "MLFLOW_TRACKING_URI",
    rule: "it must be the address of a tracking server",
    got: "nothing",
    remedy: "For example MLFLOW_TRACKING_URI=http://localhost:5000 npx churnbook track."
  });
  const settings = readSettings();
  await claimHome(settings.home, {root: settings.root});
  const {state} = await trackRun({home: settings.home, say: (line) => void process.stdout.write(`${line}\n`)});
  process.exitCode = state === "waiting" ? 1 : 0;
}
