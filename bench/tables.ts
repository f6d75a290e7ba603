import type {ModelsBook} from "../lib/book/models.js";
import {basename, join, resolve} from "node:path";
import {parseArgs} from "node:util";
import {check} from "../lib/check.js";
import {getNamed} from "../lib/named.js";
import {openBook} from "../data-loaders/flow/book.js";
import {decodeTable} from "../data-loaders/ingest/arrowTable.js";
import {scoresOf} from "../data-loaders/tasks/outputs.js";
import {askPython, readOutput, readPeerRows, tryChurnbook, withScratch} from "./support/flowRun.js";

/**
 * What a book crowns beside other people's best on the same folds of the same train rows: `npx tsx bench/tables.ts <table.csv ...>`. Each
 * book is built by `churnbook flow` in a home of its own, by the definition beside the table, or by `init` where there is none: it then
 * writes one there, and `--label` says which column it cannot know. `--home` names the home of a flow that has run; `--bags` how many explainable
 * boosting machines one is the mean of, where interpret's own 14 would take too long: where nobody is in doubt one takes minutes.
 */
const {positionals, values} = parseArgs({
  allowPositionals: true,
  options: {home: {type: "string"}, label: {type: "string"}, bags: {type: "string", default: "14"}}
});
const bags = Number(values.bags);
check(Number.isInteger(bags) && bags >= 1, {where: "tables", rule: "--bags must be a whole number >= 1", got: values.bags});
const label = values.label ? ["--label", values.label] : [];
check(positionals.length > 0, {where: "tables", rule: "there must be a table", got: "none"});
const lines = [
  "| table | crowned | log loss | logistic | the same, rare levels pooled | splines | boosting | EBM | behind the best |",
  "| --- | --- | --: | --: | --: | --: | --: | --: | --: |"
];
for (const path of positionals) lines.push(await measure(resolve(path)));
process.stdout.write(`${lines.join("\n")}\n`);

interface Peers {
  logistic: number;
  /** levels of fewer than 20 rows as one, as books have them: whoever knows such a level by name knows of few people */
  pooled: number;
  /** a logistic regression on splines of the numbers */
  spline: number;
  boosting: number;
  ebm: number | null;
}

async function measure(table: string): Promise<string> {
  const name = basename(table).replace(/\.\w+$/, "");
  return withScratch(async (scratch) => {
    const home = values.home ?? join(scratch, "home");
    const failure = values.home ? null : tryChurnbook("flow", table, "--yes", "--home", home, ...label);
    check(failure === null, {where: table, rule: "its flow must end well", got: failure});
    const {finalists, champion} = await (await openBook(home)).readJson<ModelsBook>("models.json");
    const {arrays} = decodeTable(readOutput(home, "finalists", "outOfFold.arrow"));
    const rows = {...readPeerRows(home), bags, ours: Array.from(getNamed(arrays, scoresOf(champion)))};
    const {ours, ...peers} = await askPython<Peers & {ours: number}>("tablePeers.py", rows);
    const best = Math.min(...Object.values(peers).filter((loss) => loss !== null));
    const show = (loss: number | null): string => (loss === null ? "not installed" : loss.toFixed(4));
    const title = finalists.find((d) => d.name === champion)?.title ?? champion;
    const losses = [ours, peers.logistic, peers.pooled, peers.spline, peers.boosting, peers.ebm].map(show);
    return `| ${[name, title, ...losses, (ours - best).toFixed(4)].join(" | ")} |`;
  });
}
