import {expect, it} from "vitest";
import {calibrationClaim, precisionRecallClaim, rocClaim} from "../../../../src/components/models/curveParts.js";
import {gainsDifferenceClaim} from "../../../../src/components/models/differenceCurves.js";
import {createEvidence} from "../../../../src/components/models/evidence.js";
import {createRandom} from "../../../../lib/random.js";
import {getMetric} from "../../../../lib/metrics/metrics.js";
import {createModelsBook} from "../../../fixtures/book/models.js";
import {createGroups, createScores} from "../../../fixtures/book/scores.js";

const scores = createScores(6000);
const read = createEvidence(createModelsBook(scores), createGroups(scores));
const evidence = (...ask: Parameters<typeof read>) => read(...ask)!;
const named = (name: string, title: string, change: object = {}) => ({
  ...evidence(name, "outOfFold"),
  title,
  elsewhere: null,
  ranksOtherwise: null as boolean | null,
  ...change
});
const good = named("logistic", "Logistic regression");

it("rocClaim(models) says the area as pairs in a hundred", () => {
  const pairs = Math.round(good.rocAuc * 100);
  expect(rocClaim([good])).toBe(`Logistic regression ranks a churner above a retained user ${pairs} times in 100; chance does 50 times`);
  expect(rocClaim([named("logistic", "A", {rocAuc: 0.756}), named("tree", "B", {rocAuc: 0.702})])).toBe(
    "A ranks a churner above a retained user 76 times in 100, B 70 times"
  );
});

it("rocClaim(models) does not call a rounding difference a difference", () => {
  expect(rocClaim([named("logistic", "A", {rocAuc: 0.756}), named("tree", "B", {rocAuc: 0.7545})])).toBe(
    "A ranks a churner above a retained user 76 times in 100, B about as often"
  );
});

it("rocClaim(models) says no better than chance of the base rate", () => {
  expect(rocClaim([named("baseline", "Base rate")])).toBe("Base rate ranks no better than chance");
});

it("precisionRecallClaim(models) compares with the base rate", () => {
  expect(precisionRecallClaim([named("logistic", "A", {averagePrecision: 0.39, baseRate: 0.177})])).toBe(
    "A is 2.2 times as precise, on average, as picking at random"
  );
  expect(precisionRecallClaim([named("baseline", "Base rate", {averagePrecision: 0.006, baseRate: 0.0054})])).toMatch(/no more precisely/);
  expect(precisionRecallClaim([named("baseline", "Base rate")])).toBe("Base rate finds churners no more precisely than picking at random");
});

it("rocClaim and precisionRecallClaim claim nothing that a ranking at random reaches among so few", () => {
  const few = {n: 600, baseRate: 0.02};
  const lucky = named("logistic", "A", {...few, rocAuc: 0.56, averagePrecision: 0.035}); // of 12 churners
  expect(rocClaim([lucky])).toBe("A ranks a churner above a retained user 56 times in 100, and of so few so does chance");
  expect(precisionRecallClaim([lucky])).toBe("A finds churners no more precisely than picking at random");
  expect(rocClaim([named("logistic", "A", {n: 11439, rocAuc: 0.56})])).toBe(
    "A ranks a churner above a retained user 56 times in 100; chance does 50 times"
  );
  expect(precisionRecallClaim([named("logistic", "A", {...few, rocAuc: 0.8, averagePrecision: 0.091})])).toBe(
    "A is 3.1 times as precise, on average, as picking at random"
  );
});

it("precisionRecallClaim(models) compares with the average precision of rankings at random", () => {
  const [n, churned, draws] = [600, 12, 400];
  const random = createRandom("average precision at random");
  const y = Uint8Array.from({length: n}, (_, i) => Number(i < churned));
  let sum = 0;
  for (let draw = 0; draw < draws; ++draw)
    sum += getMetric("averagePrecision").score(
      y,
      Float64Array.from(y, () => random())
    );
  const ofTen = named("logistic", "A", {n, baseRate: churned / n, rocAuc: 0.9, averagePrecision: (10 * sum) / draws});
  const [times] = /[\d.]+/.exec(precisionRecallClaim([ofTen])) ?? [];
  expect(Number(times)).toBeGreaterThan(9.3);
  expect(Number(times)).toBeLessThan(10.7);
});

it("calibrationClaim(models) tells an error that chance explains from one that it does not", () => {
  expect(calibrationClaim([named("logistic", "A", {calibrationError: 0.006, n: 11439})])).toBe(
    "A means what it says: off by 0.6 in 100 on average, no more than chance explains"
  );
  expect(calibrationClaim([named("logistic", "A", {calibrationError: 0.05, n: 11439, isCalibrated: false})])).toBe(
    "A misjudges: off by 5.0 in 100 on average, more than chance explains"
  );
});

it("calibrationClaim(models) does not say that a model misjudges whose error its gate allows", () => {
  expect(calibrationClaim([named("logistic", "A", {calibrationError: 0.05, n: 11439, isCalibrated: true})])).toBe(
    "A is off by 5.0 in 100 on average, which its gate allows"
  );
});

it("calibrationClaim(models) does not say that a model means what it says of whom it does not on the other rows", () => {
  const later = (calibrationError: number): object => ({elsewhere: {...evidence("logistic", "test"), n: 3000, calibrationError}});
  const fine = {calibrationError: 0.006, n: 11439};
  expect(calibrationClaim([named("logistic", "A", {...fine, ...later(0.081)})])).toBe(
    "A is off by 0.6 in 100 on average out of fold, yet by 8.1 on test rows, more than chance explains"
  );
  expect(calibrationClaim([named("logistic", "A", {calibrationError: 0.05, n: 11439, isCalibrated: true, ...later(0.081)})])).toBe(
    "A is off by 5.0 in 100 on average out of fold, yet by 8.1 on test rows, more than chance explains"
  );
  expect(calibrationClaim([named("logistic", "A", {...fine, ...later(0.012)})])).toMatch(/^A means what it says/);
});

it("calibrationClaim(models) says of one bin that everyone is told the same", () => {
  expect(calibrationClaim([named("baseline", "Base rate")])).toMatch(
    /^Base rate says the same to everyone: off by \d\.\d in 100 on average$/
  );
});

it("gainsDifferenceClaim(model, champion) says how many more or fewer churners are found, and where nothing is to be said", () => {
  const gainsOf = (captured: number): object => ({
    gains: [
      {share: 0, captured: 0, threshold: null},
      {share: 0.5, captured, threshold: 0.2},
      {share: 1, captured: 1, threshold: 0}
    ]
  });
  const [champion, same, worse, better] = [0.8, 0.803, 0.77, 0.85].map((captured, i) => named("tree", "ABCD"[i], gainsOf(captured)));
  expect(gainsDifferenceClaim(same, champion)).toBe("Contacting as many, B finds as many churners as A");
  expect(gainsDifferenceClaim({...worse, ranksOtherwise: false}, champion)).toBe(
    "Contacting as many, C finds churners as often as A, as far as these users can tell"
  );
  expect(gainsDifferenceClaim(worse, champion)).toBe("Contacting as many, C finds up to 3.0 in 100 fewer churners than A");
  expect(gainsDifferenceClaim(better, champion)).toBe("Contacting as many, D finds up to 5.0 in 100 more churners than A");
});
