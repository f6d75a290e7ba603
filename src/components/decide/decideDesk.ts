import type {Decision, Sides} from "./decision.js";
import type {RateMove} from "../../lib/model/shiftBaseRate.js";
import type {DecideBook} from "../../lib/book/decide.js";
import type {CampaignHints} from "../../lib/campaign/columns.js";
import type {ScoreGroup, ValueGroups} from "../../lib/book/scores.js";
import type {Part} from "../ui/dom.js";
import type {DecideChoice} from "./decideState.js";
import {valueUsers} from "../../lib/decide/byValue.js";
import {rankAtRate, rankGroups} from "../../lib/decide/ranking.js";
import {describeAloud} from "../../lib/decide/decisionWords.js";
import {sayWeighing} from "../../lib/decide/rateWords.js";
import {shiftScore, unshiftScore} from "../../lib/model/shiftBaseRate.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {fold, openLinked} from "../ui/fold.js";
import {repairNotice} from "../ui/notice.js";
import {politeRegion} from "../ui/politeRegion.js";
import {shareRow} from "../ui/buttons.js";
import {benefitChart} from "./benefitChart.js";
import {gainsChart} from "./gainsChart.js";
import {profitChart} from "./profitChart.js";
import {tornadoChart} from "./tornadoChart.js";
import {assumptionInputs, depthControl} from "./deskControls.js";
import {answerStrip, sayByValue, verdict} from "./answerStrip.js";
import {campaignPanel} from "./campaignPanel.js";
import {countsTable} from "./countsTable.js";
import {listPanel, onwardLinks, testPlanner} from "./nextSteps.js";
import {valuePanel} from "./valuePanel.js";
import {readStrangers} from "../shared/addressWords.js";
import {contactLine} from "../shared/contactLine.js";
import {rateControl} from "../shared/rateControl.js";
import {decideState} from "./decideState.js";
import {decide} from "./decision.js";
import {rowUnit} from "../ui/rowUnit.js";

export interface DecideDeskOptions {
  book: Pick<DecideBook, "champion" | "sha256" | "hashes">;
  /** the Champion's; test: null where the test users are too few */
  groups: {outOfFold: readonly ScoreGroup[]; test: readonly ScoreGroup[] | null; values: ValueGroups | undefined};
  /** names of the inputs that /predict keeps in the address */
  inputs: readonly string[];
  /** what is known of the book's columns, by which those of a campaign's file are found */
  hints: CampaignHints;
}

/** The desk: one contact line, what it does, what it is worth. Every change is answered everywhere at once. */
export function decideDesk({book, groups, inputs, hints}: DecideDeskOptions): HTMLElement {
  const {champion, sha256, hashes} = book;
  const asked = address.search; // as it came, before it is mended
  const state = decideState([champion], sha256);
  const decideNow = deciding(groups);
  const first = decideNow(state.value);
  const voice = politeRegion();
  const show = (): void => {
    const decision = decideNow(state.value);
    for (const part of Object.values(parts)) part.show(decision);
    voice.say(`${sayByValue(decision)} ${describeAloud({...decision, unit: decision.choice.unit, ...rowUnit})}`.trim());
  };
  const change = (values: Partial<DecideChoice>): void => state.set(values);
  const parts = {
    strip: answerStrip(),
    depth: depthControl(first, ({threshold, depth}) => {
      const {rate} = contactLine();
      change({threshold: rate ? unshiftScore(threshold, rate) : threshold, depth});
    }),
    assumptions: assumptionInputs(state.value, change),
    verdict: verdict(),
    profit: profitChart(first),
    tornado: tornadoChart(first),
    counts: countsTable(),
    gains: gainsChart(first),
    value: valuePanel(groups.values),
    benefit: benefitChart(first),
    planner: testPlanner(state.value, (values, say) => {
      change(values);
      voice.say(say()); // these two change the plan alone
    }),
    campaign: campaignPanel(hints, first, voice.say),
    list: listPanel(() => state.search()),
    onward: onwardLinks(() => state.search())
  };
  const told = el("div");
  const tell = (search: string): void => {
    const strangers = readStrangers(search, {inputs, hashes});
    told.replaceChildren(...[repairNotice([...state.notices, ...strangers])].filter((d) => d !== null));
  };
  state.follow(show);
  address.onMove(() => tell(address.search));
  tell(asked);
  show();
  return layDesk(parts, {told, voice: voice.element, share: shareRow({href: state.href, what: "this decision"})});
}

/** Decides by users as the data has them, or as they are at the churn rate that the reader knows of now. */
function deciding({outOfFold, test, values}: DecideDeskOptions["groups"]): (choice: DecideChoice) => Decision {
  const line = contactLine();
  const ranking = rankGroups(outOfFold);
  const seen: Sides = {
    ranking,
    test: test && rankGroups(test),
    valued: valueUsers(values, ranking)
  };
  let moved = {to: 0, sides: seen}; // kept while the rate stays: charts know a ranking again
  return (choice) => {
    const {rate} = line;
    if (rate === null) return decide(choice, seen);
    if (moved.to !== rate.to) moved = {to: rate.to, sides: moveSides(seen, {rate, values})};
    return decide({...choice, threshold: shiftScore(choice.threshold, rate)}, moved.sides);
  };
}

function moveSides({ranking, test}: Sides, {rate, values}: {rate: RateMove; values?: ValueGroups}): Sides {
  const moved = rankAtRate(ranking, rate);
  return {ranking: moved, test: test && rankAtRate(test, rate), valued: valueUsers(values, moved, rate)};
}

type Answer = "strip" | "depth" | "assumptions" | "profit" | "tornado";
type Detail = "verdict" | "counts" | "gains" | "value" | "benefit" | "planner" | "campaign" | "list" | "onward";

/** The answer on top, where it stays; under it the sliders, beside what they bring. The evidence is folded below. */
function layDesk(
  parts: Record<Answer | Detail, Part<Decision>>,
  {told, voice, share}: Record<"told" | "voice" | "share", HTMLElement>
): HTMLElement {
  const page = el(
    "div",
    {class: "dc"},
    told,
    parts.strip.element,
    el(
      "div",
      {class: "dc-money"},
      el(
        "div",
        {},
        parts.depth.element,
        rateControl((rate) => sayWeighing(rate, rowUnit.many)),
        parts.assumptions.element
      ),
      el("div", {class: "dc-worth"}, parts.profit.element, parts.tornado.element)
    ),
    layEvidence(parts),
    el("h2", {}, "Take it with you"),
    parts.list.element,
    parts.onward.element,
    share,
    voice
  );
  openLinked(page);
  return page;
}

/** Each part has an address: `#read-the-result`. */
function layEvidence(parts: Record<Detail, Part<Decision>>): HTMLElement {
  const {many, people} = rowUnit;
  return el(
    "div",
    {class: "dc-evidence"},
    fold(
      {
        id: "how-sure",
        title: "How much of this to believe",
        about: `What other ${many} say, how exactly the depth is known, a paragraph to paste`
      },
      parts.verdict.element
    ),
    fold(
      {id: "whom", title: "Whom the line picks", about: "Who is found, who is missed, and how many in vain"},
      el("div", {class: "dc-two"}, parts.counts.element, parts.gains.element)
    ),
    parts.value.element,
    fold(
      {id: "use", title: "Is the model of use to you at all?", about: "Beside contacting everybody and contacting nobody"},
      parts.benefit.element
    ),
    fold(
      {id: "test", title: "Risk is not persuadability", about: "Plan a test by lot: how many to leave alone"},
      el(
        "p",
        {class: "dc-bold"},
        `The ${people} at the highest risk are not necessarily the ones whom an offer keeps best (Ascarza, 2018, from two ` +
          "field experiments). No campaign was read here, so nothing says what contact does, or whether it harms: " +
          "test it with a hold-out, chosen by lot, and read its result below."
      ),
      parts.planner.element
    ),
    fold({id: "read-the-result", title: "Read the result", about: "A file of the campaign in, its effect out"}, parts.campaign.element)
  );
}
