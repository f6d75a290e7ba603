import type {Change, Verdict} from "./changes.js";
import type {BuildDiff, BuildHead} from "./compareBuilds.js";
import {escapeMarkdown, formatCount, formatFixed, formatMarkdownTable} from "../format.js";

const VERDICTS: Record<Verdict, string> = {same: "", chance: "within chance", changed: "**changed**"};

/** Of more lines of data than this, those that did not move are counted. */
const MANY = 25;

/** What changed between two builds as Markdown, for a pull request or the summary of a job. */
export function formatDiff(diff: BuildDiff): string {
  const {before, after, headline, doubts, crossing, drift} = diff;
  const isFew = diff.data.length <= MANY;
  const moved = diff.data.filter((d) => isFew || d.verdict === "changed");
  const still = diff.data.length - moved.length;
  return [
    "# What changed since the last build",
    escapeMarkdown(headline),
    ...(drift === "" ? [] : [escapeMarkdown(drift)]),
    `${sayHead("Before", before)}  \n${sayHead("After", after)}`,
    ...(doubts.length > 0 ? ["## Looks like a mistake", doubts.map(({text}) => `- ${escapeMarkdown(text)}`).join("\n")] : []),
    ...section("Data", moved, still === 0 ? undefined : `${formatCount(still)} more figures did not move beyond chance.`),
    ...section("Definition", diff.definition),
    ...section("Champion", diff.champion, "On test rows, with 95 % intervals; figures are rounded so that they tell of no fewer than 20."),
    ...section("Decision", diff.decision, "What is recommended by the usual assumptions, on out-of-fold rows."),
    "## Who would cross the line",
    escapeMarkdown(crossing.text),
    ...(crossing.state === "compared" && crossing.examples.length > 0 ? [formatExamples(crossing.examples)] : []),
    ""
  ].join("\n\n");
}

function sayHead(what: string, {book, builtOn, dataAsOf, program}: BuildHead): string {
  const data = dataAsOf === null ? "" : `, data as of ${escapeMarkdown(dataAsOf)}`;
  return `${what}: book \`${book.slice(0, 12)}\`, built on ${builtOn.slice(0, 10)}${data}, by Churnbook ${escapeMarkdown(program)}`;
}

function section(title: string, changes: readonly Change[], note?: string): string[] {
  if (changes.length === 0) return title === "Definition" ? [`## ${title}`, "As it was."] : [];
  const rows = changes.map(({what, before, after, verdict}) => [what, before, after].map(escapeMarkdown).concat(VERDICTS[verdict]));
  return [`## ${title}`, formatMarkdownTable(["", "before", "after", ""], rows), ...(note === undefined ? [] : [note])];
}

function formatExamples(examples: Extract<BuildDiff["crossing"], {state: "compared"}>["examples"]): string {
  const names = Object.keys(examples[0].row);
  const rows = examples.map(({row, before, after}) => [
    ...names.map((name) => escapeMarkdown(String(new Map(Object.entries(row)).get(name) ?? "–"))),
    formatFixed(before, 2),
    formatFixed(after, 2)
  ]);
  return formatMarkdownTable([...names.map(escapeMarkdown), "score before", "score after"], rows);
}
