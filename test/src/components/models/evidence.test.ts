import {expect, it} from "vitest";
import {createEvidence} from "../../../../src/components/models/evidence.js";
import {confusionAt} from "../../../support/confusionAt.js";
import {rocAuc} from "../../../../lib/metrics/rankingMetrics.js";
import {SCORE_GRID} from "../../../../lib/book/scores.js";
import {createModelsBook} from "../../../fixtures/book/models.js";
import {createGroups, createScores, sideOf} from "../../../fixtures/book/scores.js";

const scores = createScores();
const book = createModelsBook(scores);
const groups = createGroups(scores);
const read = createEvidence(book, groups);
const evidence = (...ask: Parameters<typeof read>) => read(...ask)!;

it("createEvidence(book, groups) tells of every user of each side", () => {
  const [train, test] = [evidence("logistic", "outOfFold"), evidence("logistic", "test")];
  expect(train.n + test.n).toBe(scores.y.length);
  expect(test.n).toBe(scores.set.filter((set) => set === 1).length);
});

it("createEvidence(book, groups) states metrics of either side as the book does: every user by the own score", () => {
  expect(evidence("forest", "test").rocAuc).toBe(book.finalists.find((d) => d.name === "forest")?.test.rocAuc.estimate);
  const {y, p} = sideOf(scores, "forest", 0);
  expect(evidence("forest", "outOfFold").rocAuc).toBe(rocAuc(y, p));
});

it("createEvidence(book, groups) works a model out once", () => {
  expect(read("tree", "test")).toBe(read("tree", "test"));
});

it("createEvidence(book, groups) has none where the users are too few for groups", () => {
  expect(createEvidence(book, {models: groups.models.map((d) => ({...d, test: null}))})("tree", "test")).toBeNull();
});

it("createEvidence(book, groups) names the models it has when asked for another", () => {
  expect(() => read("oracle", "test")).toThrow(
    'createEvidence: the groups must have the model "oracle"; got baseline, logistic, tree, forest, boosting, original-study.'
  );
});

it("evidence.at(threshold) agrees with counting every user, at every edge", () => {
  const model = evidence("boosting", "outOfFold");
  const {y, p} = sideOf(scores, "boosting", 0);
  for (const {from} of model.groups) expect(model.at(from / SCORE_GRID)).toMatchObject(confusionAt(y, p, from / SCORE_GRID));
});
