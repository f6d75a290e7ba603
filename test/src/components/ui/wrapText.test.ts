import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {wrapText} from "../../../../src/components/ui/chartImage.js";

describe("wrapText(text, width, size)", () => {
  test("breaks at spaces, and a long word where the line ends", () => {
    expect(wrapText("the quick brown fox", 57, 10)).toEqual(["the quick", "brown fox"]);
    expect(wrapText("http://host/abcdef", 57, 10)).toEqual(["http://hos", "t/abcdef"]);
    expect(wrapText("", 57, 10)).toEqual([]);
  });
  test("loses no letter and keeps to the width", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/)), fc.integer({min: 6, max: 400}), (words, width) => {
        const lines = wrapText(words.join(" "), width, 10);
        expect(lines.join("").replaceAll(" ", "")).toBe(words.join(""));
        expect(lines.every((line) => line.length <= Math.max(1, Math.floor(width / 5.6)))).toBe(true);
      })
    );
  });
});
