import type {Settings} from "./settings.js";
import type {Command} from "./command.js";
import type {InitValues} from "./init/command.js";
import {existsSync} from "node:fs";
import {resolve} from "node:path";
import {check} from "../lib/check.js";
import {listWords} from "../lib/format.js";
import {parseCommand} from "./command.js";
import {realPlace} from "./flow/files.js";
import {definitionBeside, inferInto, INIT_OPTIONS} from "./init/command.js";
import {settingOptions} from "./settingOptions.js";
import {readSettings} from "./settings.js";

const {definition, out, home, base, history, port, host, workers} = settingOptions;
const FLOW_OPTIONS = {...INIT_OPTIONS, definition, home, workers};
const BUILD_OPTIONS = {...FLOW_OPTIONS, out, base, history};
const START_OPTIONS = {...BUILD_OPTIONS, port, host};
const DEV_OPTIONS = {...FLOW_OPTIONS, base, port, host};
const TABLE = {least: 0, most: 1, what: "one table"};
const WHICH_TABLE = `The table is CSV, Parquet, Arrow or Excel; without one it is CHURN_DATA, or else a synthetic sample. What its
columns are stands in a definition: of a table that is named, the one beside it, which is worked out first where there is none, as by
churnbook init; else that of the sample, unless --definition says another.`;

const START: Command<typeof START_OPTIONS> = {
  usage: "churnbook [start] [table]",
  about: `Reads a table of customers, builds the book of it, and serves it. ${WHICH_TABLE} The site goes into dist, and what is
    kept between runs into .churnbook, in the folder that you are in.`,
  options: START_OPTIONS,
  takes: TABLE,
  examples: [
    "churnbook customers.csv",
    "churnbook customers.csv --label Exited --churned 1 --yes --out site --port 8080",
    "churnbook start"
  ]
};

const BUILD: Command<typeof BUILD_OPTIONS> = {
  usage: "churnbook build [table]",
  about: `Builds the book of a table of customers, and does not serve it. ${WHICH_TABLE}`,
  options: BUILD_OPTIONS,
  takes: TABLE,
  examples: ["churnbook build customers.csv --out site", "churnbook build customers.csv --definition shop.dataset.json --base /churn/"]
};

const FLOW: Command<typeof FLOW_OPTIONS> = {
  usage: "churnbook flow [table]",
  about: `Explores, fits and judges, and keeps what it found, without making a site of it. ${WHICH_TABLE}`,
  options: FLOW_OPTIONS,
  takes: TABLE,
  examples: ["churnbook flow customers.csv --workers 8"]
};

const DEV: Command<typeof DEV_OPTIONS> = {
  usage: "churnbook dev [table]",
  about: `Serves the book and follows every change: of the definition, and, in the repository, of pages and the code behind them.
    ${WHICH_TABLE}`,
  options: DEV_OPTIONS,
  takes: TABLE,
  examples: ["churnbook dev customers.csv"]
};

const SERVE_OPTIONS = {out, base, port, host};
const SERVE: Command<typeof SERVE_OPTIONS> = {
  usage: "churnbook serve [folder]",
  about: "Serves a site that was built: the folder, or else dist.",
  options: SERVE_OPTIONS,
  takes: {least: 0, most: 1, what: "one folder"},
  examples: ["churnbook serve", "churnbook serve site --port 8080 --host 0.0.0.0"]
};

/** `churnbook <table>`, `churnbook start`, `npm start`. @param args what follows the command */
export async function startCommand(args: readonly string[]): Promise<void> {
  const settings = await readBookSettings(START, args);
  if (settings === null) return;
  await build(settings);
  await serve(settings);
}

/** `churnbook build`: the flow, then the site. */
export async function buildCommand(args: readonly string[]): Promise<void> {
  const settings = await readBookSettings(BUILD, args);
  if (settings) await build(settings);
}

/** `churnbook flow`: the flow alone. */
export async function flowCommand(args: readonly string[]): Promise<void> {
  const settings = await readBookSettings(FLOW, args);
  if (settings) await flow(settings);
}

/** `churnbook dev`: pages that follow every change of src, and the flow every change of the code behind it. */
export async function devCommand(args: readonly string[]): Promise<void> {
  const settings = await readBookSettings(DEV, args);
  if (settings === null) return;
  const {developSite} = await import("./site/dev.js");
  await developSite(settings, say);
}

/** `churnbook serve`: what was built last. */
export async function serveCommand(args: readonly string[]): Promise<void> {
  const asked = parseCommand(SERVE, args);
  if (asked === null) return;
  const [folder] = asked.positionals;
  const settings = readSettings();
  await serve(folder === undefined ? settings : {...settings, output: resolve(folder)});
}

/** The settings of a book, with a definition for its table; null if the command only explained itself. */
async function readBookSettings(command: Command<typeof FLOW_OPTIONS>, args: readonly string[]): Promise<Settings | null> {
  const asked = parseCommand(command, args);
  if (asked === null) return null;
  const [table] = asked.positionals;
  if (table === undefined) sayUnread(asked.values, "no table is named of which a definition could be worked out");
  else {
    checkDescribed(table, asked.values.definition);
    // settings of the process, because pages and workers read them too
    process.env.CHURN_DATA = resolve(table);
    process.env.CHURN_DATASET = resolve(process.env.CHURN_DATASET || definitionBeside(table));
    if (existsSync(process.env.CHURN_DATASET))
      sayUnread(asked.values, `the definition stands already, and can be mended: ${process.env.CHURN_DATASET}`);
    else if (!(await inferInto(process.env.CHURN_DATASET, table, asked.values)))
      say(`Another run wrote ${process.env.CHURN_DATASET} meanwhile: it is read.`);
  }
  return readSettings();
}

/** Names the options that tell how a definition is worked out, where none is. @param why what follows "because" */
function sayUnread(values: InitValues, why: string): void {
  const {yes: _, ...telling} = INIT_OPTIONS;
  const unread = Object.keys(telling).filter((name) => Object.hasOwn(values, name));
  if (unread.length > 0) say(`Not read: ${listWords(unread.map((name) => `--${name}`))}, because ${why}.`);
}

/** Beside a pattern of files there is no one place for a definition. */
function checkDescribed(table: string, definition: string | undefined): void {
  const isPattern = /[*?{[]/.test(table) && !existsSync(table);
  check(!isPattern || definition !== undefined || process.env.CHURN_DATASET, {
    where: "churnbook",
    rule: "several files must have their definition named",
    got: table,
    remedy: "Say by --definition where it stands; churnbook init works one out from one of the files."
  });
}

async function build(settings: Settings): Promise<void> {
  const [{claimHome, findSitePlace}, {buildSite, prepareFramework}, {bundlePackagesWhile}] = await Promise.all([
    import("./places.js"),
    import("./site/build.js"),
    import("./site/warmPackages.js")
  ]);
  await findSitePlace(settings); // so that no work is done for a folder that may not be written
  await claimHome(settings.home, settings);
  let framework: ReturnType<typeof prepareFramework> = Promise.resolve(null);
  const prepare = (): void => void (framework = prepareFramework(settings));
  let isNew: boolean;
  try {
    await bundlePackagesWhile(settings, () => flow(settings, prepare));
    isNew = await buildSite(settings, await framework);
  } finally {
    (await framework)?.end();
  }
  say(isNew ? `The site is in ${settings.output}.` : `The site in ${settings.output} stays: nothing that it is made of has changed.`);
}

/** The flow alone, of which a tracking server is told where one is set. @param onWork called when its first task begins to work */
async function flow(settings: Settings, onWork?: () => void): Promise<void> {
  const [{buildBook}, {trackRun}, {readTrackingSettings}] = await Promise.all([
    import("./build.js"),
    import("./tracking/track.js"),
    import("./tracking/trackingSettings.js")
  ]);
  readTrackingSettings(); // a wrong setting is said now, and not after minutes of work
  await buildBook(settings, {onWork});
  await trackRun({home: settings.home, say});
}

async function serve(settings: Settings): Promise<void> {
  const [{mendSite}, {serveSite}] = await Promise.all([import("./site/publishSite.js"), import("./site/serve.js")]);
  await mendSite(await realPlace(settings.output));
  const {url} = await serveSite({folder: settings.output, base: settings.base, host: settings.host, port: settings.port});
  say(`Churnbook is at ${url} (stop it with Ctrl+C).`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
