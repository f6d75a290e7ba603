import {describe, expect, test} from "vitest";
import {carriedSearch} from "../../../../src/components/shared/addressWords.js";

describe("carriedSearch(search, from, to)", () => {
  test("takes everything along between pages that share", () => {
    expect(carriedSearch("?visits=3&threshold=0.3641&save=20", "predict", "decide")).toBe("?visits=3&threshold=0.3641&save=20");
    expect(carriedSearch("?save=20", "decide", "models")).toBe("?save=20");
  });
  test("leaves behind what means something on its page alone", () => {
    expect(carriedSearch("?metric=auc&a=tree&threshold=0.3&save=20", "models", "decide")).toBe("?threshold=0.3&save=20");
  });
  test("takes the line, with what it rests on, to every page and back, and to the page itself", () => {
    for (const [from, to] of [
      ["predict", "eda"],
      ["eda", "decide"],
      ["", "predict"],
      ["decide", ""],
      ["models", "models"]
    ] as const)
      expect(carriedSearch("?visits=3&threshold=0.3&variable=x&save=20&a=tree&_hash=abc", from, to)).toBe("?threshold=0.3&save=20");
    expect(carriedSearch("?visits=3", "predict", "eda")).toBe("");
  });
});
