import {describe, expect, test} from "vitest";
import {describeOpening, openingOf} from "../../../lib/whatif/opening.js";
import {predictBook as book} from "../../fixtures/book/predict.js";

const [low, high] = book.presets;

describe("openingOf(book)", () => {
  test("is the one that stands for high scores", () => expect(openingOf(book)).toBe(high));
  test("is nobody where no such one is shown, or the Champion tells few apart", () => {
    expect(openingOf({presets: []})).toBeNull();
    expect(openingOf({presets: [low]})).toBeNull();
    expect(openingOf({presets: [low, {...high, lower: 0}]})).toBeNull();
  });
});

test("describeOpening(preset, book) says who it is and why that one", () => {
  expect(describeOpening(high, book)).toBe(
    "A case worth a look, chosen by rule: this synthetic member scores higher than 95 in 100 of the synthetic members."
  );
  expect(describeOpening({...high, synthetic: false}, {})).toBe(
    "A case worth a look, chosen by rule: this user scores higher than 95 in 100 of the users."
  );
});
