import type {Interval} from "../book/common.js";
import type {Finalist} from "../book/models.js";
import type {BookLine} from "./bookLine.js";
import type {BestByValue, CostAssumptions, ValuedUsers} from "./byValue.js";
import type {OperatingPoint} from "./contactLine.js";
import type {Assumptions} from "./money.js";
import type {Ranking} from "./ranking.js";
import {capitalised, formatCount, formatFixed, formatInHundred, formatShare, formatValue, lowerFirst} from "../format.js";
import {mayRankByChance} from "../metrics/curves.js";
import {formatLine} from "../whatif/values.js";
import {breakEvenInterval, isTooFew, leastContacted, lowestBreakEven} from "./bestDepth.js";
import {bestByValue} from "./byValue.js";
import {gainAt} from "./money.js";
import {formatRates} from "./decisionWords.js";
import {formatPart, formatPower, nameFew} from "./moneyWords.js";
import {powerOfTest} from "./sampleSize.js";

/** What a reader of the report is to know of the book's line. */
export interface LineNews {
  line: BookLine;
  /** null: too few users to be counted in groups */
  ranking: Ranking | null;
  assumptions: Assumptions;
  /** the Champion's scores sort users no better than chance does */
  isBlind: boolean;
  /** what the table calls its rows */
  many: string;
  /** those whom one contacts, where rows are counted; default: the same word */
  people?: string;
  /** the ranking's users by what each is worth; absent or null: nobody has a value */
  valued?: ValuedUsers | null;
}

/** An answer in a few words, and what it rests on. */
export interface Told {
  value: string;
  words: string;
}

/** An answer in a line of prose: words in small letters go on where its value ends. */
export function inProse({value, words}: Told): string {
  return `${lowerFirst(value)}${/^\p{Ll}/u.test(words) ? "" : "."} ${words}`;
}

/** The decision in three answers: whom to contact, what must be saved for it to pay, what to do on Monday. */
export interface Decided {
  whom: Told;
  need: Told;
  monday: Told;
}

/** Whether a Champion's scores are worth no more than the same for everybody: it says just that, or ranks no better than chance. */
export function isBlind({name, test}: Pick<Finalist, "name" | "test">, baseline: string): boolean {
  return name === baseline || mayRankByChance({test});
}

/** The decision as the report opens with it. */
export function tellDecision(news: LineNews): Decided {
  const {line, ranking} = news;
  const {point} = line;
  if (point === null || ranking === null) return tellTooFew(line, news.many);
  if (news.valued && !line.isChosen) return tellByValue(news, bestByValue(news.valued, news.assumptions));
  if (point.contacted === 0) return tellNobody(news, ranking);
  if (isTooFew(point)) return tellFew(point, news.many);
  const {precision, truePositive} = point;
  return {
    whom: tellWhom(news, point),
    need: tellNeed(precision && breakEvenInterval(precision, news.assumptions), sayAssumed(news.assumptions)),
    monday: tellMonday(news, {contacted: point.contacted, churned: truePositive})
  };
}

/** Where each has a value and no line was chosen: everybody who is expected to bring more than contact costs, whatever the risk alone says. */
function tellByValue(news: LineNews, best: BestByValue): Decided {
  const {assumptions, many, people = many} = news;
  const assumed = `${sayCosts(assumptions)}, and for each leaver kept what that one is worth`;
  if (best.contacted === 0) {
    const rate = formatShare(assumptions.saveRate, 0);
    return {
      whom: {value: "Nobody", words: `None of the ${people} is expected to bring more than contact costs.`},
      need: {value: `More than ${rate}`, words: `of the leavers reached must stay, or contact must cost less. ${assumed}.`},
      monday: SET_COSTS
    };
  }
  if (isTooFew(best)) return tellFew(best, many);
  return {whom: tellWorth(news, best), need: tellNeed(best.breakEven, assumed), monday: tellMonday(news, best)};
}

function tellWorth(
  {line: {threshold, point}, ranking, isBlind: blind, many, people = many}: LineNews,
  {contacted, churned, allChurned, n}: BestByValue
): Told {
  const byRisk =
    point === null || point.contacted === 0
      ? "By risk alone, at one value for all, nobody."
      : `By risk alone, at one value for all, the contact line is at ${formatLine(threshold)}: the top ${formatPart(point.contacted, point.n)}.`;
  const holds = blind
    ? sayBlind({ranking, people})
    : `they hold ${formatPart(churned, allChurned, 0)} of those who leave, where chance would find ${formatShare(contacted / n, 0)}`;
  return {
    value: contacted === n ? "Everyone" : `The ${formatPart(contacted, n)} worth it`,
    words: `${formatCount(contacted)} of ${formatCount(n)} ${many} are expected to bring more than contact costs; ${holds}. ${byRisk}`
  };
}

function tellTooFew({threshold}: BookLine, many: string): Decided {
  return {
    whom: {
      value: Number.isFinite(threshold) ? `From ${formatLine(threshold)} up` : "No line can be judged",
      words: `A line is judged on groups of ${many}, so that nobody can be told from them, and here no such groups can be made.`
    },
    need: {value: "Not known", words: `It hangs on how many of the contacted leave, which no group of ${many} tells here.`},
    monday: {value: "Score a file", words: `Batch shows which ${many} of it score highest.`}
  };
}

function tellNobody({line, assumptions, isBlind: blind, many, people = many}: LineNews, ranking: Ranking): Decided {
  const lowest = lowestBreakEven(ranking, assumptions);
  const depth =
    lowest.contacted === ranking.n
      ? "if everyone is contacted"
      : `at the depth that needs least, the top ${formatPart(lowest.contacted, ranking.n)}`;
  return {
    whom: {
      value: "Nobody",
      words: line.isChosen
        ? Number.isFinite(line.threshold)
          ? `No score reaches the line of ${formatLine(line.threshold)}.`
          : "That is the line chosen. It costs nothing, and finds nobody."
        : `If contact saves ${formatShare(assumptions.saveRate, 0)} of the leavers reached, no depth from ` +
          `${formatShare(leastContacted(ranking.n) / ranking.n, 0)} of ${people} up brings a gain.` +
          (blind ? ` ${capitalised(sayBlind({ranking, people}))}.` : "")
    },
    need:
      lowest.saveRate <= 1
        ? {
            value: `At least ${formatShare(lowest.saveRate)}`,
            words: `of the leavers reached must stay, even ${depth}. ${sayAssumed(assumptions)}.`
          }
        : {value: "No save rate pays", words: `${sayAssumed(assumptions)}: contact loses, whatever it saves.`},
    monday: SET_COSTS
  };
}

const SET_COSTS: Told = {
  value: "Set your own costs",
  words: "What a contact, an offer and a kept one are worth is yours to say: the advice rests on it."
};

function tellFew(point: Pick<OperatingPoint, "contacted" | "n">, many: string): Decided {
  const words = `The line picks ${nameFew(point, many)}.`;
  return {
    whom: {value: "Too few to tell", words},
    need: {value: "Too few to tell", words: "How many of so few leave says nothing of the next."},
    monday: {value: "Draw the line lower", words: `Decide says at which depth enough ${many} stand.`}
  };
}

/** Whether contacting everybody brings a gain beyond what chance explains. */
function sayPays({ranking, assumptions}: Pick<LineNews, "ranking" | "assumptions">): string {
  const {low, high} = ranking ? gainAt(ranking, ranking.n, assumptions) : {low: 0, high: 1};
  return low > 0 ? "pays" : high > 0 ? "may pay" : "does not pay";
}

function tellWhom(
  {line: {threshold}, ranking, assumptions, isBlind: blind, many, people = many}: LineNews,
  {contacted, n, share, truePositive, falseNegative, precision, lift}: OperatingPoint
): Told {
  if (contacted === n)
    return {
      value: "Everyone",
      words: blind
        ? `Contact ${sayPays({ranking, assumptions})} for anybody here; ${sayBlind({ranking, people})}.`
        : "That finds all who leave, and needs no score."
    };
  const counted = `${formatCount(contacted)} of ${formatCount(n)} ${many} score at least ${formatLine(threshold)}`;
  const value = `The top ${formatPart(contacted, n)}`;
  if (blind || precision === null || lift === null)
    return {value, words: `${counted}; but ${sayBlind({ranking, people})}: a draw by lot may do as well.`};
  return {
    value,
    words:
      `${counted}, and hold ${formatPart(truePositive, truePositive + falseNegative, 0)} of those who leave` +
      `${lift > 1 ? `, where chance would find ${formatShare(share, 0)}` : ""}. Of the contacted, ${formatInHundred(precision.estimate)} left, ` +
      `${formatFixed(lift, 1)} times the average.`
  };
}

/** @param needed the save rate from which it pays; null: nobody is contacted. @param assumed what that rests on, without a stop */
function tellNeed(needed: Interval | null, assumed: string): Told {
  if (needed === null || !(needed.estimate <= 1))
    return {value: "No save rate pays", words: `${assumed}: contact loses, whatever it saves.`};
  if (needed.estimate === 0) return {value: "Nothing", words: "Contact costs nothing at these assumptions, so it cannot lose."};
  return {
    value: formatShare(needed.estimate),
    words: `of the leavers reached must stay (95%: ${formatRates(needed)}). ${assumed}.`
  };
}

/** What such scores do not show, of so few; scores of one group sort nobody, of however many. */
function sayBlind({ranking, people}: {ranking: Ranking | null; people: string}): string {
  return ranking?.groups.length === 1
    ? `these scores put no ${people} before others`
    : `it is not sure that these scores sort ${people} better than chance`;
}

/** Money has no sign here: whatever the reader counts in. */
function sayAssumed(assumptions: Assumptions): string {
  return `${sayCosts(assumptions)}, and ${formatValue(assumptions.value)} for each leaver kept`;
}

function sayCosts({contactCost, offerCost, falseAccept}: CostAssumptions): string {
  const offer = offerCost === 0 ? "" : `, ${formatValue(offerCost)} an offer, which ${formatShare(falseAccept, 0)} of stayers take too`;
  return `Assumed: ${formatValue(contactCost)} a contact${offer}`;
}

/** Half of the list is left alone: what is left alone is as much of the answer as what is contacted. */
const HOLD_OUT = 0.5;

function tellMonday(
  {assumptions: {saveRate}, many, people = many}: LineNews,
  {contacted, churned}: {contacted: number; churned: number}
): Told {
  const why = "Only the difference between the two halves tells what contact does.";
  const isPlannable = saveRate > 0 && churned > 0 && churned < contacted;
  if (!isPlannable) return {value: "Leave half alone, by lot", words: why};
  const {power} = powerOfTest(contacted, {control: churned / contacted, saveRate, holdOut: HOLD_OUT});
  return {
    value: "Leave half alone, by lot",
    words:
      `${why} On a list of ${formatCount(contacted)} ${people}, a contact that saves ${formatShare(saveRate, 0)} ` +
      `shows with a chance of ${formatPower(power)}.`
  };
}

/** What to remember of the contacted: how many of them left; nothing where that cannot be told. */
export function tellContacted({line: {point}}: Pick<LineNews, "line">): string {
  if (point === null || point.precision === null || isTooFew(point)) return "";
  const {estimate} = point.precision;
  const left = formatInHundred(estimate);
  const isMinority = estimate < 0.5 && left !== formatInHundred(0.5); // of half of them "most" would be said beside "50 in 100"
  return `Of those above the recommended contact line, ${left} left${isMinority ? ", so most of them stayed" : ""}.`;
}
