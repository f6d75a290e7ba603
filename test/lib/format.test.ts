import * as format from "../../lib/format.js";
import {expect, test} from "vitest";

const cases: [string, string, string][] = [
  ["formatCount(14299)", format.formatCount(14299), "14,299"],
  ["formatCount(-3)", format.formatCount(-3), "−3"],
  ["formatInHundred(0.264)", format.formatInHundred(0.264), "26 in 100"],
  ["formatInHundred(0.004)", format.formatInHundred(0.004), "fewer than 1 in 100"],
  ["formatInHundred(0.999)", format.formatInHundred(0.999), "more than 99 in 100"],
  ["formatInHundred(0)", format.formatInHundred(0), "0 in 100"],
  ["formatShare(0.1774)", format.formatShare(0.1774), "17.7%"],
  ["formatPoints(-0.042)", format.formatPoints(-0.042), "−4.2 percentage points"],
  ["formatSigned(-0.0001, 1)", format.formatSigned(-0.0001, 1), "0.0"],
  ["formatSigned(0.0001, 1)", format.formatSigned(0.0001, 1), "0.0"],
  ["formatFixed(0.75587, 3)", format.formatFixed(0.75587, 3), "0.756"],
  ["formatValue(2628.84)", format.formatValue(2628.84), "2,629"],
  ["formatValue(0.12345)", format.formatValue(0.12345), "0.123"],
  ["formatSeconds(75.2)", format.formatSeconds(75.2), "1 min 15 s"],
  ["formatSeconds(0.25)", format.formatSeconds(0.25), "250 ms"],
  ["formatBytes(2048)", format.formatBytes(2048), "2.0 kB"]
];

for (const [name, actual, expected] of cases) {
  test(`${name} is "${expected}"`, () => expect(actual).toBe(expected));
}
