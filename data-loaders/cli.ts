import {existsSync} from "node:fs";
import {check} from "../lib/check.js";
import {findNamed} from "../lib/named.js";
import {closestTo} from "./closestTo.js";
import {columns} from "./command.js";
import {fail, failOnStrayErrors} from "./fail.js";
import {readVersion} from "./version.js";

interface Entry {
  summary: string;
  run(args: string[]): Promise<void>;
}

/** Each loads its own code alone. */
const commands: Readonly<Record<string, Entry>> = {
  start: {summary: "build the book of a table, and serve it", run: async (args) => (await import("./bookCommands.js")).startCommand(args)},
  init: {
    summary: "write a definition of a table: which column says who left, and what the others are",
    run: async (args) => (await import("./init/command.js")).initCommand(args)
  },
  build: {summary: "build the book of a table", run: async (args) => (await import("./bookCommands.js")).buildCommand(args)},
  serve: {summary: "serve what was built", run: async (args) => (await import("./bookCommands.js")).serveCommand(args)},
  dev: {summary: "serve the book, and follow every change", run: async (args) => (await import("./bookCommands.js")).devCommand(args)},
  score: {
    summary: "write the chance of churn beside each row of a file",
    run: async (args) => (await import("./score/command.js")).scoreCommand(args)
  },
  campaign: {
    summary: "read the result of a campaign: did contact keep people, and was it worth it?",
    run: async (args) => (await import("./campaign/command.js")).campaignCommand(args)
  },
  diff: {
    summary: "say what changed between two builds",
    run: async (args) => (await import("./history/command.js")).diffCommand(args)
  },
  pack: {
    summary: "write the book as one HTML file, which opens from disk",
    run: async (args) => (await import("./site/singleFile/command.js")).packCommand(args)
  },
  endpoint: {
    summary: "answer POST /predict",
    run: async (args) => (await import("./serve/command.js")).endpointCommand(args)
  },
  flow: {summary: "explore, fit and judge, without a site", run: async (args) => (await import("./bookCommands.js")).flowCommand(args)},
  track: {
    summary: "tell an MLflow server of the last run",
    run: async (args) => (await import("./tracking/command.js")).trackCommand(args)
  },
  worker: {
    summary: "work on the trials of others, by Redis",
    run: async (args) => (await import("./remote/command.js")).workerCommand(args)
  },
  nginx: {
    summary: "print an nginx configuration for the site",
    run: async (args) => (await import("./site/nginxCommand.js")).nginxCommand(args)
  }
};

function formatOverview(): string {
  const lines = Object.entries(commands).map(([name, {summary}]) => ({left: name, right: summary}));
  return `churnbook <table>      a book of a table of customers, built and served
churnbook <command>    one of

${columns(lines).join("\n")}

  churnbook <command> --help explains one of them; churnbook --version says which version this is.

For example
  churnbook customers.csv
  churnbook customers.csv --label Exited --churned 1 --yes
  churnbook score june.csv --model champion
`;
}

async function run([given = "--help", ...args]: readonly string[]): Promise<void> {
  if (given === "--version" || given === "-v") process.stdout.write(`${await readVersion()}\n`);
  else if (given === "--help" || given === "-h" || (given === "help" && args.length === 0)) process.stdout.write(formatOverview());
  else if (given === "help") await run([args[0], "--help"]);
  else {
    const command = findNamed(commands, given);
    if (command) return command.run(args);
    const near = closestTo(given, Object.keys(commands));
    check(given.startsWith("-") || existsSync(given) || (await isTableName(given)), {
      where: "churnbook",
      rule: `it takes a table, or one of ${Object.keys(commands).join(", ")}`,
      got: given,
      remedy: `${near === null ? "" : `Did you mean churnbook ${near}? `}See churnbook --help.`
    });
    await commands.start.run([given, ...args]);
  }
}

/** Whether a path ends as a table does. Reading tables is not loaded for commands that read none. */
async function isTableName(path: string): Promise<boolean> {
  const {formatOf} = await import("./ingest/resolveFiles.js");
  return formatOf(path) !== null;
}

failOnStrayErrors();
try {
  await run(process.argv.slice(2));
} catch (error) {
  fail(error);
}
