import type {BuildRecord, Population} from "../../../lib/book/history.js";
import type {BuildFacts} from "../../../lib/history/describeBuild.js";
import {describe, expect, test} from "vitest";
import {compareBuilds} from "../../../lib/history/compareBuilds.js";
import {describeBuild} from "../../../lib/history/describeBuild.js";
import {addDrift, earlierThan} from "../../../lib/history/slowDrift.js";
import {formatDiff} from "../../../lib/history/formatDiff.js";
import {describedBook} from "../../fixtures/book/history.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";

const N_SCORED = 100;
const scores = (add: number): number[] => Array.from({length: N_SCORED}, (_, i) => Math.min(1, Math.max(0, i / N_SCORED + add)));

function factsOf(month: number, add = 0): BuildFacts {
  return {
    book: String(month).repeat(64),
    builtOn: `2026-0${month}-05T00:00:00.000Z`,
    program: "1.0.0",
    date: {date: `2026-0${month}-01`, of: "definition"},
    definitionHash: "d".repeat(8),
    population: {hash: "p".repeat(16), scores: scores(add)}
  };
}

const SHAPES = ["visits", "classes", "checkins", "workouts", "tenure", "spent"];
const definition = exampleDefinition({
  inputs: [
    ...SHAPES.map((name) => ({name, title: `The ${name}`, kind: "integer" as const, meaning: "", group: "use", timing: "before" as const})),
    {name: "plan", title: "The plan", kind: "category", meaning: "", group: "use", timing: "before"}
  ]
});

/** Six months of drift in the tenure; in the fourth, what was spent came in cents. */
function chain(): BuildRecord[] {
  const records: BuildRecord[] = [];
  for (let month = 1; month <= 6; ++month) {
    const described = describedBook({
      seed: `month ${month}`,
      dataset: {definition, source: {kind: "file", name: "members.csv", hash: `d000000${month}`, format: "csv"}},
      bend: (row) => {
        row.tenure += 150 * month;
        if (month === 4) row.spent *= 100;
      }
    });
    records.push(describeBuild(described, factsOf(month), records.at(-1) ?? null));
  }
  return records;
}

describe("compareBuilds(before, after)", () => {
  const months = chain();
  const diffs = months.slice(1).map((after, i) => compareBuilds(months[i], after));

  test("of six monthly builds with a drift, it names the bug of the fourth in words, and its end, and no other", () => {
    expect(diffs.map(({doubts}) => doubts.length)).toEqual([0, 0, 1, 1, 0]);
    expect(diffs[2].headline).toBe("Something looks like a mistake in the data: “The spent”.");
    expect(diffs[2].doubts[0].text).toMatch(
      /^All values of “The spent” are about 100 times .* as between cents and whole sums, or percent and shares\.$/
    );
    expect(diffs[3].doubts[0].text).toMatch(/about a 100th/);
  });

  test("the drift is seen from the first to the last, and is no doubt", () => {
    const {data, doubts} = compareBuilds(months[0], months[5]);
    expect(data.filter(({verdict}) => verdict === "changed").map(({what}) => what)).toEqual(["Table", "Data as of", "The tenure"]);
    expect(doubts).toEqual([]);
  });

  test("the drift is said where steps are too small to tell it", () => {
    const told = months
      .slice(2)
      .map((after, i) => addDrift(compareBuilds(months[i + 1], after), earlierThan(months, months[i + 1]), after).drift);
    const steps = months
      .slice(2)
      .map((after, i) => compareBuilds(months[i + 1], after).data.find(({what}) => what === "The tenure")?.verdict);
    expect(steps.some((verdict) => verdict !== "changed")).toBe(true);
    for (const [i, drift] of told.entries()) {
      const isSeen = compareBuilds(months[0], months[i + 2]).data.some(({what, verdict}) => what === "The tenure" && verdict === "changed");
      expect([i, /^Since book 1{12} of 5 January 2026 there moved .*The tenure \(median /.test(drift)]).toEqual([
        i,
        isSeen && steps[i] !== "changed"
      ]);
    }
    expect(addDrift(diffs[0], null, months[1]).drift).toBe("");
    expect([earlierThan(months, months[0]), earlierThan(months, months[5])]).toEqual([null, months[0]]);
  });

  test("other gates are no figure of the Champion, and a new file is no move", () => {
    const [first] = months;
    const other = {...first, book: "f".repeat(64), data: {...first.data, hash: "another"}};
    expect(compareBuilds(first, other).headline).toBe(
      "Another table much like the one before, and no result of the Champion moved beyond chance."
    );
    const failing = {...other, finalists: first.finalists.map((d) => ({...d, failed: ["Beats the base rate"]}))};
    expect(compareBuilds(first, failing).headline).toMatch(
      /no result of the Champion moved beyond chance\. Gates are failed by others than before: /
    );
  });

  test("says of the same build that it is, and of the same table that nothing moved", () => {
    expect(compareBuilds(months[0], months[0]).headline).toBe("These are the same build.");
    const again = {...months[0], book: "e".repeat(64)};
    expect(compareBuilds(months[0], again).headline).toBe("The same table, and no result moved beyond chance.");
  });

  test("names another Champion, and figures that moved beyond chance", () => {
    const [before] = months;
    const other = {...before, book: "e".repeat(64), champion: "tree"};
    expect(compareBuilds(before, other).headline).toBe("The Champion is Decision tree; it was Logistic regression.");
    const finalists = before.finalists.map((d) => ({...d, metrics: {...d.metrics, rocAuc: {estimate: 0.55, low: 0.53, high: 0.57}}}));
    const worse = compareBuilds(before, {...before, book: "e".repeat(64), finalists});
    expect(worse.headline).toMatch(/^The Champion’s ROC AUC moved beyond chance, from .* to about 0\.550 \(0\.530 to 0\.570\)\.$/);
    expect(worse.champion.find(({what}) => what === "ROC AUC")?.verdict).toBe("changed");
  });

  test("names what the definition says otherwise, and what cannot be compared", () => {
    const [before] = months;
    const inputs = before.definition.inputs.slice(1);
    const after: BuildRecord = {
      ...before,
      book: "e".repeat(64),
      definition: {...before.definition, inputs, protocol: {...before.definition.protocol, seed: "7"}},
      population: {hash: "q".repeat(16), scores: scores(0)}
    };
    const diff = compareBuilds(before, after);
    expect(diff.definition).toEqual([
      {what: "Input The visits", before: "integer", after: "not there", verdict: "changed"},
      {what: "protocol.seed", before: before.definition.protocol.seed, after: "7", verdict: "changed"}
    ]);
    expect(diff.crossing).toEqual({
      state: "not comparable",
      text: "Who would cross the line cannot be compared, as the inputs are others: “The visits” went."
    });
  });

  test("tells what is called otherwise, and compares all the same", () => {
    const [before] = months;
    const [first, ...others] = before.definition.inputs;
    const after: BuildRecord = {
      ...before,
      book: "e".repeat(64),
      title: "Another title",
      unit: {singular: "gym", plural: "gyms"},
      definition: {...before.definition, inputs: [{...first, title: "Times seen"}, ...others]}
    };
    const {definition, headline} = compareBuilds(before, after);
    expect(definition).toEqual([
      {what: "Title", before: before.title, after: "Another title", verdict: "changed"},
      {what: "What a row is called", before: `${before.unit.singular}, ${before.unit.plural}`, after: "gym, gyms", verdict: "changed"},
      {what: `Title of ${first.name}`, before: first.title, after: "Times seen", verdict: "changed"}
    ]);
    expect(headline).toBe("The same table, and no result moved beyond chance.");
  });
});

describe("who would cross the line", () => {
  const record = (add: number, line: number): BuildRecord => {
    const made = describeBuild(describedBook(), factsOf(1, add), null);
    return {...made, decision: made.decision && {...made.decision, line}};
  };
  const population: Population = {format: 1, rows: Array.from({length: N_SCORED}, (_, i) => ({visits: i, plan: "a|b"}))};

  test("counts by the scores and lines of either build, and shows some of them", () => {
    const {crossing} = compareBuilds(record(0, 0.5), record(0.1, 0.5), population);
    expect(crossing).toMatchObject({state: "compared", n: 100, up: 10, down: 0, byModel: 10, lines: [0.5, 0.5]});
    expect(
      crossing.state === "compared" &&
        crossing.examples.every(({row, before, after}) => Math.abs(Number(row.visits) / 100 - before) < 0.03 && after > before)
    ).toBe(true);
    expect(crossing.text).toMatch(
      /^Of 100 synthetic members that both models scored, 10 would be contacted who were not, and 0 would not who were; the line stays at 50 in 100\.$/
    );
  });

  test("a line that moves with the scores makes nobody cross", () => {
    const {crossing} = compareBuilds(record(0, 0.5), record(0.1, 0.6));
    expect(crossing).toMatchObject({up: 0, down: 0});
    expect(crossing.text).toContain("nobody would cross the contact line; the line moves from 50 in 100 to 60 in 100.");
  });

  test("stays one table in Markdown, whatever levels and titles are called", () => {
    const text = formatDiff(compareBuilds(record(0, 0.5), {...record(0.1, 0.5), title: "<b>|x"}, population));
    expect(text).toContain("a\\|b");
    for (const line of text.split("\n").filter((d) => d.startsWith("|")))
      expect(line.replaceAll("\\|", "").split("|").length).toBeGreaterThan(4);
  });
});
