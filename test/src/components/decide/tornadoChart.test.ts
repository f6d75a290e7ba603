import {expect, it} from "vitest";
import {ticksBetween} from "../../../../src/components/decide/tornadoChart.js";

const print = (value: number): string => `${value.toLocaleString("en")} units`;

it.each([
  [0, 1250, 280],
  [-400, 1250, 330],
  [0, 9_500_000, 230],
  [0, 90, 600]
])("amounts from %d to %d stand beside each other on %d px", (low, high, reach) => {
  const values = ticksBetween(low, high, {most: 5, reach, print});
  const places = values.map((value) => ((value - low) / (high - low)) * reach);
  for (let i = 1; i < values.length; ++i) {
    const halves = (print(values[i - 1]).length + print(values[i]).length) / 2;
    expect(places[i] - places[i - 1]).toBeGreaterThan(6.4 * halves);
  }
  expect(values.length).toBeGreaterThan(0);
});

it("takes as many as asked where there is room", () => {
  expect(ticksBetween(0, 1000, {most: 5, reach: 600, print})).toEqual([0, 200, 400, 600, 800, 1000]);
});
