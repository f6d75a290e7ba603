import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {everybody} from "../../../lib/whatif/findUsers.js";
import {packQuery, unpackQuery} from "../../../lib/whatif/queryAddress.js";
import {predictBook as book} from "../../fixtures/book/predict.js";
import {queriesIn} from "../../fixtures/book/queries.js";

describe("packQuery(query, known) and unpackQuery(text, known)", () => {
  test("every query comes back as it was", () => {
    fc.assert(
      fc.property(queriesIn(book), (query) => {
        expect(unpackQuery(packQuery(query, book), book)).toEqual({query, nLeftOut: 0});
      })
    );
  });

  test("is short, and names what is asked in order", () => {
    expect(packQuery(everybody, book)).toBe("any");
    const query = {
      ...everybody,
      score: {from: 20, to: 40},
      conditions: [
        {input: "visits", from: 0, to: 3},
        {input: "plan", level: "basic"}
      ],
      outcome: "missed" as const,
      beside: {model: "logistic", points: 5, isSplit: true}
    };
    expect(packQuery(query, book)).toBe("score_20_40!in_0_0_3!is_6_0!missed!beside_0_5_split");
  });

  test("turns limits round, holds the score between 0 and 100, and keeps the last of two conditions on one input", () => {
    expect(unpackQuery("score_400_-3!in_0_9_2!in_0_1_4", book)).toEqual({
      query: {...everybody, conditions: [{input: "visits", from: 1, to: 4}]},
      nLeftOut: 0
    });
  });

  test.each([
    "",
    "in",
    "in_99_0_1",
    "in_0_0",
    "in_0_0_x",
    "in_0_0_1_2",
    "in_6_0_1",
    "is_0_0",
    "is_6_9",
    "is_6",
    "score_1",
    "score_200_300",
    "beside_7_5",
    "beside_0_500",
    "beside_0_5_join",
    "nobody",
    "in_-1_0_1",
    "in_0.5_0_1"
  ])("leaves out %j and counts it", (part) => {
    expect(unpackQuery(`missed!${part}`, book)).toEqual({query: {...everybody, outcome: "missed"}, nLeftOut: 1});
  });

  test("takes any text without a fault", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(unpackQuery(text, book).query.conditions.length).toBeLessThanOrEqual(book.inputs.length);
      })
    );
  });
});
