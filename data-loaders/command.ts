import type {ParseArgsConfig} from "node:util";
import {resolve} from "node:path";
import {parseArgs} from "node:util";
import {check, ChurnbookError, complain} from "../lib/check.js";
import {readSettings} from "./settings.js";
import {closestTo} from "./closestTo.js";

/** One option of a command: as Node's parser knows it, and as its help tells of it. */
export interface Option {
  type: "string" | "boolean";
  short?: string;
  multiple?: boolean;
  /** what follows it, such as "<folder>" */
  value?: string;
  help: string;
  /** the environment variable that it stands before */
  setting?: string;
  /** whether its value is a path, from the folder that the reader is in */
  isPath?: boolean;
}

export interface Command<O extends Readonly<Record<string, Option>> = Readonly<Record<string, Option>>> {
  /** "churnbook score <file>" */
  usage: string;
  about: string;
  options: O;
  /** how many things may follow that are no options, and what they are in words, such as "one table" */
  takes: {least: number; most: number; what: string};
  examples: readonly string[];
}

type Parsed<O extends NonNullable<ParseArgsConfig["options"]>> = ReturnType<
  typeof parseArgs<{args: string[]; options: O; allowPositionals: true}>
>;

const HELP = {help: {type: "boolean", short: "h", help: "print this"}} as const;

/**
 * What follows a command, by Node's own parser. Options that stand before an environment variable are set for this process,
 * because workers and pages read them too.
 *
 * @returns null if it was asked to explain itself, and did
 * @throws ChurnbookError if an option is unknown, lacks its value or has a wrong one, or too much or too little follows
 */
export function parseCommand<O extends Readonly<Record<string, Option>>>(command: Command<O>, args: readonly string[]): Parsed<O> | null {
  const options = {...command.options, ...HELP};
  if (args.some((arg) => arg === "--help" || arg === "-h")) {
    process.stdout.write(formatHelp({...command, options}));
    return null;
  }
  const {where, parsed} = parse(command, args);
  const {positionals} = parsed;
  const {least, most, what} = command.takes;
  check(positionals.length >= least && positionals.length <= most, {
    where,
    rule: `it takes ${what}`,
    got: positionals.length === 0 ? "none" : positionals.join(" "),
    remedy: `See ${where} --help.`
  });
  giveSettings(command.options, parsed.values as Values);
  return parsed;
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function parse<O extends Readonly<Record<string, Option>>>(
  command: Command<O>,
  args: readonly string[]
): {where: string; parsed: Parsed<O>} {
  const where = nameOf(command);
  try {
    return {where, parsed: parseArgs({args: [...args], options: command.options, allowPositionals: true})};
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [got] = error.message.split(". ");
    const given = /^Unknown option '--([^']+)'/.exec(got)?.[1];
    const near = given === undefined ? null : closestTo(given, Object.keys({...command.options, ...HELP}));
    const file = args.find((arg) => /^-[^-].*\.\w+$/.test(arg));
    const hint = near !== null ? `Did you mean --${near}? ` : file !== undefined ? `A file of that name is written ./${file}. ` : "";
    const remedy = `${hint}See ${where} --help.`;
    throw complain({where, rule: "its options must be known, each with its value", got, remedy});
  }
}

/** @example nameOf({usage: "churnbook [start] [table]"}) // "churnbook start" */
function nameOf({usage}: Pick<Command, "usage">): string {
  return usage.replace(/^churnbook \[(\w+)\]/, "churnbook $1").replace(/ [<[].*$/, "");
}

/** @throws ChurnbookError naming the option whose value is wrong */
function giveSettings(options: Readonly<Record<string, Option>>, values: Values): void {
  const names = new Map<string, string>();
  for (const [name, {setting, isPath}] of Object.entries(options)) {
    const value = values[name]; // foreign name: an option of ours
    if (setting === undefined || typeof value !== "string") continue;
    process.env[setting] = isPath ? resolve(value) : value; // foreign name: an option of ours
    names.set(setting, `--${name}`);
  }
  try {
    readSettings();
  } catch (error) {
    if (!(error instanceof ChurnbookError)) throw error;
    throw new ChurnbookError(error.message.replace(/^\w+/, (setting) => names.get(setting) ?? setting));
  }
}

const WIDTH = 100;

/** How a command explains itself. */
function formatHelp({usage, about, options, examples}: Omit<Command, "takes">): string {
  const lines = Object.entries(options).map(([name, {short, value, help, setting}]) => ({
    left: `${short ? `-${short}, ` : "    "}--${name}${value && !value.startsWith("[") ? " " : ""}${value ?? ""}`,
    right: setting ? `${help} (${setting})` : help
  }));
  return [
    `${usage} [options]`,
    "",
    ...wrap(about, WIDTH),
    "",
    ...columns(lines),
    "",
    "For example",
    ...examples.map((d) => `  ${d}`),
    ""
  ].join("\n");
}

/** Two columns of text, the right one wrapped. */
export function columns(lines: readonly {left: string; right: string}[]): string[] {
  const width = lines.reduce((most, {left}) => Math.max(most, left.length), 0);
  return lines.flatMap(({left, right}) =>
    wrap(right, WIDTH - width - 4).map((line, i) => `  ${(i === 0 ? left : "").padEnd(width)}  ${line}`)
  );
}

/** Text in lines of at most so many characters, unless a word is longer. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
