import {expect, it} from "vitest";
import {findChoice} from "../../../../src/components/predict/field.js";

const choices = ["Lyon", "lyon", "Lyon Sud", "Nice", "Nîmes", "other (5 levels)"].map((word) => ({value: word, word, token: word}));

it("finds the choice that is called so, as it is written first, and the only one that begins so", () => {
  const wordOf = (text: string): string | null => findChoice(choices, text)?.word ?? null;
  expect(["Lyon", "lyon", "LYON", " nice ", "lyon s", "ot", "nî"].map(wordOf)).toEqual([
    "Lyon",
    "lyon",
    "Lyon",
    "Nice",
    "Lyon Sud",
    "other (5 levels)",
    "Nîmes"
  ]);
  expect(["", "  ", "n", "Paris", "yon"].map(wordOf)).toEqual([null, null, null, null, null]);
});
