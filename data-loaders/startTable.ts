import {existsSync} from "node:fs";
import {resolve} from "node:path";
import {start} from "./bookCommands.js";
import {definitionBeside, inferInto} from "./init/command.js";
import {parseOptions} from "./parseOptions.js";
import {readSettings} from "./settings.js";

export const START_HELP = `churnbook <table> [options]

Reads a table of customers (CSV, Parquet, Arrow or Excel), builds the book of it, and serves it. What its columns are stands in a
definition beside it, <table>.dataset.json; where there is none, it is worked out first, as by churnbook init. The site goes into
dist, and what is kept between runs into .churnbook, in the folder that you are in.

  -d, --definition <file>  the definition; default: beside the table
  --label, --churned, --id, --keep, --timing, -y, --yes   where it is worked out: see churnbook init --help
  --out <folder>           where the site goes (CHURN_OUTPUT)
  --home <folder>          where results are kept (CHURN_HOME)
  --base <path>            the path below which readers find the site, such as /churnbook/ (CHURN_BASE)
  --port <n>               where it is served (PORT); default 3000
  --workers <n>            threads for trials (CHURN_WORKERS); default: one per core

  churnbook customers.csv
  churnbook customers.csv --label Exited --churned 1 --yes --out site
`;

const OPTIONS = {
  definition: {type: "string", short: "d"},
  label: {type: "string"},
  churned: {type: "string"},
  id: {type: "string", multiple: true},
  keep: {type: "string", multiple: true},
  timing: {type: "string"},
  yes: {type: "boolean", short: "y"},
  out: {type: "string"},
  home: {type: "string"},
  base: {type: "string"},
  port: {type: "string"},
  workers: {type: "string"},
  help: {type: "boolean", short: "h"}
} as const;

/** `churnbook <table>`. @param args the table and what follows it */
export async function startTable([table, ...args]: readonly string[]): Promise<void> {
  const {values} = parseOptions("churnbook", {args, options: OPTIONS}, "churnbook <table> --help");
  if (values.help) {
    process.stdout.write(START_HELP);
    return;
  }
  const definition = resolve(values.definition ?? definitionBeside(table));
  const {out = process.env.CHURN_OUTPUT ?? "dist", home = process.env.CHURN_HOME ?? ".churnbook", base, port, workers} = values;
  // settings of the process, because pages and workers read them too
  process.env.CHURN_DATA = resolve(table);
  process.env.CHURN_DATASET = definition;
  process.env.CHURN_OUTPUT = out;
  process.env.CHURN_HOME = home;
  if (base !== undefined) process.env.CHURN_BASE = base;
  if (port !== undefined) process.env.PORT = port;
  if (workers !== undefined) process.env.CHURN_WORKERS = workers;
  const settings = readSettings(); // a wrong one is said before the table is read
  if (!existsSync(definition)) await inferInto(definition, table, values);
  await start(settings);
}
