import {describe, expect, test} from "vitest";
import {goTo, redo, startHistory, undo} from "../../../lib/whatif/history.js";

describe("history", () => {
  test("walks back and forth, and a new setting cuts what lay ahead", () => {
    const three = goTo(goTo(startHistory(1), 2), 3);
    expect(undo(three).present).toBe(2);
    expect(redo(undo(three)).present).toBe(3);
    expect(redo(goTo(undo(three), 9))).toMatchObject({past: [1, 2], present: 9, future: []});
  });
  test("merges the moments of one movement", () => {
    expect(goTo(goTo(startHistory(1), 2), 3, {merge: true})).toEqual({past: [1], present: 3, future: []});
  });
  test("stands still at its ends", () => {
    expect(undo(startHistory(1)).present).toBe(1);
    expect(redo(startHistory(1)).present).toBe(1);
  });
  test("remembers a hundred settings", () => {
    let line = startHistory(0);
    for (let i = 1; i <= 300; ++i) line = goTo(line, i);
    expect(line.past).toHaveLength(100);
  });
});
