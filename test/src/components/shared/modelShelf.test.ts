import {expect, it} from "vitest";
import {smallestOf} from "../../../../src/components/shared/modelShelf.js";

it("smallestOf(models, room) takes the smallest first, while all of them together fit", () => {
  const models = [{bytes: 12_000}, {bytes: 160_000}, {bytes: 900}, {bytes: 40_000}];
  expect(smallestOf(models, 25_000)).toEqual([{bytes: 900}, {bytes: 12_000}]);
  expect(smallestOf(models, 52_900).map(({bytes}) => bytes)).toEqual([900, 12_000, 40_000]);
  expect(smallestOf(models, 0)).toEqual([]);
});
