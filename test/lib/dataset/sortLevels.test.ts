import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {sortLevels} from "../../../lib/dataset/sortLevels.js";

describe("sortLevels(levels)", () => {
  it.each([
    [["City 0", "City 1", "City 2", "City 10"]],
    [["0-9", "10-19", "100+", "no answer"]],
    [["-2", "0.25", "0.5", "1", "10"]],
    [["January", "February", "March", "October"]],
    [["jan.", "févr.", "mars", "août"]],
    [["Under $20,000", "$  20,000 - $49,999", "$  50,000 - $99,999", "$100,000 - $199,999", "$500,000 Plus"]],
    [["Less than $40K", "$40K - $60K", "$60K - $80K", "$80K - $120K", "$120K +", "Unknown"]],
    [["24 years or less", "25-29", "70-74", "75 years or more"]],
    [["0", "1-2", "3+"]],
    [["< 1 year", "1-2 years", "3 to 5 years", "10+ years"]],
    [["May", "June", "never"].sort()],
    [["Basic", "basic", "premium"]]
  ])("has %j in this order, whatever theirs is", (levels) => {
    fc.assert(
      fc.property(fc.shuffledSubarray(levels, {minLength: levels.length}), (shuffled) => void expect(sortLevels(shuffled)).toEqual(levels))
    );
  });

  it("puts any levels in one order", () => {
    const levels = fc.uniqueArray(fc.oneof(fc.string({maxLength: 5}), fc.stringMatching(/^[a-b]?[0-9]{1,3}[a-b]?[0-9]?$/)), {
      maxLength: 12
    });
    const both = levels.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, {minLength: all.length})));
    fc.assert(fc.property(both, ([all, shuffled]) => void expect(sortLevels(shuffled)).toEqual(sortLevels(all))));
  });
});
