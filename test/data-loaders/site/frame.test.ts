import type {FrameOptions} from "../../../data-loaders/site/shell.js";
import {describe, expect, test} from "vitest";
import {fontPaths, frameFooter, frameHead, frameHeader} from "../../../data-loaders/site/shell.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {createScores, groupsOf} from "../../fixtures/book/scores.js";
import {placeLine, sayLine, unpackGroups} from "../../../lib/decide/bookLine.js";
import {USUAL_ASSUMPTIONS} from "../../../lib/decide/money.js";
import {rankGroups} from "../../../lib/decide/ranking.js";

const {y, scores} = createScores();
const rankedGroups = groupsOf(y, scores.logistic);
const options = (kind: "sample" | "file"): FrameOptions => ({
  dataset: createDatasetBook({source: {kind, name: "members & guests.csv", hash: "01234567", format: "csv"}}),
  bookHash: "fedcba9876543210",
  champion: "Logistic <regression>",
  championHash: "a1b2c3d4e5f6",
  groups: rankedGroups,
  pages: [
    {path: "/", title: "Report", question: "Who?", group: "Act"},
    {path: "/eda", title: "Explore", question: "Why & when?", group: "Data"}
  ],
  glossary: [{words: "Lift", sentence: "How many times the <em>base rate</em>. Here 2.3."}]
});

describe("frameHead(options, path)", () => {
  const preloaded = (path: string, rowsPublished: boolean): string[] =>
    [...frameHead({...options("file"), dataset: createDatasetBook({rowsPublished})}, path).matchAll(/as="fetch"[^>]* href="(.*?)"/g)].map(
      (d) => d[1]
    );

  test("asks early for what /predict answers from, for users where the book ships them apart, and on no other page", () => {
    expect(preloaded("/predict", false)).toEqual(["/api/champion.json", "/data/book/predict.json"]);
    expect(preloaded("/predict", true)).toEqual(["/api/champion.json", "/data/book/predict.json", "/data/book/users.json"]);
    expect(preloaded("/eda", true)).toEqual([]);
  });
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

  test("groups pages by what readers come for, each with its question, and names the shown one in its group's head", () => {
    const html = frameHeader(options("file"), "/eda");
    expect(html.match(/<summary>(?!Line)(.*?)<\/summary>/g)).toEqual([
      "<summary>Act</summary>",
      '<summary>Data <span class="nav-here">Explore</span></summary>',
      "<summary>Menu</summary>"
    ]);
    expect(html.match(/<small>Who\?<\/small>/g)).toHaveLength(2);
  });

  test("carries the glossary, which every page explains its words from", () => {
    expect(frameFooter(options("file"))).toContain("<dt>Lift</dt><dd>How many times the <em>base rate</em>. Here 2.3.</dd>");
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

describe("the contact line in the frame", () => {
  const line = placeLine(rankGroups(rankedGroups), {threshold: 0, depth: null, assumptions: USUAL_ASSUMPTIONS});

  test("is said in the head of the page before any script runs, and leads to where it is set", () => {
    expect(line.point?.contacted).toBeGreaterThan(0);
    expect(frameHeader(options("file"), "/eda")).toContain(`<span data-testid="contact-line">${sayLine(line)}</span>`);
  });
  test("comes with the groups that it is recommended and counted by", () => {
    const packed = /<meta name="contact-line" data-groups="([^"]+)" data-model="a1b2c3d4" data-rate="[^"]+">/.exec(
      frameHead(options("file"), "/eda")
    )?.[1];
    expect(unpackGroups(JSON.parse(packed ?? "[]") as number[])).toEqual(rankedGroups);
  });
  test("is none where users are too few for groups", () => {
    expect(frameHeader({...options("file"), groups: []}, "/")).toContain('<span data-testid="contact-line">none yet</span>');
  });
});

describe("frameHead(options, path)", () => {
  test("says whose pages may show this one, and nothing where none may", () => {
    const {dataset, ...rest} = options("file");
    const definition = {...dataset.definition, embed: ["https://intranet.example", "http://wiki.example:8080"]};
    const head = frameHead({...rest, dataset: {...dataset, definition}}, "/eda");
    expect(head).toContain('<meta name="embed" content="https://intranet.example http://wiki.example:8080">');
    expect(frameHead(options("file"), "/eda")).not.toContain('name="embed"');
  });
});
