import {describe, expect, test} from "vitest";
import {findTerms, patternOf} from "../../../../src/components/shell/termWords.js";

const terms = ["Base rate", "Fold, out-of-fold", "Percentage points", "Score", "ROC AUC", "Interval"].map((name) => ({
  name,
  pattern: patternOf(name)
}));
const found = (text: string): [string, string][] => findTerms(text, terms).map(({term, from, to}) => [term.name, text.slice(from, to)]);

describe("findTerms(text, terms)", () => {
  test("finds the first use of each, of any case, singular or plural, with hyphen or space, in order", () => {
    expect(found("Scores and a score: the base-rate beats no ROC AUC by one percentage point, out of fold.")).toEqual([
      ["Score", "Scores"],
      ["Base rate", "base-rate"],
      ["ROC AUC", "ROC AUC"],
      ["Percentage points", "percentage point"],
      ["Fold, out-of-fold", "out of fold"]
    ]);
  });

  test("finds no part of a word", () => {
    expect(found("underscored, scoreboard, twofold, folding, intervall, sub-score, score_groups, rescore")).toEqual([]);
  });

  test("reads words of the glossary as words, whatever stands in them", () => {
    expect(patternOf("C++ (a|b)").exec("in C++ (a|b).")?.[0]).toBe("C++ (a|b)");
    expect(patternOf("Überschuss").test("der Überschuss")).toBe(true);
    expect(patternOf("schuss").test("der Überschuss")).toBe(false);
  });
});
