import {existsSync} from "node:fs";
import {check} from "../lib/check.js";
import {fail, failOnStrayErrors} from "./fail.js";
import {formatOf} from "./ingest/resolveFiles.js";
import {readSettings} from "./settings.js";
import {getNamed} from "../lib/named.js";

const HELP = `churnbook <table>      a book of a table of customers, built and served: churnbook <table> --help
churnbook <command>

  init       write a dataset definition from a table: churnbook init --help
  score      score a file of users on all cores: churnbook score --help
  pack       the book that was built last as one HTML file: churnbook pack --help
  endpoint   answer POST /predict: churnbook endpoint --help
  track      tell the tracking server (MLFLOW_TRACKING_URI) of the last run, and of all that wait
  worker     work on the trials of whoever has the same REDIS_URL and the same code
  nginx      print an nginx configuration for the built site: churnbook nginx [listen] [root]
`;

const commands: Record<string, (args: string[]) => Promise<void>> = {
  init: async (args) => (await import("./init/command.js")).initCommand(args),
  score: async (args) => (await import("./score/command.js")).scoreCommand(args),
  pack: async (args) => (await import("./site/singleFile/command.js")).packCommand(args),
  endpoint: async (args) => (await import("./serve/command.js")).endpointCommand(args),
  track: async () => {
    const {trackRun} = await import("./tracking/track.js");
    const settings = readSettings();
    await (await import("./places.js")).claimHome(settings.home, {root: settings.root});
    const {state} = await trackRun({home: settings.home, say: (line) => void process.stdout.write(`${line}\n`)});
    if (state === "off") process.stdout.write("tracking: MLFLOW_TRACKING_URI is not set\n");
    process.exitCode = state === "waiting" ? 1 : 0;
  },
  worker: async () => (await import("./remote/command.js")).workerCommand(),
  nginx: async ([listen = "8080", root = "/usr/share/nginx/html"]) => {
    const {nginxConfig} = await import("./site/nginx.js");
    const {output, base} = readSettings();
    process.stdout.write(await nginxConfig(output, {listen, root, base}));
  },
  help: async () => void process.stdout.write(HELP)
};

const [given = "help", ...args] = process.argv.slice(2);
const name = given === "--help" || given === "-h" ? "help" : given;

failOnStrayErrors();
try {
  if (!Object.hasOwn(commands, name) && (formatOf(name) !== null || existsSync(name)))
    await (await import("./startTable.js")).startTable([name, ...args]);
  else {
    check(Object.hasOwn(commands, name), {
      where: "churnbook",
      rule: `it takes a table, or one of ${Object.keys(commands).join(", ")}`,
      got: name,
      remedy: "See churnbook help."
    });
    await getNamed(commands, name)(args);
  }
} catch (error) {
  fail(error);
}
