import {expect, it} from "vitest";
import {
  countStates,
  retrySentence,
  savedSentence,
  timelineClaim,
  readersOf,
  taskToShow,
  timelineRows
} from "../../../../src/components/pipeline/timelineRows.js";
import {createBrokenPipelineBook, createPipelineBook} from "../../../fixtures/book/pipeline.js";

const book = createPipelineBook();
const broken = createBrokenPipelineBook();

it("timelineRows(book) places every try within the run", () => {
  const stretches = timelineRows(book).flatMap((d) => d.attempts);
  expect(stretches.every((d) => d.from >= 0 && d.width >= 0 && d.from + d.width <= 1 + 1e-9)).toBe(true);
});

it("timelineRows(book) keeps each try apart, with the failed ones marked", () => {
  const search = timelineRows(book).find((d) => d.task.name === "search");
  expect(search?.attempts.map((d) => d.failed)).toEqual([true, false]);
});

it("timelineRows(book) draws a looked-up task though it was never tried", () => {
  const tasks = book.tasks.map((d) => (d.state === "cached" ? {...d, attempts: []} : d));
  expect(timelineRows({tasks}).find((d) => d.task.state === "cached")?.attempts).toHaveLength(1);
});

it("timelineRows(book) draws nothing for a skipped task", () => {
  expect(
    timelineRows(broken)
      .filter((d) => d.task.state === "skipped")
      .every((d) => d.attempts.length === 0)
  ).toBe(true);
});

it("timelineRows(book) shows waiting from the last input's end to the first try", () => {
  const [first, second] = book.tasks;
  const late = {...second, inputs: [first.name], startMs: 20_000, endMs: 21_000, attempts: [{startMs: 20_000, endMs: 21_000, error: null}]};
  const [, row] = timelineRows({tasks: [first, late]});
  expect(row.waiting?.from).toBeCloseTo(first.endMs / 21_000, 12);
  expect(row.waiting?.width).toBeCloseTo((20_000 - first.endMs) / 21_000, 12);
  expect(timelineRows(book)[0].waiting).toBeNull();
});

it("timelineRows(book) draws a try from when it had a core, the time before as waiting", () => {
  const [first, second] = book.tasks;
  const queued = {...second, startMs: 15_000, endMs: 20_000, attempts: [{startMs: first.endMs, endMs: 20_000, error: null}]};
  const [, row] = timelineRows({tasks: [first, queued]});
  expect(row.attempts[0].from).toBeCloseTo(0.75, 12);
  expect(row.waiting?.width).toBeCloseTo((15_000 - first.endMs) / 20_000, 12);
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
  expect(savedSentence(book)).toBe("The store saved 320 ms of work: those tasks' code, parameters and inputs had not changed.");
  expect(savedSentence(broken)).toBeNull();
});

it("taskToShow(book) opens what failed, else what took longest", () => {
  expect(taskToShow(book)).toBe("search");
  expect(taskToShow(broken)).toBe("wrangling");
});

it("readersOf(book, name) lists the tasks that read a task's output", () => {
  expect(readersOf(book, "split")).toEqual(["search", "evaluate"]);
});
