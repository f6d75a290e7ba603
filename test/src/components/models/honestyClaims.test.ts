import type {CalibrationSlope, ColumnAlone, NestedBook} from "../../../../lib/book/honesty.js";
import type {MetricInfo, ModelsBook} from "../../../../lib/book/models.js";
import {describe, expect, it} from "vitest";
import {summariseFolds} from "../../../../lib/statistics/foldScores.js";
import {columnClaim, pureSentence, samePeriodSentence} from "../../../../src/components/models/columnChart.js";
import {findingsClaim} from "../../../../src/components/models/honestyPanel.js";
import {groupClaim, groupImportances} from "../../../../src/components/models/groupChart.js";
import {learningClaim, overfitSentence, pointBefore} from "../../../../src/components/experiments/learningChart.js";
import {nestedClaim, optimismWords} from "../../../../src/components/experiments/nestedPanel.js";
import {
  beatsLuck,
  luckClaim,
  luckGrowth,
  luckRange,
  luckSpread,
  sayFittedOnce,
  shuffledSentence
} from "../../../../src/components/experiments/luckChart.js";
import {recalibrationSentence, slopeClaim, spreadOf} from "../../../../src/components/models/slopeChart.js";
import {columnAlone, createHonestyBook} from "../../../fixtures/book/honesty.js";

const book = createHonestyBook();
const loss: MetricInfo = {name: "logLoss", title: "Log loss", better: "lower", meaning: ""};
const area: MetricInfo = {name: "rocAuc", title: "ROC AUC", better: "higher", meaning: ""};

describe("luckClaim(luck, metric, options)", () => {
  it("calls it beyond luck only past what one shuffle in 20 reaches", () => {
    const {luck} = book;
    expect(beatsLuck(luck, area, luck.rare.rocAuc)).toBe(false);
    expect(beatsLuck(luck, area, luck.rare.rocAuc + 0.001)).toBe(true);
    expect(beatsLuck(luck, loss, luck.rare.logLoss - 0.001)).toBe(true);
    expect(luckClaim(luck, area, {found: 0.753, isCrowned: true})).toBe(
      `ROC AUC 0.753 is beyond luck: on shuffled labels the best of as many trials reaches ${luck.rare.rocAuc.toFixed(3)} in one of 20 shuffles`
    );
    expect(luckClaim(luck, area, {found: 0.5, isCrowned: true})).toBe("Shuffled labels may do as well by ROC AUC: 0.500 could be luck");
    expect(luckClaim(luck, area, {found: 0.58, isCrowned: false})).toMatch(
      /^ROC AUC 0\.580 may be luck, .* nothing that was found passed the gates$/
    );
    expect(luckSpread(luck, area)).toMatch(
      /^Over 40 shuffles the best by luck ran from 0\.5\d\d to 0\.5\d\d \(standard deviation 0\.003\)\.$/
    );
  });

  it("luckGrowth says what trying does, to the last trial", () => {
    expect(luckGrowth(book.luck, area)).toMatch(
      /one trial gets 0\.50\d on average, the best of 10 gets 0\.5\d\d, the best of 20 gets 0\.5\d\d\.$/
    );
    expect(luckGrowth({...book.luck, nTrials: 3}, area)).toMatch(/and the best of 3 gets/);
  });

  it("sayFittedOnce says of few rows that noise lies beyond the mark", () => {
    expect(sayFittedOnce({share: 1}, 999)).toMatch(
      /fitted once and judged .* wider, and of as few as 999 pure noise passes the thick mark/
    );
    expect(sayFittedOnce({share: 0.1}, 14299)).toMatch(/fitted once, on 10% of the users, and judged .* spread somewhat wider\.$/);
  });

  it("luckRange cuts off hopeless trials only, never a real one or more than one in ten", () => {
    const hopeless = {...book.luck, scores: {...book.luck.scores, logLoss: [...book.luck.scores.logLoss.slice(3), 0.9, 0.95, 1]}};
    const {low, high, nBeyond} = luckRange(hopeless, loss, [0.405, 0.41]);
    expect(low).toBe(0.405);
    expect(high).toBeLessThan(0.9);
    expect(hopeless.scores.logLoss.filter((d) => d > high).length).toBe(nBeyond);
    expect(nBeyond).toBeLessThanOrEqual(4);
    expect(luckRange(book.luck, loss, [0.405, 0.41])).toMatchObject({nBeyond: 0, high: Math.max(...book.luck.scores.logLoss)});
    expect(luckRange(book.luck, area, [0.75]).high).toBe(0.75);
    expect(luckRange(book.luck, area, [0.4]).low).toBe(0.4);
  });

  it("shuffledSentence cries out when shuffled labels can be foretold", () => {
    expect(shuffledSentence("Forest", "ROC AUC 0.5", true)).toMatch(/knows nothing, as it must: ROC AUC 0\.5\.$/);
    expect(shuffledSentence("Forest", "ROC AUC 0.6", false)).toMatch(/believe no number here\.$/);
  });
});

describe("learningClaim(curve, units)", () => {
  const curve = (before: number[], last: number[], gap = 0.02) => ({
    ...book.learningCurve,
    testToTrain: 1 / 2, // of three folds
    points: [
      [900, before],
      [4000, before],
      [9000, last]
    ].map(([nRows, folds]) => ({
      nRows: nRows as number,
      share: 1,
      heldOut: summariseFolds(folds as number[]),
      fitted: summariseFolds((folds as number[]).map((loss) => loss - gap))
    }))
  });

  it("judges the last doubling, paired over the folds", () => {
    expect(pointBefore(book.learningCurve.points).nRows).toBe(3600);
    expect(learningClaim(curve([0.42, 0.43, 0.44], [0.4101, 0.42, 0.4299]), "users")).toBe(
      "More users would still help: from 4,000 to 9,000 log loss fell by 0.0100 (0.0096 to 0.0104)"
    );
    expect(learningClaim(curve([0.42, 0.43, 0.44], [0.4201, 0.4299, 0.44]), "users")).toMatch(
      /^More users alone would hardly help: from 4,000 to 9,000 log loss moved by 0\.0000, which/
    );
    expect(learningClaim(curve([0.42, 0.43, 0.44], [0.41, 0.36, 0.45]), "users")).toMatch(
      /^Whether more users would help cannot be told: from 4,000 to 9,000 log loss moved by −0\.0233, which/
    );
    expect(learningClaim(curve([0.41, 0.42, 0.43], [0.4201, 0.43, 0.4399]), "members")).toBe(
      "More members did harm: from 4,000 to 9,000 log loss rose by 0.0100"
    );
  });

  it("says that little is left where rows held out are judged as well as those fitted on", () => {
    expect(learningClaim(curve([0.42, 0.43, 0.44], [0.4101, 0.42, 0.4299], 0.002), "users")).toBe(
      "More users helped up to here: from 4,000 to 9,000 log loss fell by 0.0100 (0.0096 to 0.0104); with these settings little is left to gain"
    );
  });

  it("says of the base rate that it learns nothing but itself", () => {
    const own = curve([0.42, 0.43, 0.44], [0.4101, 0.42, 0.4299]);
    expect(learningClaim({...own, baseline: 0.420001}, "users")).toBe(
      "More users would tell the base rate more exactly, and it learns nothing else"
    );
  });

  it("calls a loss that nobody would notice no harm", () => {
    expect(learningClaim(curve([0.42, 0.43, 0.44], [0.424, 0.4341, 0.4439]), "users")).toBe(
      "More users alone would hardly help: from 4,000 to 9,000 log loss moved by +0.0040"
    );
  });

  it("overfitSentence gives the gap that is left", () => {
    expect(overfitSentence(curve([0.42, 0.43], [0.41, 0.41], 0))).toMatch(/held out are judged no worse than those it was fitted on\.$/);
    expect(overfitSentence(book.learningCurve)).toMatch(/judged 0\.\d{3} better than those held out/);
  });
});

describe("nestedClaim(nested, metric)", () => {
  const nested = (low: number, high: number): NestedBook => ({
    metric: "logLoss",
    nTrials: 20,
    innerFolds: 5,
    folds: [],
    promised: summariseFolds([0.405, 0.407]),
    kept: summariseFolds([0.408, 0.41]),
    keptByFewer: summariseFolds([0.409, 0.411]),
    moreRows: 0.001,
    optimism: {estimate: 0.004, low, high}
  });

  it("speaks of optimism only where the interval does", () => {
    expect(nestedClaim(nested(0.001, 0.007), loss)).toBe("The search promises too much: promised log loss 0.4060, kept 0.4100");
    expect(nestedClaim(nested(-0.001, 0.009), loss)).toMatch(/^The search keeps its promise, as far as the folds can tell/);
    expect(nestedClaim(nested(-0.009, -0.001), loss)).toMatch(/^The search promises too little/);
    expect(optimismWords(nested(-0.001, 0.009))).toBe("+0.0040 (−0.0010 to +0.0090)");
  });
});

describe("columnClaim(columns)", () => {
  it("names leaks before suspects, and else the best with its timing", () => {
    expect(columnClaim(book.columns)).toBe(
      "No input alone gives the label away; Days active knows most, at 0.720, but it is measured in the label’s own period"
    );
    expect(columnClaim(book.columns.slice(1))).toBe("No input alone gives the label away; Trips knows most, at 0.560");
    const suspect = columnAlone("Refund", 0.9, "before");
    expect(columnClaim([suspect, ...book.columns])).toBe("“Refund” knows suspiciously much");
    expect(columnClaim([columnAlone("Ended", 0.99, "before"), columnAlone("Closed", 0.97, "before"), suspect])).toBe(
      "“Ended” and “Closed” give the label away"
    );
  });

  it("pureSentence says which values mark a class, and that it was looked for where none does", () => {
    expect(pureSentence(book.columns)).toMatch(/^No input has values that nearly only churned/);
    const leak: ColumnAlone = {
      ...columnAlone("Exit reason", 0.75, "before"),
      pure: {side: "churned", n: 520, covered: 0.5},
      verdict: "leaks"
    };
    expect(pureSentence([leak, ...book.columns])).toMatch(
      /^“Exit reason” has values of about 520 users that nearly only churned ones have, 50% of all churned: such a value was most likely/
    );
    expect(columnClaim([...book.columns, leak])).toBe("“Exit reason” gives the label away");
  });

  it("samePeriodSentence counts the inputs that may already be churn", () => {
    expect(samePeriodSentence(book.columns)).toMatch(/^Ringed: 1 of 3 inputs, measured in .*what it says may/);
    expect(samePeriodSentence(book.columns.slice(1))).toBe("No input is measured in the label’s own period.");
    expect(samePeriodSentence([{...book.columns[1], timing: "unknown"}])).toBe("When the inputs were measured was not said.");
  });
});

describe("slopeClaim(finalists)", () => {
  const {calibration} = book;
  const unknown: CalibrationSlope = {...calibration[0], title: "Separator", fit: null};

  it("names who is too extreme and too timid, by the interval", () => {
    expect(calibration.map((d) => spreadOf(d, calibration.length))).toEqual(["no fault shown", "too extreme", "too timid"]);
    expect(slopeClaim(calibration)).toBe(
      "Scores of Decision tree are too extreme, of Random forest too timid; the other one shows no such fault"
    );
    expect(slopeClaim(calibration.slice(1))).toBe("Scores of Decision tree are too extreme, of Random forest too timid");
    expect(slopeClaim(calibration.slice(0, 1))).toBe("No finalist’s scores are known to be too extreme or too timid");
    expect(slopeClaim([calibration[0], unknown])).toBe("No finalist’s scores are known to be too extreme or too timid");
    expect(slopeClaim([calibration[0], calibration[0], calibration[2]])).toBe(
      "Scores of Random forest are too timid; the other 2 show no such fault"
    );
  });

  it("recalibrationSentence tells what was mended and what could not be", () => {
    expect(recalibrationSentence(calibration)).toBe("");
    const used = {
      state: "used" as const,
      intercept: 0,
      slope: 0.5,
      errorBefore: 0.03,
      errorAfter: 0.01,
      logLossBefore: 0.42,
      logLossAfter: 0.41
    };
    const sentence = recalibrationSentence([
      {...calibration[1], recalibration: used},
      {...calibration[2], recalibration: {state: "refused", reason: "x"}}
    ]);
    expect(sentence).toBe(
      "Decision tree would have failed the calibration gate and was recalibrated; shown is what ships. Random forest " +
        "would have failed it too, but recalibration could not help."
    );
  });
});

describe("groupClaim(groups)", () => {
  const cost = (inputs: string[], title: string, estimate: number): ModelsBook["importance"][number] => ({
    inputs,
    title,
    increase: {estimate, low: estimate - 0.001, high: estimate + 0.001}
  });
  const pair = (together: number): ModelsBook["importance"] => [
    cost(["a"], "A", 0.02),
    cost(["b"], "B", 0.03),
    cost(["a", "b"], "A and B", together)
  ];

  it("sets the group against its members one by one", () => {
    expect(groupImportances(pair(0.05))[0]).toMatchObject({title: "A and B", apart: 0.05});
    expect(groupClaim(groupImportances(pair(0.001)))).toBe(
      "“A and B” lean against each other: together they cost 0.0010, one by one 0.0500 in all"
    );
    expect(groupClaim(groupImportances(pair(0.09)))).toMatch(/^“A and B” stand in for one another/);
    expect(groupClaim(groupImportances(pair(0.0505)))).toMatch(/^“A and B” matter together about as much as one by one/);
  });

  it("puts the largest gap first, and leaves out groups whose members were not scrambled", () => {
    const other = [cost(["c"], "C", 0.01), cost(["d"], "D", 0.01), cost(["c", "d"], "C and D", 0.2)];
    expect(groupImportances([...pair(0.05), ...other]).map((d) => d.title)).toEqual(["C and D", "A and B"]);
    expect(groupImportances([cost(["x", "y"], "X and Y", 0.1)])).toEqual([]);
  });
});

it("findingsClaim(checks) names alarms before cautions", () => {
  expect(findingsClaim(book.checks)).toBe("No alarm; one caution: “Inputs are older than the label” does not hold");
  expect(findingsClaim(book.checks.slice(0, 2))).toBe("Every check of the numbers holds");
  expect(findingsClaim(book.checks.map((d) => ({...d, passed: false})))).toBe(
    "Believe no number yet: “Knows nothing when labels are shuffled” and “No column gives the label away” do not hold"
  );
});
