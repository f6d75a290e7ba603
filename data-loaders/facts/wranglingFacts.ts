import type {Facts} from "../../lib/book/common.js";
import type {Guess} from "../../lib/dataset/definition.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {AuditFinding, ColumnLabEntry, LedgerStep} from "../../lib/book/wrangling.js";
import type {BookForFacts} from "./bookForFacts.js";
import {capitalised, formatCount, formatFixed, formatInHundred, formatShare, formatTick, lowerFirst} from "../../lib/format.js";
import {leastOf, sayCount, sayNear} from "../../lib/groups.js";
import {SET_APART} from "../wrangle/ledgerOfIngest.js";
import {castOf, countWord, sideOfAll} from "./bookForFacts.js";

/** Words and numbers of the ledger, the audit and the column lab. */
export function wranglingFacts(book: BookForFacts): Facts {
  const {dataset, wrangling} = book;
  const {ledger, findings, columnLab} = wrangling;
  const removed = countRemoved(ledger);
  const rules = findings.filter(({kind}) => kind !== "missing");
  const broken = rules.filter(({rows}) => rows !== 0);
  const nMissing = findings.filter(({kind, rows}) => kind === "missing" && rows !== 0).length;
  const most = [...broken].sort((a, b) => leastOf(b.rows) - leastOf(a.rows))[0];
  const riskiest = [...broken]
    .filter(({churn}) => churn !== null && churn.n >= 30)
    .sort((a, b) => (b.churn?.rate ?? 0) - (a.churn?.rate ?? 0))[0];
  const {recipe} = castOf(book);
  return {
    ledgerSteps: countWord(ledger.length + 1), // the split is drawn as the last
    ledgerSum: `${formatCount(ledger[0]?.rowsIn ?? 0)} − ${formatCount(removed)} = ${formatCount(ledger[ledger.length - 1]?.rowsOut ?? 0)}`,
    ...headline({rules, broken, most, riskiest, ledger, nMissing}, dataset),
    ...labFacts(columnLab, recipe?.inputs ?? []),
    ...guessFacts(dataset.definition.guessed ?? [])
  };
}

interface Audit {
  rules: readonly AuditFinding[];
  broken: readonly AuditFinding[];
  most: AuditFinding | undefined;
  riskiest: AuditFinding | undefined;
  ledger: readonly LedgerStep[];
  /** columns in which values are missing */
  nMissing: number;
}

const sayMissing = (n: number): string =>
  n === 0 ? "" : ` In ${countWord(n)} ${n === 1 ? "column" : "columns"} values are missing, and stay so.`;
const nounOf = (rules: readonly unknown[]): string => (rules.length === 1 ? "rule" : "rules");

/** Of the removals that may be told. */
const countRemoved = (steps: readonly LedgerStep[]): number =>
  steps.reduce((sum, {rowsRemoved}) => sum + (typeof rowsRemoved === "number" ? rowsRemoved : 0), 0);

/** What the audit found, which rows were removed for it, and why the others stay all the same. */
function headline({rules, broken, most, riskiest, ledger, nMissing}: Audit, dataset: DatasetBook): Facts {
  const {definition, counts} = dataset;
  const {plural} = definition.unit;
  const nRead = ledger.find(({name}) => !SET_APART.includes(name))?.rowsIn ?? counts.rows;
  const broke = countRemoved(ledger.filter(({check}) => check !== undefined));
  const left = sayLeftOut(ledger, nRead);
  if (!most)
    return {
      wranglingHeadline: "Every row keeps every rule",
      wranglingDeck: `All ${formatCount(nRead)} ${plural} were checked against ${countWord(rules.length)} ${nounOf(rules)}. ${left}.${sayMissing(nMissing)}`
    };
  if (broke === 0 && broken.every(({kind}) => kind === "duplicate")) return sayRepeats(broken[0], left, plural);
  const why =
    broke > 0
      ? "; whatever else is impossible is counted and kept."
      : riskiest?.churn && sideOfAll(riskiest.churn, broken.length, dataset) === "above"
        ? `: removing the impossible would remove those who churn most. “${riskiest.title}” holds for ` +
          `${sayNear(riskiest.rows, counts.rows)}, and ${formatInHundred(riskiest.churn.rate)} of them churned.`
        : "; the impossible is counted and kept.";
  const reach = reachOf(most, plural);
  return {
    wranglingHeadline:
      `${whichOf(broken, rules)} ` +
      `${broken.length === 1 ? "is" : "are"} ` +
      (broke > 0 ? `broken, and ${formatCount(broke)} ${broke === 1 ? "row is" : "rows are"} removed` : "broken, and the rows stay"),
    wranglingDeck: `${most.title}: ${reach}. ${left}${why}`
  };
}

function whichOf(broken: readonly unknown[], rules: readonly unknown[]): string {
  if (rules.length === 1) return "The one rule";
  if (rules.length === 2 && broken.length === 2) return "Both rules";
  return `${capitalised(countWord(broken.length))} of ${countWord(rules.length)} rules`;
}

/** Rows that repeat others break nothing: of few inputs with few values many do. */
function sayRepeats(repeats: AuditFinding, left: string, plural: string): Facts {
  return {
    wranglingHeadline: `No row contradicts itself; ${(repeats.share ?? 0) > 0.5 ? "most" : "some"} repeat others`,
    wranglingDeck: `${repeats.title}: ${reachOf(repeats, plural)}. ${left}; they are counted and kept.`
  };
}

/** Of a rule that all but a few break it is not told that they are few. */
function reachOf({share, rows}: AuditFinding, plural: string): string {
  if (share === null) return `${sayCount(rows)} ${plural}`;
  return formatTick(share) === formatTick(1) ? `all or nearly all ${plural}` : `${formatTick(share)} of all ${plural}`;
}

/** Which rows the ledger leaves out, without a full stop. */
function sayLeftOut(ledger: readonly LedgerStep[], nRead: number): string {
  const sayRows = (n: number): string => `${formatCount(n)}, ${formatShare(n / Math.max(1, nRead))}`;
  const broke = countRemoved(ledger.filter(({check}) => check !== undefined));
  const others = countRemoved(ledger) - broke;
  if (broke === 0) return others > 0 ? `Only rows that nobody can learn from are left out (${sayRows(others)})` : "No row is left out";
  const removed = `Rows that break a rule which the definition asks to clean by are removed (${sayRows(broke)})`;
  return others > 0 ? `${removed}, and rows that nobody can learn from are left out (${sayRows(others)})` : removed;
}

function labFacts(lab: readonly ColumnLabEntry[], recipeInputs: readonly string[]): Facts {
  const full = lab.find(({logLossDifference}) => logLossDifference === null);
  const recipe = lab.find(({inputs}) => recipeInputs.length > 0 && sameWords(inputs, recipeInputs));
  const single = lab.filter(({inputs}) => inputs.length === 1).sort((a, b) => auc(b) - auc(a))[0];
  const reach = (entry: ColumnLabEntry, who: string): string => `${who} a ROC AUC of ${formatFixed(auc(entry), 3)}`;
  const others = single && single !== full ? `; ${lowerFirst(single.title)}, ${formatFixed(auc(single), 3)}` : "";
  return {
    labClass: lab.length > 0 ? "shown" : "absent",
    labHeading: lab.length > 0 ? "What each set of columns is worth" : "",
    labReach: full ? `${reach(full, "All inputs reach")}${others}.` : "",
    labRecipeSentence: recipe ? `; in the column lab they reach ${formatFixed(auc(recipe), 3)}, where a coin reaches 0.5` : ""
  };
}

/** What nobody said of the table, where its definition was inferred. */
function guessFacts(guessed: readonly Guess[]): Facts {
  const isThere = guessed.length > 0;
  return {
    guessedClass: isThere ? "shown" : "absent",
    guessedHeading: isThere ? `${capitalised(countWord(guessed.length))} ${guessed.length === 1 ? "thing was" : "things were"} guessed` : ""
  };
}

const auc = ({metrics}: ColumnLabEntry): number => metrics.rocAuc.mean;

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word) => b.includes(word));
}
