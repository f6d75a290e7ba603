import * as format from "../../lib/format.js";
import {expect, test} from "vitest";

const cases: [string, string, string][] = [
  ["formatCount(14299)", format.formatCount(14299), "14,299"],
  ["formatCount(-3)", format.formatCount(-3), "−3"],
  ["formatInHundred(0.264)", format.formatInHundred(0.264), "26 in 100"],
  ["formatInHundred(0.0134)", format.formatInHundred(0.0134), "13 in 1,000"],
  ["formatInHundred(0.0004)", format.formatInHundred(0.0004), "fewer than 1 in 1,000"],
  ["onOneScale([0.0134, 0.002])", JSON.stringify(format.onOneScale([0.0134, 0.002])), '{"texts":["13","2"],"scale":"in 1,000"}'],
  ['isolate("مدة")', format.isolate("مدة"), "\u2068مدة\u2069"],
  ['isolate(isolate("מדד 2"))', format.isolate(format.isolate("מדד 2")), "\u2068מדד 2\u2069"],
  ['isolate("Dauer")', format.isolate("Dauer"), "Dauer"],
  ["onOneScale([0.86, 0.996])", JSON.stringify(format.onOneScale([0.86, 0.996])), '{"texts":["86","over 99"],"scale":"in 100"}'],
  ["onOneScale([0.9, 0.004])", JSON.stringify(format.onOneScale([0.9, 0.004])), '{"texts":["90","under 1"],"scale":"in 100"}'],
  ["onOneScale([0.45, 0.06])", JSON.stringify(format.onOneScale([0.45, 0.06])), '{"texts":["45","6"],"scale":"in 100"}'],
  ["formatTogether([0.51, 0.024])", format.formatTogether([0.51, 0.024]).join(), "51 in 100,2 in 100"],
  ["formatTogether([0.073, 0.007])", format.formatTogether([0.073, 0.007]).join(), "73 in 1,000,7 in 1,000"],
  ["formatTogether([0.052, 0.003])", format.formatTogether([0.052, 0.003]).join(), "52 in 1,000,3 in 1,000"],
  ["formatRange of what has no interval", format.formatRange({low: null, high: null}, String), "too few for an interval"],
  ["formatRange of a calibration error", format.formatRange({low: null, high: null, byChance: 0.02}, String), "0.02 by chance"],
  ["formatTick(0.025)", format.formatTick(0.025), "2.5%"],
  ["formatTick(0.25)", format.formatTick(0.25), "25%"],
  ['withArticle("account")', format.withArticle("account"), "an account"],
  ["formatInHundred(0.999)", format.formatInHundred(0.999), "more than 99 in 100"],
  ["formatInHundred(0)", format.formatInHundred(0), "0 in 100"],
  ['inText("Team, monthly")', format.inText("Team, monthly"), "“Team, monthly”"],
  ['inText("9000–577,000")', format.inText("9000–577,000"), "9000–577,000"],
  ['lowerFirst("İptal tarihi")', format.lowerFirst("İptal tarihi"), "iptal tarihi"],
  ["tickDigits(0.5)", String(format.tickDigits(0.5)), "1"],
  ["tickDigits(0.0005, 3)", String(format.tickDigits(0.0005, 3)), "4"],
  ["tickDigits(0.1 + 0.2, 0)", String(format.tickDigits(0.1 + 0.2, 0)), "1"],
  ["tickDigits(-20, 2)", String(format.tickDigits(-20, 2)), "2"],
  ["formatShare(0.1774)", format.formatShare(0.1774), "17.7%"],
  ["formatPoints(-0.042)", format.formatPoints(-0.042), "−4.2 percentage points"],
  ["shareGap(0.1416, 0.1579) of 14.2% and 15.8%", String(format.shareGap(0.1416, 0.1579)), "-0.016"],
  ["shareGap(0.3, 0.3)", String(format.shareGap(0.3, 0.3)), "0"],
  ["formatSigned(-0.0001, 1)", format.formatSigned(-0.0001, 1), "0.0"],
  ["formatSigned(0.0001, 1)", format.formatSigned(0.0001, 1), "0.0"],
  ["formatFixed(0.75587, 3)", format.formatFixed(0.75587, 3), "0.756"],
  ["formatValue(2628.84)", format.formatValue(2628.84), "2629"],
  ["formatValue(2012)", format.formatValue(2012), "2012"],
  ["formatValue(-26288.4)", format.formatValue(-26288.4), "−26,288"],
  ['joinRange("0", "5")', format.joinRange("0", "5"), "0–5"],
  ['joinRange("−5", "2")', format.joinRange("−5", "2"), "−5 to 2"],
  ["splitRange of a band below 0", format.splitRange(format.joinRange("−5", "−2")).join("|"), "−5|−2"],
  ["formatApart of what formatValue tells apart", format.formatApart([-1, 0.123, 2, 1234]).join("|"), "−1|0.123|2|1234"],
  ["formatApart of neighbours within 1", format.formatApart([99, 100.2, 100.4, 250.5]).join("|"), "99|100.2|100.4|251"],
  ["formatApart of one value twice", format.formatApart([7.25, 7.25]).join("|"), "7.25|7.25"],
  ["formatApart of what rounds beyond the next", format.formatApart([17.989, 17.99]).join("|"), "17.989|17.99"],
  ["splitRange of a value", format.splitRange("7").join("|"), "7|7"],
  ["formatValue(17.99)", format.formatValue(Math.fround(17.99)), "17.99"],
  ["formatValue(17.989)", format.formatValue(17.989), "18"],
  ["formatValue(0.12345)", format.formatValue(0.12345), "0.123"],
  ["formatSeconds(75.2)", format.formatSeconds(75.2), "1 min 15 s"],
  ["formatSeconds(0.25)", format.formatSeconds(0.25), "250 ms"],
  ["formatBytes(2048)", format.formatBytes(2048), "2.0 kB"]
];

for (const [name, actual, expected] of cases) {
  test(`${name} is "${expected}"`, () => expect(actual).toBe(expected));
}

test("supportedDigits goes down to the second digit of half an interval, and never beyond what is shown", () => {
  expect([0.13, 0.013, 0.0013, 0.00013].map((half) => format.supportedDigits(half, 4))).toEqual([2, 3, 4, 4]);
  expect([12, 1.4, null, 0].map((half) => format.supportedDigits(half, 1))).toEqual([0, 1, 1, 1]);
});

test("what has an interval is said with the digits that it supports, however many were asked for", () => {
  expect(format.sayWithin({estimate: 0.4512, low: 0.41, high: 0.49}, 4)).toBe("0.451 (0.410 to 0.490)");
  expect(format.sayDifference({estimate: 0.0004, low: -0.0012, high: 0.002}, 4)).toBe("+0.0004 (−0.0012 to +0.0020)");
  expect(format.sayShare({estimate: 0.1774, low: 0.17, high: 0.184})).toBe("17.7% (17.0% to 18.4%)");
  expect(format.sayShare({estimate: 0.28, low: 0.16, high: 0.441})).toBe("28% (16% to 44%)");
});
