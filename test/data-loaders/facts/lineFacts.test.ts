import type {BookForFacts} from "../../../data-loaders/facts/bookForFacts.js";
import {expect, it} from "vitest";
import {lineFacts} from "../../../data-loaders/facts/lineFacts.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {createModelsBook} from "../../fixtures/book/models.js";

it("lineFacts(book) does not say that a base rate ranks anybody", () => {
  const [dataset, models] = [createDatasetBook(), createModelsBook()];
  const say = (champion: string) => lineFacts({dataset, models: {...models, champion}} as BookForFacts, {models: []}).decideRanks;
  expect(say("logistic")).toMatch(/^The model ranks \w+$/);
  expect(say(models.finalists[0].name)).toMatch(/^Nothing ranks \w+ here: the base rate says the same of everybody$/);
});
