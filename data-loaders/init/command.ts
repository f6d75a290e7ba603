import type {InferredDefinition} from "../../lib/infer/inferDefinition.js";
import type {Said} from "./chooseLabel.js";
import type {GivenDefinition, LabelChoice} from "../../lib/dataset/definition.js";
import type {Command} from "../command.js";
import {constants, existsSync} from "node:fs";
import {access} from "node:fs/promises";
import {basename, dirname, join, relative, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {blankClassOf, classesOf} from "../../lib/dataset/classes.js";
import {SAY_AHEAD, sayBlank, sayNewcomers} from "../../lib/infer/sayGuesses.js";
import type {Complaint} from "../../lib/check.js";
import {check, complain} from "../../lib/check.js";
import {formatCount, listWords, shellWord} from "../../lib/format.js";
import {createWhole} from "../flow/files.js";
import {codeOf, explainSystemError, isForbidden} from "../flow/systemErrors.js";
import {parseCommand} from "../command.js";
import {BLANKS} from "./chooseLabel.js";
import {askInTerminal} from "./askInTerminal.js";
import {nameEncoding} from "../../lib/rows/encoding.js";
import {findFormatFaults} from "../../lib/rows/format.js";
import {isCalendarDate} from "../../lib/rows/dates.js";

/** What a person may say of a table that no table says of itself. */
export const INIT_OPTIONS = {
  label: {type: "string", value: "<column>", help: "the column that says who left"},
  churned: {type: "string", multiple: true, value: "<value>", help: "its value of those who left; may be said again"},
  blank: {type: "string", value: "<what>", help: "what a blank in it means: retained, churned or unknown"},
  aside: {type: "string", multiple: true, value: "<value>", help: "its value of those who count as neither; may be said again"},
  id: {type: "string", multiple: true, value: "<column>", help: "a column that names a row; may be said again"},
  keep: {type: "string", multiple: true, value: "<column>", help: "an input, whatever speaks against it; may be said again"},
  timing: {type: "string", value: "<when>", help: "when the other columns were measured: before, or same-period as the label"},
  "as-of": {
    type: "string",
    value: "<date>",
    help: "the day that dates are counted back from; default: the last that 20 rows are of or after, in a column of dates that do not lie ahead"
  },
  encoding: {type: "string", value: "<name>", help: "how the file's text is encoded, such as gb18030; default: as it is found"},
  yes: {type: "boolean", short: "y", help: "ask nothing: take what is likely"}
} as const;

const OPTIONS = {
  ...INIT_OPTIONS,
  definition: {type: "string", short: "d", value: "<file>", help: "where to write; default: beside the table"}
} as const;
const INIT: Command<typeof OPTIONS> = {
  usage: "churnbook init <table>",
  about: `Reads a table of customers (CSV, Parquet, Arrow or Excel), says what each column was taken for and why, and writes a
    definition beside it, which the build reads: <table>.dataset.json. In a terminal it asks what no table says of itself.`,
  options: OPTIONS,
  takes: {least: 1, most: 1, what: "one table"},
  examples: ["churnbook init customers.csv", "churnbook init customers.csv --label Exited --churned 1 --id CustomerId --yes"]
};

const SCHEMA = fileURLToPath(new URL("../../data/dataset.schema.json", import.meta.url));

/** `churnbook init ...`. @param args what follows "init" */
export async function initCommand(args: readonly string[]): Promise<void> {
  const asked = parseCommand(INIT, args);
  if (asked === null) return;
  const {
    values,
    positionals: [table]
  } = asked;
  const path = resolve(values.definition ?? definitionBeside(table));
  check(await inferInto(path, table, values), stands(path));
  process.stdout.write(
    `Then: npx churnbook ${shellWord(table)}${values.definition ? ` --definition ${shellWord(values.definition)}` : ""}\n`
  );
}

/** What was said by options. */
export interface InitValues {
  label?: string;
  churned?: string[];
  blank?: string;
  aside?: string[];
  id?: string[];
  keep?: string[];
  timing?: string;
  "as-of"?: string;
  encoding?: string;
  yes?: boolean;
}

/**
 * Works out a definition, says what each column was taken for, and writes it.
 *
 * @returns false: another run wrote one there meanwhile, and it stands
 */
export async function inferInto(path: string, table: string, values: InitValues): Promise<boolean> {
  const {label, churned, aside, id = [], keep = [], timing, "as-of": asOf, encoding, yes = false} = values;
  check(timing === undefined || timing === "before" || timing === "same-period", {
    where: "--timing",
    rule: "it must be before or same-period",
    got: timing
  });
  check(asOf === undefined || isCalendarDate(asOf), {
    where: "--as-of",
    rule: "it must be a date such as 2024-12-31",
    got: asOf ?? ""
  });
  const blank = BLANKS.find((d) => d === values.blank);
  check(blank === values.blank, {where: "--blank", rule: `it must be ${listWords(BLANKS, "or")}`, got: values.blank ?? ""});
  const [fault] = findFormatFaults({encoding});
  check(fault === undefined, {
    where: "--encoding",
    rule: "it must be an encoding of the web's Encoding Standard, such as windows-1252 or shift_jis",
    got: encoding ?? ""
  });
  checkNone(path); // before the table is read and questions are asked
  await checkPlace(path);
  const said: Said = {label, churned, blank, aside, identifiers: id, keep, timing, encoding, asOf};
  const {initTable} = await import("./initTable.js"); // with it DuckDB, which help and a definition that stands need not
  const isAsked = process.stdin.isTTY === true && !yes;
  process.stdout.write(`Reading ${basename(table)} ...\n`);
  const inferred = await initTable(table, said, isAsked ? askInTerminal : async (_, unchanged) => unchanged, {
    onOpen({nRows, nColumns, sheet, encoding: guessed}) {
      const ofSheet = sheet === null || sheet.of === 1 ? "" : `; sheet: “${sheet.name}” of ${formatCount(sheet.of)}`;
      const asText = guessed === null ? "" : `; read as ${nameEncoding(guessed)}`; // said first: what follows may end in an error
      process.stdout.write(`  rows: ${formatCount(nRows)}; columns: ${formatCount(nColumns)}${ofSheet}${asText}\n`);
    }
  });
  const isWritten = await writeDefinition(path, inferred);
  if (isWritten) process.stdout.write(`${sayColumns(inferred)}\n${path} is written: look it over.\n`);
  return isWritten;
}

/** The definition that stands beside a table. @example definitionBeside("a/customers.csv") // "a/customers.dataset.json" */
export function definitionBeside(table: string): string {
  return join(dirname(table), `${basename(table).replace(/\.[^.]*$/, "")}.dataset.json`);
}

/** Never over a definition that stands there: somebody may have worked on it. */
function checkNone(path: string): void {
  check(!existsSync(path), stands(path));
}

function stands(path: string): Complaint {
  return {
    where: "churnbook init",
    rule: "the definition must not stand there already",
    got: path,
    remedy: "Remove it, or say where else with --definition."
  };
}

/** @returns false: something stands there */
async function writeDefinition(path: string, {definition}: InferredDefinition): Promise<boolean> {
  const schema = relative(dirname(path), SCHEMA).replaceAll("\\", "/");
  const isNear = !schema.startsWith("../.."); // a path through somebody's folders helps nobody
  const whole = isNear ? {$schema: schema.startsWith(".") ? schema : `./${schema}`, ...definition} : definition;
  try {
    return await createWhole(path, `${printDefinition(whole)}\n`);
  } catch (error) {
    throw explainPlace(error, path);
  }
}

/** A folder that is not there is told of by whoever looks for the table in it, or writes into it. */
async function checkPlace(path: string): Promise<void> {
  await access(dirname(path), constants.W_OK).catch((error: unknown) => {
    if (isForbidden(error)) throw explainPlace(error, path);
  });
}

function explainPlace(error: unknown, path: string): unknown {
  if (!isForbidden(error)) return explainSystemError(error, path);
  return complain({
    where: path,
    rule: "the definition must be written somewhere, by default beside the table",
    got: `a place where nothing may be written (${codeOf(error)})`,
    remedy: "Say where else with --definition."
  });
}

/** JSON for people: one line an input, a guess or a rule. */
function printDefinition(definition: object): string {
  const lines = Object.entries(definition).map(([key, value]) => {
    const isList = Array.isArray(value) && value.some((item) => typeof item === "object");
    const text = isList
      ? `[\n${(value as unknown[]).map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${lines.join(",\n")}\n}`;
}

function sayDated(label: LabelChoice): string {
  const isLeft = label.dated === label.churned;
  const ofDate = `Whoever has a date in "${label.column}" is who ${isLeft ? "left" : "stayed"}`;
  return label.blank === undefined ? `${ofDate}.` : `${ofDate}; ${sayBlank(label)}.`;
}

function sayClasses({label, guessed = []}: GivenDefinition): string[] {
  const classes = classesOf(label);
  const quote = (texts: readonly string[]): string => texts.map((text) => `"${text}"`).join(", ");
  const left = `${quote(classes.churned)} in "${label.column}" ${classes.churned.length === 1 ? "is" : "are"} who left`;
  const named = `${left}, ${quote(classes.retained)} who stayed.`;
  const newcomers = guessed.filter(({of, guess}) => of === label.column && guess === sayNewcomers(label));
  const ofBlank = label.blank === undefined ? "" : ` A blank counts as "${label.blank}".`;
  const said = [
    label.dated === undefined ? `${named}${ofBlank}` : sayDated(label),
    ...(label.aside ? [`${quote(label.aside)} ${label.aside.length === 1 ? "has" : "have"} no label: set aside.`] : []),
    ...guessed.filter(({guess}) => guess === SAY_AHEAD).map(({guess, why}) => `LOOK: ${guess} (${why}).`),
    ...newcomers.map(({guess, why}) => `LOOK: ${guess}, for ${why}.`)
  ];
  if (label.blank === undefined) return said;
  const isGuessed = guessed.some(({of, guess}) => of === label.column && guess === sayBlank(label));
  return [
    ...said,
    ...(isGuessed
      ? [
          `LOOK: nobody said that ${sayBlank(label)}. If it is, say --blank ${blankClassOf(label)}; ` +
            `if it means not known, "${label.column}" cannot say who left.`
        ]
      : [])
  ];
}

/** A line for each column: what it was taken for, and why. */
function sayColumns({columns, definition, ofTable}: InferredDefinition): string {
  const told = columns.map(({name, role, seen}) => ({
    name: name.replace(/\s+/g, " "), // a header cell may have lines
    what: role.role === "input" ? role.kind : role.role,
    seen,
    why: role.why
  }));
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per column: few
  const width = (key: "name" | "what" | "seen"): number => Math.min(40, Math.max(...told.map((d) => d[key].length)));
  const lines = told.map(
    ({name, what, seen, why}) => `  ${name.padEnd(width("name"))}  ${what.padEnd(width("what"))}  ${seen.padEnd(width("seen"))}  ${why}`
  );
  const {missing, notRows} = definition;
  const notes = [
    ...sayClasses(definition),
    ...ofTable
      .filter(({of}) => of !== "lines")
      .map(({of, guess, why, seen}) => `Guessed of ${of}: ${guess} (${[why, ...(seen ? [seen] : [])].join("; ")}).`),
    ...(notRows ?? []).map(({column, text, why}) => `Left out: ${why} ("${text}" in "${column}").`),
    ...(missing ? ['Unusual words for a missing value were found; they stand under "missing".'] : [])
  ];
  return [...lines, ...notes].join("\n");
}
