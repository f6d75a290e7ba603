import type {FrameOptions} from "../../../data-loaders/site/shell.js";
import {describe, expect, test} from "vitest";
import {fontPaths, frameFooter, frameHead, frameHeader} from "../../../data-loaders/site/shell.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";

const options = (kind: "sample" | "file"): FrameOptions => ({
  dataset: createDatasetBook({source: {kind, name: "members & guests.csv", hash: "01234567", format: "csv"}}),
  bookHash: "fedcba9876543210",
  champion: "Logistic <regression>",
  championHash: "a1b2c3d4e5f6",
  pages: [
    {path: "/", title: "Report", question: "Who?", group: "read"},
    {path: "/eda", title: "Explore", question: "Why & when?", group: "explore"}
  ]
});

describe("frameHeader(options, path)", () => {
  test("says that the sample is one, with its size and its word for a row", () => {
    const html = frameHeader(options("sample"), "/eda");
    expect(html).toContain('data-testid="sample-notice"');
    expect(html).toContain("1,010 members");
  });

  test("says nothing of a sample for a file", () => {
    expect(frameHeader(options("file"), "/eda")).not.toContain("sample-notice");
  });

  test("marks the current page in both menus, the front page as /index too", () => {
    expect(frameHeader(options("file"), "/eda").match(/href="\/eda" aria-current="page"/g)).toHaveLength(2);
    expect(frameHeader(options("file"), "/index").match(/href="\/" aria-current="page"/g)).toHaveLength(2);
  });

  test("escapes text", () => {
    expect(frameHeader(options("file"), "/")).toContain("Why &amp; when?");
    expect(frameFooter(options("file"))).toContain("Logistic &lt;regression&gt;");
    expect(frameFooter(options("file"))).toContain("members &amp; guests.csv");
  });
});

describe("frameHead(options, path)", () => {
  test("asks for the fonts once, relative to the page's own folder", () => {
    expect(fontPaths.every((path) => frameHead(options("file"), "/eda").includes(`href="./${path.slice(1)}"`))).toBe(true);
    expect(fontPaths.every((path) => frameHead(options("file"), "/models/tree").includes(`href="../${path.slice(1)}"`))).toBe(true);
  });

  test("names data, book and model for files that leave the page", () => {
    expect(frameHead(options("sample"), "/")).toContain(
      'content="Churnbook: Members of a gym, synthetic sample. Book fedcba987654, Champion Logistic &lt;regression&gt; a1b2c3d4"'
    );
  });
});
