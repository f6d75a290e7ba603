import {readFileSync} from "node:fs";
import {describe, expect, onTestFinished, test, vi} from "vitest";
import {onHost, pageName} from "../../../../src/components/ui/address.js";
import {pagePaths} from "../../../support/pages.js";
import {listFiles} from "../../../support/sources.js";

describe("the address of a page on a host", () => {
  test("names the page's file, which every host has", () => {
    expect(onHost.to("decide", "?save=20")).toBe("./decide.html?save=20");
    expect(pageName(new URL(onHost.to("models", "#calibration"), "https://host/a/book/").pathname)).toBe("models");
  });

  test("is heard to move once, though browsers tell of a new place twice", () => {
    const browser = new EventTarget();
    vi.stubGlobal("addEventListener", browser.addEventListener.bind(browser));
    onTestFinished(() => void vi.unstubAllGlobals());
    const listener = vi.fn();
    onHost.onMove(listener);
    for (const name of ["popstate", "hashchange"]) browser.dispatchEvent(new Event(name));
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test("is the only way that components write one", () => {
    const names = pagePaths.filter((path) => path !== "/").map((path) => path.slice(1));
    const written = new RegExp(`["'\`](\\.{0,2}/)(${names.join("|")}|api|\\$\\{\\w+\\})(\\.html)?["'\`?#/$]`);
    expect(
      ['"./decide"', "`./models${query}`", '"/eda#x"', "`./${to}${query}`", '"./api/exports/"'].filter((text) => !written.test(text))
    ).toEqual([]);
    const files = listFiles("src/components", [".ts"]).filter((path) => !path.endsWith("ui/address.ts"));
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
