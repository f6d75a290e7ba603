import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {carriedSearch, pageAddress, pageName} from "../../../../src/components/shared/address.js";
import {pagePaths} from "../../../support/pages.js";
import {listFiles} from "../../../support/sources.js";

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

describe("pageAddress(page, more)", () => {
  test("names the page's file, which every host has", () => {
    expect(pageAddress("decide", "?save=20")).toBe("./decide.html?save=20");
    expect(pageName(new URL(pageAddress("models", "#calibration"), "https://host/a/book/").pathname)).toBe("models");
  });
  test("is the only way that components write one", () => {
    const names = pagePaths.filter((path) => path !== "/").map((path) => path.slice(1));
    const written = new RegExp(`["'\`](\\.{0,2}/)(${names.join("|")}|\\$\\{\\w+\\})(\\.html)?["'\`?#$]`);
    expect(['"./decide"', "`./models${query}`", '"/eda#x"', "`./${to}${query}`"].filter((text) => !written.test(text))).toEqual([]);
    const files = listFiles("src/components", [".ts"]).filter((path) => !path.endsWith("shared/address.ts"));
    expect(files.filter((path) => written.test(readFileSync(path, "utf8")))).toEqual([]);
  });
});

describe("pageName(pathname)", () => {
  test.each([
    ["/predict", "predict"],
    ["/team/churn/decide.html", "decide"],
    ["/", ""]
  ])("%s", (path, name) => {
    expect(pageName(path)).toBe(name);
  });
});
