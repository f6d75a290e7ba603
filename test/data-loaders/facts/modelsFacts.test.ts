import type {Addition} from "../../../lib/book/experiments.js";
import type {BookForFacts} from "../../../data-loaders/facts/bookForFacts.js";
import type {Estimate} from "../../../lib/book/common.js";
import type {ModelsBook} from "../../../lib/book/models.js";
import {expect, it} from "vitest";
import {listWords, lowerFirst} from "../../../lib/format.js";
import {experimentsFacts} from "../../../data-loaders/facts/experimentsFacts.js";
import {modelsFacts} from "../../../data-loaders/facts/modelsFacts.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {createExperimentsBook, createFailedExperimentsBook} from "../../fixtures/book/experiments.js";
import {createModelsBook} from "../../fixtures/book/models.js";

const book = createModelsBook();
const factsOf = (models: ModelsBook) => modelsFacts({dataset: createDatasetBook(), models} as BookForFacts);

it("modelsFacts(book) says which yardsticks do not agree, and counts no votes", () => {
  const others = book.metrics.filter(({name}) => book.crowns[name].champion !== book.champion).map(({title}) => lowerFirst(title));
  expect(factsOf(book).modelsHeadline).toBe(
    others.length > 3
      ? "Logistic regression is crowned by log loss; other yardsticks would crown others"
      : `Logistic regression is crowned by log loss; only ${listWords(others)} would not agree`
  );
  expect(factsOf({...book, metrics: book.metrics.slice(0, 1)}).modelsHeadline).toBe(
    "Logistic regression is crowned by log loss, and no other yardstick would crown another"
  );
});

it("modelsFacts(book) does not praise the base rate when it stands in", () => {
  const {modelsHeadline, modelsDeck} = factsOf({...book, champion: "baseline"});
  expect(modelsHeadline).toBe("No model may be crowned: the base rate stands in");
  expect(modelsDeck).toMatch(
    /^Saying the base rate to everyone has a log loss of [\d.]+ over \d+ folds\. .* has the least, [\d.]+, and does not pass every gate\.$/
  );
  expect(
    factsOf({
      ...book,
      champion: "baseline",
      finalists: [...book.finalists].sort((a, b) => b.cv.logLoss.mean - a.cv.logLoss.mean).slice(0, 1)
    }).modelsDeck
  ).toMatch(/folds\.$/);
});

it("modelsFacts(book) has a sentence also without a Challenger", () => {
  expect(factsOf({...book, challenger: null}).modelsDeck).toMatch(/\. No other finalist passes the gates, so there is no Challenger\.$/);
});

it("modelsFacts(book) says that accuracy cannot tell only where it cannot", () => {
  const withDifference = (accuracy: Estimate): ModelsBook => ({
    ...book,
    finalists: book.finalists.map((d) => (d.name === book.champion ? {...d, overBase: {...d.overBase, accuracy}} : d))
  });
  const sentenceOf = (accuracy: Estimate): string => factsOf(withDifference(accuracy)).accuracySentence;
  expect(sentenceOf({estimate: 0.01, low: -0.001, high: 0.02})).toMatch(/: accuracy cannot tell the two apart, and stands grey/);
  expect(sentenceOf({estimate: 0.01, low: 0.001, high: 0.02})).not.toMatch(/cannot tell/);
  expect(sentenceOf({estimate: -0.01, low: -0.02, high: -0.001})).not.toMatch(/cannot tell/);
  expect(sentenceOf({estimate: 0.01, low: null, high: null})).not.toMatch(/cannot tell/);
});

it("experimentsFacts(book) counts finished trials within one standard error of the best, of all trials, as every page counts them", () => {
  const experiments = createExperimentsBook();
  const {experimentsHeadline} = experimentsFacts(experiments);
  const own = experiments.trials.filter((d) => d.state === "finished");
  const [{folds}] = own.map((d) => d.scores.logLoss!).sort((a, b) => a.mean - b.mean);
  const lags = own.map((d) => d.scores.logLoss!.folds.map((score, i) => score - folds[i]));
  const isClose = (lag: number[]): boolean => {
    const behind = lag.reduce((a, b) => a + b, 0) / lag.length;
    return behind <= Math.sqrt(lag.reduce((sum, d) => sum + (d - behind) ** 2, 0) / (lag.length - 1) / lag.length);
  };
  const nClose = lags.filter(isClose).length;
  const tried = experiments.trials.length;
  expect(tried).toBeGreaterThan(own.length);
  expect(experimentsHeadline).toBe(
    nClose === 1
      ? `${tried} trials tried, ${own.length} run to the end, one of them ahead`
      : `${tried} trials tried, ${own.length} run to the end, ${nClose - 1} ${nClose === 2 ? "other" : "others"} within one standard error of the best`
  );
});

it("experimentsFacts(book) counts the folds that stopped trials ran", () => {
  const experiments = createExperimentsBook();
  const count = (state: string): number => experiments.trials.filter((d) => d.state === state).length;
  expect(count("stopped")).toBeGreaterThan(0);
  expect(experimentsFacts(experiments).endingsSentence).toBe(
    `${count("finished")} of ${experiments.trials.length} trials, other people’s recipes included, ran all 5 folds; ` +
      `${count("stopped")} did not: the race stopped ${count("stopped")} after 2 folds, on what few folds can tell, ` +
      `so a good one may be among them; ${count("failed")} failed.`
  );
  const alone = {...experiments, trials: experiments.trials.filter((d) => d.recipe === null)};
  expect(experimentsFacts(alone).endingsSentence).toMatch(/^\d+ of \d+ trials ran all 5 folds; /);
  const sound = {...experiments, trials: experiments.trials.filter((d) => d.state === "finished")};
  expect(experimentsFacts(sound).endingsSentence).toMatch(/ ran all 5 folds; none was stopped early; none failed\.$/);
});

it("experimentsFacts(book) says what came of a best trial once more with something to add", () => {
  const experiments = createExperimentsBook();
  const about = {learner: "forest", what: "up to 3 levers", one: "lever", base: "forest-02", trial: "forest-13"};
  const say = (addition: Omit<Addition, keyof typeof about> & {trial?: null}, metric = "logLoss"): string =>
    experimentsFacts({...experiments, selectionMetric: metric, additions: [{...about, ...addition}]}).additionsSentence as string;
  const tried = "The best trial of the random forest, forest-02, was tried once more with up to 3 levers";
  expect(experimentsFacts(experiments).additionsSentence).toBe("");
  expect(say({trial: null, difference: null, isTaken: false})).toBe(`${tried}: it found no lever that says more than chance would.`);
  expect(say({difference: null, isTaken: false})).toBe(`${tried}, as forest-13, which did not finish.`);
  expect(say({difference: {estimate: -0.068, low: -0.08, high: -0.055}, isTaken: true})).toBe(
    `${tried}, as forest-13: out of fold its log loss is better by 0.068 (0.055 to 0.080); the 95% interval leaves no doubt of it, ` +
      "so it takes that one’s place."
  );
  expect(say({difference: {estimate: 0.002, low: -0.003, high: 0.007}, isTaken: false})).toMatch(
    / log loss is worse by 0\.0020 \(−0\.0030 to 0\.0070\); only a gain beyond the 95% interval takes that one’s place\.$/
  );
  expect(say({difference: {estimate: 0.03, low: 0.01, high: 0.05}, isTaken: true}, "rocAuc")).toMatch(/its ROC AUC is better by 0\.03/);
});

it("experimentsFacts(book) says when no trial finished", () => {
  expect(experimentsFacts(createFailedExperimentsBook()).experimentsHeadline).toBe("No trial finished");
});

it("experimentsFacts(book) says on how many rows trials were compared, where these were not all", () => {
  const experiments = createExperimentsBook();
  expect(experimentsFacts(experiments).searchRowsSentence).toBe("");
  expect(experimentsFacts({...experiments, rows: {searched: 50_000, fitted: 800_000}}).searchRowsSentence).toMatch(
    /^Trials are compared on 50,000 of the 800,000 train rows,/
  );
});
