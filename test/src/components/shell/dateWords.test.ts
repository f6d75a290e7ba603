import type {BuildDates} from "../../../../lib/book/history.js";
import {describe, expect, test} from "vitest";
import {sayDates, sayOverdue} from "../../../../src/components/shell/dateWords.js";

const dates: BuildDates = {
  format: 1,
  book: "b",
  builtOn: "2026-02-03T04:05:06.000Z",
  data: {date: "2026-01-31", of: "definition"},
  refresh: "P1M",
  due: "2026-02-28"
};

describe("sayDates(dates)", () => {
  test("says as of when the data is, and when it was built", () => {
    expect(sayDates(dates)).toBe("Data as of 31 January 2026. Built on 3 February 2026.");
    expect(sayDates({...dates, data: {date: "2026-01-31", of: "file"}})).toContain("31 January 2026, when its file was last written.");
    expect(sayDates({...dates, data: {date: "wave 3", of: "time"}})).toContain("Data as of wave 3.");
    expect(sayDates({...dates, data: null})).toBe("The data has no date. Built on 3 February 2026.");
  });
});

describe("sayOverdue(dates, now)", () => {
  test("is said from the day after it was due, by the reader's calendar", () => {
    expect(sayOverdue(dates, new Date(2026, 1, 28, 23, 59))).toBeNull();
    expect(sayOverdue(dates, new Date(2026, 2, 1, 0, 0))).toBe(
      " its data is as of 31 January 2026, and a new one was due by 28 February 2026, as it should be built every month."
    );
  });

  test("counts from the build where the data has no day", () => {
    expect(sayOverdue({...dates, data: null, refresh: "P2W", due: "2026-02-17"}, new Date(2026, 5, 1))).toContain(
      "it was built on 3 February 2026, and a new one was due by 17 February 2026, as it should be built every 2 weeks."
    );
  });

  test("is nothing without a refresh", () => {
    expect(sayOverdue({...dates, refresh: null, due: null}, new Date(2030, 0))).toBeNull();
  });
});
