import type {CampaignHints, CampaignRole} from "../../lib/campaign/columns.js";
import type {CampaignPlan} from "../../lib/campaign/plan.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {Command} from "../command.js";
import type {AskedResult} from "./readResult.js";
import {check, ChurnbookError} from "../../lib/check.js";
import {moneySignOf, UNSAID_MONEY} from "../../lib/dataset/moneySign.js";
import {holdAgainstPlan, readEffects} from "../../lib/campaign/judgeCampaign.js";
import {resultJson, resultMarkdown, resultText} from "../../lib/campaign/writeResult.js";
import {usualPlan} from "../../lib/campaign/plan.js";
import {parseCommand} from "../command.js";
import {openBook} from "../flow/book.js";
import {planOptions, readPercent, readPlan} from "../planOptions.js";
import {settingOptions} from "../settingOptions.js";
import {readSettings} from "../settings.js";
import {readResult} from "./readResult.js";

const OPTIONS = {
  group: {type: "string", value: "<column>", help: "says who was contacted and who was left alone; default: found by its name"},
  contacted: {type: "string", value: "<text>", help: "how that column says contacted; default: found by the words"},
  alone: {type: "string", value: "<text>", help: "how it says left alone"},
  outcome: {type: "string", value: "<column>", help: "says who left"},
  left: {type: "string", value: "<text>", help: "how that column says left"},
  stayed: {type: "string", value: "<text>", help: "how it says stayed"},
  score: {type: "string", value: "<column>", help: "the score by which the list was drawn, on any scale, higher for a higher risk"},
  "value-column": {type: "string", value: "<column>", help: "what each is worth, in place of --value"},
  customer: {type: "string", value: "<column>", help: "names the customer: one who stands in several rows counts once"},
  ...planOptions,
  power: {type: "string", value: "<percent>", help: `planned: the chance to see the effect; default ${usualPlan.power * 100}`},
  unit: {type: "string", value: "<sign>", help: "money in; default as the book's columns have it, else units"},
  json: {type: "boolean", help: "print all as JSON"},
  markdown: {type: "boolean", help: "print Markdown"},
  home: settingOptions.home
} as const;

const CAMPAIGN: Command<typeof OPTIONS> = {
  usage: "churnbook campaign <file>",
  about: `Reads the result of a campaign: a file (CSV, Parquet, Arrow or Excel) with a row for each customer on the list, who was contacted by
    lot, who was left alone, and who left; with scores and values if it has them. Says whether contact kept people, how many, what that was worth
    against the plan, and whether those at the highest risk are those whom it keeps. The plan is what /decide assumes: its words in the address
    are the options here, --value, --contact, --offer, --save, --vain and --power. Refuses a file without customers left alone, and one whose
    groups were not drawn by lot.`,
  options: OPTIONS,
  takes: {least: 1, most: 1, what: "one file"},
  examples: [
    "churnbook campaign result.csv",
    "churnbook campaign result.xlsx --value 80 --offer 10 --save 15",
    "churnbook campaign result.csv --group arm --contacted B --alone A --outcome Exited",
    "churnbook campaign result.parquet --markdown > result.md"
  ]
};

/** `churnbook campaign ...`. @param args what follows "campaign" */
export async function campaignCommand(args: readonly string[]): Promise<void> {
  const parsed = parseCommand(CAMPAIGN, args);
  if (parsed === null) return;
  const {values, positionals} = parsed;
  check(!(values.json && values.markdown), {where: "--json", rule: "it must stand alone", got: "--markdown too"});
  const plan: CampaignPlan = {...readPlan(values), power: readPower(values.power)};
  const {hints, many, sign} = await readHints(readSettings().home);
  const asked: AskedResult = {
    columns: given<CampaignRole>({
      group: values.group,
      outcome: values.outcome,
      score: values.score,
      value: values["value-column"],
      customer: values.customer
    }),
    words: given({contacted: values.contacted, alone: values.alone, left: values.left, stayed: values.stayed})
  };
  const {name, campaign, columns, words} = await readResult(positionals[0], asked, hints);
  const result = holdAgainstPlan(campaign, readEffects(campaign, `campaign ${name}`), plan);
  const units = {many, unit: values.unit ?? sign};
  if (values.json) process.stdout.write(`${JSON.stringify({...resultJson(name, result, units), columns, words}, null, 2)}\n`);
  else process.stdout.write(values.markdown ? resultMarkdown(name, result, units) : resultText(name, result, units));
}

function given<K extends string>(values: Record<K, string | undefined>): Partial<Record<K, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Record<K, string>>;
}

function readPower(text: string | undefined): number {
  const power = readPercent("--power", text, usualPlan.power * 100);
  check(power > 0 && power < 1, {where: "--power", rule: "it must be percent between 0 and 100, both excluded", got: text});
  return power;
}

/** What the book at hand says of its table; nothing where there is none, since a result can be read without one. */
async function readHints(home: string): Promise<{hints: CampaignHints; many: string; sign: string}> {
  try {
    const {definition} = await (await openBook(home)).readJson<DatasetBook>("dataset.json");
    const {label, identifiers, protocol, unit, value} = definition;
    const customers = protocol.group === undefined ? identifiers : [protocol.group, ...identifiers];
    return {hints: {label, value, customers}, many: unit.plural, sign: moneySignOf(definition)};
  } catch (error) {
    if (error instanceof ChurnbookError) return {hints: {}, many: "customers", sign: UNSAID_MONEY};
    throw error;
  }
}
