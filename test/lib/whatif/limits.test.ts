import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {fullLimits, limitedInputs, packLimits, sayNoneFound, setLimit, unpackLimits} from "../../../lib/whatif/limits.js";
import {predictBook as book} from "../../fixtures/book/predict.js";
import {limitsIn} from "../../fixtures/book/queries.js";

const [visits] = book.inputs;

describe("the reader's limits", () => {
  test("are offered for numbers that are not fixed, and by default the usual ranges", () => {
    expect(limitedInputs(book).map((d) => d.name)).toEqual(["visits", "classes", "checkins", "workouts", "spent"]);
    expect(fullLimits(book, {})).toMatchObject({visits: {min: 0, max: 28}, spent: {min: 20.5, max: 900.5}});
  });

  test("are not blamed where no input may move", () => {
    expect(sayNoneFound(book, true)).toMatch(/^None found within your limits/);
    expect(sayNoneFound(book, false)).toMatch(/^The search was cut off/);
    const still = {inputs: book.inputs.map((d) => ({...d, fixed: true}))};
    expect(sayNoneFound(still, true)).toMatch(/^No input may move here/);
  });

  test("hold an input, turn ends round, and keep to what can be", () => {
    expect(fullLimits(book, setLimit({}, visits, null))).not.toHaveProperty("visits");
    expect(setLimit({}, visits, {min: 90, max: 4})).toEqual({visits: {min: 4, max: 31}});
  });

  test("that are usual again are none", () => {
    expect(setLimit(setLimit({}, visits, null), visits, {min: 0, max: 28})).toEqual({});
  });

  test("come back from the address as they were", () => {
    fc.assert(
      fc.property(
        limitsIn(book).filter((own) => Object.keys(own).length > 0),
        (own) => {
          expect(unpackLimits(packLimits(own, book), book)).toEqual({limits: own, nLeftOut: 0});
        }
      )
    );
    expect(packLimits({visits: null, spent: {min: 0, max: 50}}, book)).toBe("0!5_0_50");
  });

  test.each(["", "x", "99", "4_0_9", "6", "0_1", "0_1_2_3", "0_a_b"])("leave out %j and count it", (part) => {
    expect(unpackLimits(`1!${part}`, book)).toEqual({limits: {classes: null}, nLeftOut: 1});
  });
});
