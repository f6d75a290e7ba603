import {expect, test} from "vitest";
import {createScorer} from "../../../lib/model/scorer.js";
import {formatInHundred} from "../../../lib/format.js";
import {presetFacts, storyFacts} from "../../../data-loaders/facts/predictFacts.js";
import {predictBook as book, predictModel} from "../../fixtures/book/predict.js";

test("presetFacts(book, scoreRow) says every preset's score and inputs", () => {
  const {scoreRow} = createScorer(predictModel);
  const facts = presetFacts(book, scoreRow);
  expect(facts.presetLowTitle).toBe("Low score");
  expect(facts.presetLowScore).toBe(formatInHundred(scoreRow(book.presets[0].row)));
  expect(facts.presetHighInputs).toContain("Visits 1; Classes 1");
  expect(facts.presetNote).toBe("These members are synthetic, drawn to be like the data’s.");
});

test("storyFacts(book, model) tells the customer that the page opens on, and the bars that lead to the score", () => {
  const facts = storyFacts(book, predictModel);
  expect(facts.storyWho).toMatch(/^A case worth a look/);
  expect(facts.storyScore).toBe(formatInHundred(createScorer(predictModel).scoreRow(book.presets[1].row)));
  expect(facts.storySteps).toMatch(new RegExp(`To this member: ${facts.storyScore}\\.$`));
  const points = [...facts.storySteps.matchAll(/[ (]([+−]\d+\.\d)/g)].map((d) => Number(d[1].replace("−", "-")));
  const [from, to] = [book.baseRate, createScorer(predictModel).scoreRow(book.presets[1].row)];
  expect(points.length).toBeGreaterThan(2);
  expect(Math.abs(points.reduce((a, b) => a + b, 0) - 100 * (to - from))).toBeLessThanOrEqual(0.05 * points.length + 1e-9);
  expect(storyFacts({...book, presets: []}, predictModel).storyWho).toBe("This is the typical member.");
});
