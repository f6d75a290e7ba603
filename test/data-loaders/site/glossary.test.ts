import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, test} from "vitest";
import {readGlossary} from "../../../data-loaders/site/glossary.js";
import {findTerms, patternOf} from "../../../src/components/shell/termWords.js";

test("is the list that /about shows, without links, each word once", () => {
  const facts = new Proxy({}, {getOwnPropertyDescriptor: () => ({value: "X", enumerable: true, configurable: true}), get: () => "X"});
  const entries = readGlossary("src/about.md", facts);
  const terms = entries.map(({words}) => ({words, pattern: patternOf(words)}));
  expect(new Set(entries.map(({words}) => words)).size).toBe(entries.length);
  expect(entries.length).toBeGreaterThan(10);
  for (const {words, sentence} of entries) {
    expect(sentence).not.toMatch(/<a|{{/);
    expect(sentence.length).toBeGreaterThan(20);
    expect(findTerms(words, terms).map(({term}) => term.words)).toContain(words);
  }
});

test("a page without one stops the build", async () => {
  const folder = await mkdtemp(join(tmpdir(), "glossary-"));
  await writeFile(join(folder, "about.md"), "# About");
  expect(() => readGlossary(join(folder, "about.md"), {})).toThrow(/about\.md: the glossary must be/);
  await rm(folder, {recursive: true});
});
