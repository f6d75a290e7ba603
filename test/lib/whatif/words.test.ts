import {describe, expect, test} from "vitest";
import {createExplainer} from "../../../lib/explain/explainer.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {listReferences} from "../../../lib/whatif/session.js";
import {layWaterfall, planBars, probabilityAt} from "../../../lib/whatif/waterfall.js";
import {
  compareTitle,
  compareWithBase,
  describeAnswerAloud,
  describeAverages,
  describeBand,
  describeChange,
  describeContribution,
  describeLine,
  describePairs,
  describeMove,
  describeReasons,
  describeSupport,
  describeValues
} from "../../../lib/whatif/words.js";

import {createMembers, predictBook as book, predictModel} from "../../fixtures/book/predict.js";

describe("compareWithBase(p, baseRate)", () => {
  test.each([
    [0.18, "about the same"],
    [0.27, "about 1.5 times that"],
    [0.09, "about half of that"],
    [0.06, "about 33% of that"],
    [0.01, "less than a tenth of that"]
  ])("%f", (p, words) => {
    expect(compareWithBase(p, 0.18)).toBe(words);
  });
  test("compares no model that reads no input", () => expect(compareWithBase(0.2, 0.26, false)).toBe("what it says of everybody"));
  test("says over ten times where it is", () => expect(compareWithBase(0.9, 0.05)).toBe("over ten times that"));
});

describe("describeChange(p, before)", () => {
  test("speaks of percentage points, never of percent", () => {
    expect(describeChange(0.26, 0.22)).toBe("up 4.0 percentage points");
    expect(describeChange(0.22, 0.23)).toBe("down 1.0 percentage point");
    expect(describeChange(0.22, 0.2201)).toBe("unchanged");
  });
});

describe("describeReasons(steps, context)", () => {
  const explainer = createExplainer(predictModel);
  const scorer = createScorer(predictModel);
  const bars = planBars(
    book,
    predictModel.inputs.map((d) => d.name),
    true
  );
  const references = listReferences(book, {isLinear: true}, {previous: book.typical, kept: null});
  const cases = createMembers(200).map((row, i) => ({row, reference: references[i % references.length]}));

  test("200 rows: every sentence says what its numbers say", () => {
    for (const {row, reference} of cases) {
      const fall = layWaterfall(explainer.explainRow(row, reference.row), bars);
      const sentences = describeReasons(fall.steps, {
        inputs: book.inputs,
        row,
        reference: reference.values,
        referenceTitle: reference.title
      });
      const named = new Set<string>();
      for (const sentence of sentences) {
        const verb = /\) (raise|lower)s? (?:the score|it)\./.exec(sentence)?.[1];
        if (!verb) continue;
        for (const step of fall.steps) {
          if (!sentence.includes(`${step.title} (`)) continue;
          named.add(step.title);
          expect(step.contribution > 0 ? "raise" : "lower").toBe(verb);
        }
      }
      const ranked = [...fall.steps].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
      const expected = ranked
        .slice(0, 3)
        .filter((d) => Math.abs(d.contribution) >= Math.max(0.02, 0.05 * Math.abs(ranked[0].contribution)))
        .map((d) => d.title);
      expect([...named].sort()).toEqual(expected.sort());
      expect(probabilityAt(fall.unit, fall.end)).toBeCloseTo(scorer.scoreRow(row), 12);
      expect(sentences.join(" ")).not.toMatch(/because|will churn|confidence|drivers? of churn/);
    }
  });

  test("says the values beside the reference's", () => {
    const row = {...book.typical, visits: 3, classes: 3};
    const fall = layWaterfall(explainer.explainRow(row, book.typical), bars);
    expect(describeReasons(fall.steps, {inputs: book.inputs, row, reference: book.typical, referenceTitle: "the typical member"})).toEqual([
      "Compared with the typical member, Visits and classes (3 visits, against 12; 3 classes, against 10) raise the score."
    ]);
  });

  test("says so when nothing moves the score", () => {
    const fall = layWaterfall(explainer.explainRow(book.typical, book.typical), bars);
    expect(
      describeReasons(fall.steps, {inputs: book.inputs, row: book.typical, reference: book.typical, referenceTitle: "the typical member"})
    ).toEqual(["No input moves the score noticeably from that of the typical member."]);
  });
});

describe("short lines", () => {
  test("compareTitle is the finding", () => {
    expect(compareTitle(0.26, 0.16, "the average user")).toBe("10.0 percentage points above the average user (16 in 100)");
    expect(compareTitle(0.06, 0.16, "the average user")).toBe("10.0 percentage points below the average user (16 in 100)");
    expect(compareTitle(0.16, 0.16, "the average user")).toBe("The same score as the average user (16 in 100)");
  });
  test("describeMove names the rule", () => {
    expect(describeMove(book, {input: "classes", from: 10, to: 3, because: "Classes cannot exceed visits"})).toBe(
      "Classes moved to 3 classes: classes cannot exceed visits."
    );
  });
  test("describeBand", () => {
    expect(describeBand({low: 0.241, high: 0.279, coverage: 0.95, n: 200, over: "row"})).toBe(
      "Had we sampled other users: 24 to 28 in 100 (190 of 200 refits, its inputs and settings held fixed)."
    );
    expect(describeBand({low: 0.264, high: 0.262, coverage: 0.9, n: 10, over: "row"})).toBe(
      "Had we sampled other users: 26 in 100 (9 of 10 refits, its inputs and settings held fixed)."
    );
    expect(describeBand({low: 0.241, high: 0.279, coverage: 0.95, n: 12, over: "score"})).toBe(
      "Had we sampled other users: 24 to 28 in 100, on average over users with such a score (95% interval by 12 refits, its inputs and settings held fixed)."
    );
  });
  test("describeSupport warns off the data", () => {
    const near = {count: 41, of: 14299, level: "usual", isEstimate: false, isSynthetic: false} as const;
    expect(describeSupport(near)).toBe("41 of 14,299 users are this close.");
    expect(describeSupport({...near, count: 1})).toBe("1 of 14,299 users is this close.");
    expect(describeSupport({...near, count: 0})).toBe("Fewer than 1 of 14,299 users is this close.");
    expect(describeSupport({...near, isEstimate: true, isSynthetic: true})).toBe(
      "About 41 of 14,299 users are this close, judged by synthetic ones."
    );
    expect(describeSupport({...near, level: "few"})).toBe(
      "41 of 14,299 users are this close: few look like this, so trust the score less."
    );
    expect(describeSupport({...near, count: 0, level: "none"})).toMatch(/^No users are near this: the score rests on the model’s form/);
  });
  test("describeLine, describeAnswerAloud", () => {
    expect(describeLine(0.2, 0.2)).toBe("Above the contact line (20 in 100).");
    expect(describeLine(0.1, 0.205)).toBe("Below the contact line (20.5 in 100).");
    expect(describeAnswerAloud(0.26, 0.22)).toBe("Score 26 in 100, up 4.0 percentage points.");
    expect(describeLine(0.2004, 0.2)).toBe("Above the contact line (20 in 100), at 20.04 in 100.");
  });
});

describe("what a bar is compared with", () => {
  const values = (isLinear: boolean, names: string[]): string => {
    const [average] = listReferences(book, {isLinear}, {previous: null, kept: null});
    return describeValues({inputs: names}, {inputs: book.inputs, row: book.typical, reference: average.values});
  };
  test("the average has values beside a linear model's numbers only", () => {
    expect(values(true, ["visits"])).toBe("12 visits, against 12.6");
    expect(values(true, ["plan"])).toBe("premium");
    expect(values(false, ["visits"])).toBe("12 visits");
    expect(values(false, ["tenure", "plan"])).toBe("Days since joining 1740; Plan premium");
  });
  test("a setting has values for all", () => {
    expect(describeValues({inputs: ["plan"]}, {inputs: book.inputs, row: book.typical, reference: book.typical})).toBe("premium, the same");
  });
});

describe("describeContribution(step, options)", () => {
  const fall = layWaterfall(
    createExplainer(predictModel).explainRow(createMembers(1)[0], null),
    planBars(
      book,
      predictModel.inputs.map((d) => d.name),
      true
    )
  );
  const sum = (isExpert: boolean): number =>
    fall.steps.reduce((total, step) => total + Number(describeContribution(step, {unit: "logOdds", isExpert}).replace("−", "-")), 0);
  test("adds up in log-odds for experts, in percentage points for others", () => {
    expect(sum(true)).toBeCloseTo(fall.end - fall.start, 1);
    expect(sum(false)).toBeCloseTo((probabilityAt("logOdds", fall.end) - probabilityAt("logOdds", fall.start)) * 100, 0);
  });
});

describe("describeAverages(average, baseRate, options)", () => {
  test("says why the two differ, where they do", () => {
    expect(describeAverages(0.14, 0.18, {isLinear: true, unit: "logOdds"})).toBe(
      "The average user has average inputs and scores 14 in 100; all users together come to 18 in 100, " +
        "in part because high scores raise that mean more than low ones lower it."
    );
    expect(describeAverages(0.14, 0.18, {isLinear: false, unit: "logOdds"})).toMatch(
      /^The average user stands for the mean of all scores in log-odds, which is 14 in 100;/
    );
    expect(describeAverages(0.02, 0.18, {isLinear: true, unit: "logOdds"})).toMatch(
      /scores 2 in 100; all users together come to 18 in 100/
    );
    expect(describeAverages(0.86, 0.8, {isLinear: true, unit: "logOdds"})).toMatch(
      /, in part because low scores lower that mean more than high ones raise it\.$/
    );
    // a base rate learned from earlier rows: no score is low
    expect(describeAverages(0.23, 0.2, {isLinear: false, unit: "logOdds"})).toMatch(/all users together come to 20 in 100\.$/);
    expect(describeAverages(0.178, 0.181, {isLinear: true, unit: "logOdds"})).toBeNull();
    expect(describeAverages(0.14, 0.18, {isLinear: false, unit: "probability"})).toBeNull();
  });
});

describe("describePairs(pairs)", () => {
  test("names a few pairs, counts many, and says nothing of none", () => {
    const pair = ["Visits", "Plan"];
    expect(describePairs([])).toBeNull();
    expect(describePairs([pair])).toBe("What Visits and Plan add together is shared equally between their bars.");
    expect(describePairs([pair, ["Hours", "Plan"]])).toBe(
      "What two inputs add together (Visits and Plan; Hours and Plan) is shared equally between their bars."
    );
    expect(describePairs([pair, pair, pair, pair])).toContain("(4 pairs)");
  });
});
