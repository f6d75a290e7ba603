import {expect, it} from "vitest";
import {
  countStates,
  retrySentence,
  savedSentence,
  timelineClaim,
  readersOf,
  taskToShow,
  lanesOf
} from "../../../../src/components/pipeline/taskFacts.js";
import {createBrokenPipelineBook, createPipelineBook} from "../../../fixtures/book/pipeline.js";

const book = createPipelineBook();
const broken = createBrokenPipelineBook();

it("lanesOf(book) places tasks by their names, those that it does not know where the last that they read from stands", () => {
  const [first] = book.tasks;
  const task = (name: string, inputs: string[]): typeof first => ({...first, name, inputs});
  const tasks = [
    task("ingest", []),
    task("search-forest", ["ingest"]),
    task("select", ["search-forest"]),
    task("facts", ["select"]),
    task("something-new", []),
    task("something-newer", ["ingest", "select"])
  ];
  expect([...lanesOf({tasks}).values()]).toEqual(["data", "search", "judge", "publish", "data", "judge"]);
});

it("timelineClaim(book) names what took longest, and what came from the store", () => {
  expect(timelineClaim(book)).toBe(
    "The run took 44.0 s; “Search and compare learners” was under way for 84% of it, 1 of 9 tasks came from the store"
  );
});

it("timelineClaim(book) says first what failed", () => {
  expect(timelineClaim(broken)).toBe("“Clean, with a ledger” failed, so what depends on it was skipped");
});

it("timelineClaim(book) says when nothing had changed", () => {
  const tasks = book.tasks.map((d) => ({...d, state: "cached" as const}));
  expect(timelineClaim({tasks, seconds: 0.8})).toBe("Nothing had changed: all 9 tasks came from the store in 800 ms");
});

it("countStates(book) adds up to all tasks", () => {
  expect(countStates(broken)).toEqual({ran: 2, cached: 0, failed: 1, skipped: 6});
});

it("retrySentence(book) counts the tries", () => {
  expect(retrySentence(book)).toBe("Tried again: “Search and compare learners” (2 tries).");
  expect(retrySentence({tasks: []})).toBe("No task had to be tried again.");
});

it("savedSentence(book) adds up what the store saved", () => {
  expect(savedSentence(book)).toBe(
    "The store saved 320 ms of work: those tasks’ code, parameters and inputs had not changed. Longest among them was " +
      "“Split into train and test rows” with 320 ms."
  );
  const dated = book.tasks.map((d) => ({...d, ranAt: "2026-01-02T03:04:05.000Z"}));
  expect(savedSentence({tasks: dated})).toMatch(/ of work, done since 2 January 2026, 03:04 UTC: /);
  expect(savedSentence(broken)).toBeNull();
});

it("taskToShow(book) opens what failed, else what took longest", () => {
  expect(taskToShow(book)).toBe("search");
  expect(taskToShow(broken)).toBe("wrangling");
});

it("taskToShow(book) goes by what the tasks took when they last really ran", () => {
  const tasks = book.tasks.map((d) => ({...d, state: "cached" as const, startMs: 0, endMs: 1, ranSeconds: d.name === "select" ? 9 : 1}));
  expect(taskToShow({tasks})).toBe("select");
});

it("readersOf(book, name) lists the tasks that read a task's output", () => {
  expect(readersOf(book, "split")).toEqual(["search", "evaluate"]);
});
