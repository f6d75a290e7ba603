import type {Change, Verdict} from "../../lib/history/changes.js";
import type {BuildDiff, BuildHead} from "../../lib/history/compareBuilds.js";
import {formatInHundred, sayDay, sayMoment} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {notice} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";

/** What changed between two builds, the finding first. */
export function diffView(diff: BuildDiff): HTMLElement {
  const {before, after, headline, doubts, crossing, drift} = diff;
  return el(
    "div",
    {class: "build-diff", "data-testid": "build-diff"},
    el("h2", {}, headline),
    el("p", {class: "figure-note"}, `Before: ${sayHead(before)}. After: ${sayHead(after)}.`),
    drift === "" ? null : notice("info", drift),
    doubts.length === 0 ? null : notice("caution", "This looks like a mistake in the data", ...doubts.map(({text}) => text)),
    section("Data", diff.data, "The two tables are told with the same figures."),
    section("Definition", diff.definition, "It is as it was."),
    section("Champion", diff.champion, "There is nothing to compare.", `On test ${rowUnit.many} of either build, with 95% intervals.`),
    section(
      "Decision",
      diff.decision,
      "Too few to say.",
      `What Decide recommends before anybody changes an assumption, on out-of-fold ${rowUnit.many}.`
    ),
    el("h3", {}, "Who would cross the contact line"),
    el("p", {}, crossing.text),
    crossing.state === "compared" && crossing.examples.length > 0 ? examplesTable(crossing.examples) : null
  );
}

function sayHead({book, builtOn, dataAsOf, program}: BuildHead): string {
  const data = dataAsOf === null ? "" : `, data as of ${sayDay(dataAsOf)}`;
  return `book ${book.slice(0, 12)}, built on ${sayMoment(builtOn)}${data}, by Churnbook ${program}`;
}

const WORDS: Record<Verdict, string> = {same: "the same", chance: "within chance", changed: "changed"};

/** What changed stands first; of the rest the order stays. @param none said where there is no line */
function section(title: string, changes: readonly Change[], none: string, note?: string): HTMLElement {
  const rows = [...changes.filter(({verdict}) => verdict === "changed"), ...changes.filter(({verdict}) => verdict !== "changed")];
  return el(
    "section",
    {},
    el("h3", {}, title),
    rows.length === 0
      ? el("p", {}, none)
      : dataTable<Change>({
          columns: [
            {key: "what", title: "What"},
            {key: "before", title: "Before"},
            {key: "after", title: "After"},
            {
              key: "verdict",
              title: "Verdict",
              format: (verdict) => (verdict === "changed" ? el("strong", {}, WORDS[verdict]) : WORDS[verdict])
            }
          ],
          rows,
          caption: `${title}, before and after`,
          hideCaption: true,
          sortable: false
        }),
    note === undefined || rows.length === 0 ? null : el("p", {class: "figure-note"}, note)
  );
}

type Examples = Extract<BuildDiff["crossing"], {state: "compared"}>["examples"];

/** Synthetic users, each with what is known of it in words: inputs are many, and their names anything. */
function examplesTable(examples: Examples): HTMLElement {
  const rows = examples.map(({row, before, after}) => ({
    who: Object.entries(row)
      .map(([name, value]) => `${name} ${value ?? "–"}`)
      .join(", "),
    before,
    after
  }));
  return dataTable({
    columns: [
      {key: "who", title: `Synthetic ${rowUnit.one}`},
      {key: "before", title: "Score before", format: formatInHundred},
      {key: "after", title: "Score after", format: formatInHundred}
    ],
    rows,
    caption: "Those who cross it, whose score moved most",
    sortable: false
  });
}
