import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {explainVerdict, listCard, sayExpected, sayVerdict} from "../../../lib/judge/cardWords.js";
import {USUAL_ASSUMPTIONS} from "../../../lib/decide/money.js";
import {expectPerformance} from "../../../lib/judge/expected.js";
import {readPromise} from "../../../lib/judge/promise.js";
import {judgeLine, makeScoreCard} from "../../../lib/judge/scoreCard.js";
import {tellOutOfFold} from "../../fixtures/book/scores.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {createRandom, drawNormal} from "../../../lib/random.js";

const CALLED = {singular: "member", plural: "members"};

interface Draw {
  n: number;
  middle: number;
  slope: number;
  shift: number;
}

function drawUsers({n, middle, slope, shift}: Draw, seed: string): {y: Uint8Array; p: Float64Array} {
  const random = createRandom(seed);
  const z = Float64Array.from({length: n}, () => drawNormal(random) + middle);
  return {y: Uint8Array.from(z, (value) => Number(random() < sigmoid(value + shift))), p: z.map((value) => sigmoid(slope * value))};
}

describe("the words of a score card", () => {
  const book = drawUsers({n: 4000, middle: -1.5, slope: 1, shift: 0}, "book");
  const promised = readPromise(tellOutOfFold(book.y, book.p));
  const draws = fc.record({
    n: fc.integer({min: 1, max: 600}),
    middle: fc.constantFrom(-6, -3, -1.5, 0, 2),
    slope: fc.constantFrom(0, 0.5, 1, 3),
    shift: fc.constantFrom(-3, 0, 2),
    line: fc.constantFrom(0.01, 0.3, 0.99),
    hasPromise: fc.boolean()
  });

  it("agree with its verdict, and never hold what is no number, of any file", () => {
    fc.assert(
      fc.property(draws, ({line, hasPromise, ...draw}) => {
        const users = drawUsers(draw, "file");
        const told = hasPromise ? promised : null;
        const card = makeScoreCard(users, told);
        const expected = expectPerformance(users.p, line);
        const lines = listCard(card, judgeLine(users, line, told));
        const words = [
          sayVerdict(card, CALLED),
          ...explainVerdict(card, expected),
          ...sayExpected(expected, {assumptions: USUAL_ASSUMPTIONS, unit: "€"}),
          ...lines.map((d) => Object.values(d).join(" "))
        ];
        for (const text of words) expect(text).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
        const {state, ranking, certainty} = card.verdict;
        expect(sayVerdict(card, CALLED).startsWith("Too few")).toBe(state === "too few to say");
        expect(sayVerdict(card, CALLED).startsWith("Worse")).toBe(state === "worse than promised");
        expect(sayVerdict(card, CALLED).includes("less well")).toBe(ranking?.isWorse === true);
        expect(sayVerdict(card, CALLED).includes("more certain than what happened")).toBe(certainty?.isWorse === true);
        expect(words.join(" ").includes("has moved")).toBe(card.verdict.rate.moved);
      }),
      {numRuns: 60}
    );
  });

  it("say one row in the singular, and nobody where nobody churned", () => {
    const card = makeScoreCard({y: Uint8Array.of(0), p: Float64Array.of(0.2)}, promised);
    expect(sayVerdict(card, CALLED)).toBe("Too few to say: nobody of 1 row churned, and it takes 50 that churned and 50 that stayed");
  });
});
