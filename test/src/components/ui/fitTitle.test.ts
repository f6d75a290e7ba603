import {expect, test} from "vitest";
import {fitTitle} from "../../../../src/components/ui/drawPlot.js";

test("fitTitle(title, width) cuts a title off that is wider than its chart, and no other", () => {
  const title = "Number of times that the customer called the hotline in the year";
  expect(fitTitle(title, 900)).toBe(title);
  expect(fitTitle(title, 328)).toBe("Number of times that the customer called the hot…");
  expect(fitTitle("Visits", 10)).toBe("Visits");
});
