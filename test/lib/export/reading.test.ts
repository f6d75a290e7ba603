import type {Model} from "../../../lib/model/model.js";
import {expect, it} from "vitest";
import {exportModel} from "../../../lib/export/exportModel.js";
import {createModelCard} from "../../../lib/export/modelCard.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {createModelsBook} from "../../fixtures/book/models.js";
import {fitModels} from "../../interop/models.js";

const models = createModelsBook();
const {logistic} = fitModels();

function cardOf(changes: Pick<Model, "inputs"> & Partial<Pick<Model, "missing" | "format">>): string {
  const card = createModelCard({dataset: createDatasetBook(), models}, models.champion);
  const file = exportModel({...logistic, ...changes}, card).find(({name}) => name === "card.md")!;
  return "content" in file ? String(file.content) : file.refusal;
}

it("exportModel(model, card) writes into the card what becomes of missing, pooled and unseen values, in every form", () => {
  const [x0, , , , , plan] = logistic.inputs;
  const inputs = [x0, {...plan, missing: true, other: {nLevels: 4}} as typeof plan];
  const card = cardOf({inputs, missing: ["", "k.A."], format: {decimal: ","}});
  expect(card).toContain("## Missing and unknown values");
  expect(card).toContain('one of "k.A."; a word that is a level is that level.');
  expect(card).toContain("| plan | a level of its own | the level pooled from 4 rare ones |");
  expect(card).toContain('Texts of numbers have "," before decimals');
  for (const words of ["churnbook endpoint", "predict.js", "NULL", "ONNX", "XGBoost knows neither"]) expect(card).toContain(words);
});

it("exportModel(model, card) says of a model that refuses that it does", () => {
  expect(cardOf({inputs: logistic.inputs})).toMatch(/\| plan \| (refused: no training row lacked it|a level of its own) \| refused \|/);
});
