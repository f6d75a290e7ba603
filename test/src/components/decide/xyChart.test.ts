import {expect, it} from "vitest";
import {roomForTicks} from "../../../../src/components/decide/xyChart.js";

it.each(["€100", "600 units", "−1,200,000 units", "CHF 12,500.50"])(
  "a chart's left edge leaves room for %j, at 12 px of Inter",
  (label) => {
    const narrowest = 5.3; // measured: a letter of "600 units"
    expect(roomForTicks([label, "0"]) - 8).toBeGreaterThanOrEqual(narrowest * label.length);
  }
);

it("a chart of short amounts begins where all do", () => {
  expect(roomForTicks(["−€50", "€0", "€100"])).toBe(roomForTicks([]));
});
