import {expect, test} from "vitest";
import {createScorer} from "../../../lib/model/scorer.js";
import {formatInHundred} from "../../../lib/format.js";
import {presetFacts} from "../../../data-loaders/facts/predictFacts.js";
import {predictBook as book, predictModel} from "../../fixtures/book/predict.js";

test("presetFacts(book, scoreRow) says every preset's score and inputs", () => {
  const {scoreRow} = createScorer(predictModel);
  const facts = presetFacts(book, scoreRow);
  expect(facts.presetLowTitle).toBe("Low score");
  expect(facts.presetLowScore).toBe(formatInHundred(scoreRow(book.presets[0].row)));
  expect(facts.presetHighInputs).toContain("visits 1; classes 1");
  expect(facts.presetNote).toBe("These members are synthetic, drawn to be like the data’s.");
});
