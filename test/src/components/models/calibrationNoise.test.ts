import {expect, it} from "vitest";
import {calibrationByChance} from "../../../../lib/metrics/calibrationByChance.js";
import {createRandom} from "../../../../lib/random.js";
import {foldNoiseSentence} from "../../../../src/components/models/leaderboardRows.js";
import {createModelsBook} from "../../../fixtures/book/models.js";

it("foldNoiseSentence(book) tells of a fold's users what chance gives so many, by customers where rows repeat them", () => {
  const random = createRandom("noise");
  const draw = (n: number): Float64Array => Float64Array.from({length: n}, () => 0.1 + 0.2 * random());
  const chance = (n: number, each: number): number => {
    const p = Array.from(draw(n / each)).flatMap((score) => Array.from({length: each}, () => score));
    const y = Array.from(draw(n / each)).flatMap((luck) => Array.from({length: each}, () => Number(luck < 0.2)));
    return calibrationByChance(y, p, {groups: p.map((_, i) => Math.floor(i / each))}).expected;
  };
  for (const each of [1, 4]) {
    const book = createModelsBook();
    const byChance = chance(500, each);
    for (const {test} of book.finalists) test.calibrationError = {...test.calibrationError, byChance};
    const users = {...book.users, test: {...book.users.test, n: 500}, outOfFold: {...book.users.outOfFold, n: 10_000}};
    const said = Number(/of about (0\.\d+);/.exec(foldNoiseSentence({...book, users}))?.[1]);
    expect(foldNoiseSentence({...book, users})).toMatch(/^A fold has about 2,000 users, /);
    expect(said / chance(2000, each)).toBeGreaterThan(0.75);
    expect(said / chance(2000, each)).toBeLessThan(1.3);
  }
});
