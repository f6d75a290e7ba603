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
  test("says the line that is on screen", () => {
    expect(carriedSearch("?a=tree&save=20", "models", "decide", 0.33)).toBe("?save=20&threshold=0.33");
  });
  test("takes the line alone from elsewhere, and nothing to elsewhere or to the page itself", () => {
    expect(carriedSearch("?threshold=0.3&variable=x", "eda", "decide")).toBe("?threshold=0.3");
    expect([
      carriedSearch("?threshold=0.3", "decide", "eda"),
      carriedSearch("?threshold=0.3", "decide", "decide"),
      carriedSearch("", "predict", "decide")
    ]).toEqual(["", "", ""]);
  });
});
