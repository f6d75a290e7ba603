import {expect, it} from "vitest";
import {sayShown} from "../../../../src/components/ui/shortList.js";

it("says how many are shown, and which", () => {
  const say = (nShown: number, isSearch: boolean, isWhole: boolean): string =>
    sayShown(nShown, {nItems: 150, isSearch, isWhole, firstAre: "that matter most"});
  expect(say(20, false, false)).toBe("Shown are the 20 that matter most.");
  expect(say(150, false, true)).toBe("All 150 are shown.");
  expect(say(3, true, true)).toBe("3 of 150 are called so.");
  expect(say(0, true, false)).toBe("None is called so.");
});
