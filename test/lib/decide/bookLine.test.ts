import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {lineAtShare, NOBODY, packGroups, placeLine, sayLine, unpackGroups} from "../../../lib/decide/bookLine.js";
import {USUAL_ASSUMPTIONS} from "../../../lib/decide/money.js";
import {findBestDepth} from "../../../lib/decide/bestDepth.js";
import {rankGroups} from "../../../lib/decide/ranking.js";
import {cutScoreGroups} from "../../../lib/metrics/scoreGroups.js";
import {addLineDesigns} from "../../../lib/metrics/lineDesign.js";
import {createScores, groupsOf} from "../../fixtures/book/scores.js";

const {y, scores} = createScores();
const ranking = rankGroups(groupsOf(y, scores.logistic));
const assumptions = USUAL_ASSUMPTIONS;
const unchosen = {threshold: 0, depth: null, assumptions};
/** One that says the same to everyone. */
const flat = (baseRate: number) => rankGroups([{n: 1000, churned: 1000 * baseRate, from: 10_000 * baseRate, mean: baseRate}]);

describe("placeLine(ranking, choice)", () => {
  test("is the depth that brings most until a reader chooses", () => {
    const line = placeLine(ranking, unchosen);
    expect(line).toMatchObject({isChosen: false, point: {contacted: findBestDepth(ranking, assumptions).contacted}});
    expect(sayLine(line)).toMatch(/^top \d+\.\d% · \d+(\.\d)? in 100$/);
  });
  test("takes a chosen score before a chosen depth, and a depth of nobody before the recommendation", () => {
    expect(placeLine(ranking, {...unchosen, threshold: 0.3, depth: 5})).toMatchObject({threshold: 0.3, isChosen: true});
    expect(placeLine(ranking, {...unchosen, depth: 20}).point?.share).toBeCloseTo(0.2, 1);
    const nobody = placeLine(ranking, {...unchosen, depth: 0});
    expect([nobody.threshold, nobody.isChosen, sayLine(nobody)]).toEqual([NOBODY, true, "contact nobody"]);
  });
  test("is to contact nobody where nothing pays, and everyone where all are worth it", () => {
    expect(sayLine(placeLine(flat(0.01), unchosen))).toBe("contact nobody");
    expect(sayLine(placeLine(flat(0.6), unchosen))).toBe("everyone · 60 in 100");
    expect(sayLine(placeLine(flat(0.01), {...unchosen, threshold: 0.5}))).toBe("nobody · 50 in 100");
  });
  test("is none where there are no groups, unless it is chosen", () => {
    expect(placeLine(null, unchosen)).toEqual({threshold: NOBODY, isChosen: false, point: null});
    expect(sayLine(placeLine(null, unchosen))).toBe("none yet");
    expect(sayLine(placeLine(null, {...unchosen, threshold: 0.205, depth: 3}))).toBe("20.5 in 100");
    expect(placeLine(null, {...unchosen, depth: 3}).isChosen).toBe(false);
  });
});

test("lineAtShare(ranking, share) contacts nobody at 0, and somebody above", () => {
  expect(lineAtShare(ranking, 0)).toBe(NOBODY);
  expect(placeLine(ranking, {...unchosen, threshold: lineAtShare(ranking, 0.001)}).point?.contacted).toBeGreaterThan(0);
});

test("unpackGroups(packGroups(groups)) are the groups, whatever the scores", () => {
  const user = fc.record({churned: fc.boolean(), p: fc.double({min: 0, max: 1, noNaN: true})});
  fc.assert(
    fc.property(fc.array(user, {minLength: 40, maxLength: 400}), (users) => {
      const yTrue = users.map(({churned}) => Number(churned));
      fc.pre(new Set(yTrue).size === 2);
      const groups =
        cutScoreGroups(
          yTrue,
          users.map(({p}) => p),
          5
        ) ?? [];
      expect(unpackGroups(packGroups(groups))).toEqual(groups);
      if (groups.length === 0) return;
      const customers = users.map((_, i) => Math.floor(i / 3));
      const designed = addLineDesigns(groups, {y: yTrue, p: users.map(({p}) => p), customers});
      expect(unpackGroups(packGroups(designed))).toEqual(designed);
    }),
    {seed: 17}
  );
});
