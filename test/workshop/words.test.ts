import {readFileSync} from "node:fs";
import ts from "typescript";
import {describe, expect, test} from "vitest";
import {codeBlocks, listFiles} from "../support/sources.js";

/** What only a developer or an address reads: errors that say where, and texts that programs take. */
const NOT_READ = /\.json|rule:|where:|give users away/;

/** Texts of sentences: literals with a blank in them. */
function sentencesOf(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
    if (isText && / /.test(node.text.trim()) && !NOT_READ.test(node.parent.getText(source))) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("pages speak of this table's rows, whatever they are", () => {
  test.each([
    "src/components",
    "data-loaders/facts",
    "lib/champion",
    "lib/decide",
    "lib/whatif",
    "lib/fit",
    "lib/drift",
    "lib/explain",
    "lib/audit",
    "data-loaders/wrangle",
    "data-loaders/tasks"
  ])("no sentence in %s calls them users", (folder) => {
    const said = listFiles(folder, [".ts"]).flatMap((path) =>
      sentencesOf(path)
        .filter((text) => /\busers?\b/i.test(text))
        .map((text) => `${path}: ${text}`)
    );
    expect(said).toEqual([]);
  });

  test("no page calls them users, or names a column of one table", () => {
    const pages = listFiles("src", [".md"]).filter((path) => !/^src\/(lib|data)\//.test(path));
    const prose = pages.map((path) => codeBlocks(path).reduce((text, code) => text.replace(code, ""), readFileSync(path, "utf8")));
    expect(prose.join("\n").match(/.{0,40}\b(users?|Waze|active days|drives)\b.{0,40}/gi) ?? []).toEqual([]);
  });
});
