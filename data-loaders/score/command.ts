import {availableParallelism} from "node:os";
import {check} from "../../lib/check.js";
import {formatCount, formatSeconds} from "../../lib/format.js";
import {DOUBTFUL_ROWS} from "../../lib/batch/judgeRow.js";
import {parseOptions} from "../parseOptions.js";
import {readSettings} from "../settings.js";
import {openModel} from "./openModel.js";
import {createProgress} from "./scoreJob.js";
import {scoreFiles} from "./scoreFiles.js";

export const SCORE_HELP = `churnbook score <file> [options]

Reads CSV or TSV (.csv, .tsv, .txt), Parquet, Arrow or the first sheet of an Excel workbook (.xlsx), and writes the same
rows with the chance of churn beside them: one file, a quoted pattern of files of one form ("data/*.csv", "{may,june}.csv"), or - for CSV from standard input.
Rows that cannot be scored go to <out>.errors.csv, each with its place and reason; rows that are scored with a number that
cannot be (-5 active days), or a level that the model does not know, also stand in <out>.warnings.csv.

  -o, --out <file>          where to; default: beside the input, with ".scored" in its name; a pattern and - need it.
                            Its ending says the form: .csv, .tsv, .txt, .parquet, .arrow, .arrows, .feather or .ipc.
                            A file that stands there is replaced only if it was scored before
  -m, --model <model>       champion (default), challenger or a finalist of the last run; a model's JSON; the folder or
                            the address of a site, such as https://example.org/churn/ (#challenger or #<finalist> for
                            another than its champion)
  --line <chance>           the list to contact: only rows whose score is at least this, such as 0.25, the highest first;
                            written beside the input with ".contacts" in its name, if --out does not say otherwise
  --column <name>           the new column's name; default churn_probability
  --reasons[=<n>]           the n inputs (default 3) that move each row's score most, against the average row
  --unknown-levels missing  read a level that the model does not know as missing, with a warning; default: as the model has it,
                            which pools it or refuses the row
  --workers <n>             cores to use; default: all
`;

const DEFAULT_REASONS = 3;

/** `churnbook score ...`. @param args what follows "score" */
export async function scoreCommand(args: readonly string[]): Promise<void> {
  const {values, positionals} = parse(args);
  if (values.help) {
    process.stdout.write(SCORE_HELP);
    return;
  }
  check(positionals.length === 1, {
    where: "churnbook score",
    rule: "it takes one file, one quoted pattern, or -",
    got: positionals.length === 0 ? "none" : positionals.join(" "),
    remedy: "See churnbook score --help."
  });
  const unknownLevel = values["unknown-levels"] ?? "refuse";
  check(unknownLevel === "refuse" || unknownLevel === "missing", {
    where: "--unknown-levels",
    rule: "it must be refuse or missing",
    got: unknownLevel
  });
  const line = values.line === undefined ? undefined : readLine(values.line);
  const {model, origin} = await openModel(values.model ?? "champion", readSettings().home);
  const begun = performance.now();
  const write = (text: string): void => void process.stderr.write(text);
  write(`score: ${model.kind} (${origin})\n`);
  const progress = createProgress(write, {isTerminal: process.stderr.isTTY === true, clock: () => performance.now()});
  process.once("SIGINT", () => process.exit(130)); // so that what was begun is removed
  process.once("SIGTERM", () => process.exit(143));
  process.once("SIGHUP", () => process.exit(129));
  const {nRows, nBad, nDoubtful, nListed, notes, output, errors, warnings} = await scoreFiles({
    input: positionals[0],
    output: values.out ?? null,
    model,
    column: values.column ?? "churn_probability",
    nReasons: values.reasons === undefined ? 0 : readWhole("--reasons", values.reasons),
    unknownLevel,
    line,
    workers: values.workers === undefined ? availableParallelism() : readWhole("--workers", values.workers),
    progress
  });
  progress.end();
  const seconds = (performance.now() - begun) / 1000;
  write(`score: ${formatCount(nRows - nBad)} of ${formatCount(nRows)} rows in ${formatSeconds(seconds)}; ${output}\n`);
  if (nListed !== undefined) write(`score: ${formatCount(nListed)} rows score ${line} or more; these are listed, the highest first\n`);
  for (const note of notes) write(`score: ${note}\n`);
  if (errors) write(`score: ${formatCount(nBad)} rows could not be scored; ${errors} says why\n`);
  if (warnings) write(`score: ${formatCount(nDoubtful)} rows were ${DOUBTFUL_ROWS}; ${warnings} says which\n`);
  check(nRows === 0 || nBad < nRows, {
    where: "churnbook score",
    rule: "there must be a row that can be scored",
    got: `none of ${nRows}`,
    remedy: `See ${errors}.`
  });
}

const OPTIONS = {
  out: {type: "string", short: "o"},
  model: {type: "string", short: "m"},
  column: {type: "string"},
  line: {type: "string"},
  reasons: {type: "string"},
  "unknown-levels": {type: "string"},
  workers: {type: "string"},
  help: {type: "boolean", short: "h"}
} as const;

type Values = {[name in Exclude<keyof typeof OPTIONS, "help">]?: string} & {help?: boolean};

function parse(args: readonly string[]): {values: Values; positionals: string[]} {
  const spelled = args.map((arg) => (arg === "--reasons" ? `--reasons=${DEFAULT_REASONS}` : arg));
  return parseOptions("churnbook score", {args: spelled, options: OPTIONS, allowPositionals: true});
}

/** @throws if it is no chance: 25 may have been meant as 25 in 100 */
function readLine(text: string): number {
  const line = Number(text.trim() === "" ? NaN : text);
  check(line >= 0 && line <= 1, {
    where: "--line",
    rule: "it must be a chance from 0 to 1",
    got: JSON.stringify(text),
    remedy: "25 in 100 is 0.25."
  });
  return line;
}

function readWhole(name: string, text: string): number {
  const value = Number(text);
  check(Number.isInteger(value) && value >= 1 && value <= 256, {where: name, rule: "it must be a whole number from 1 to 256", got: text});
  return value;
}
