import {readFileSync} from "node:fs";
import ts from "typescript";
import {describe, expect, test} from "vitest";
import {codeBlocks, listFiles} from "../support/sources.js";

/** What only a developer or an address reads: errors that say where, and texts that programs take. */
const NOT_READ = /\.json|rule:|where:|give users away/;

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

/** Every node of a file. */
function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** Texts that people read: literals of several words or with a capital, and every part of a template. */
function textsOf(source: ts.SourceFile): string[] {
  return [...nodesOf(source)].flatMap((node) => {
    const isPart = ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
    const isRead = isPart || (ts.isStringLiteralLike(node) && /^\p{Lu}| /u.test(node.text.trim()));
    return isRead && !NOT_READ.test(node.parent.getText(source)) ? [node.text] : [];
  });
}

/** Where rows are called what the table calls them; elsewhere a customer is who several rows are of. */
const ofPages = ["src/components"];

describe("pages speak of this table's rows, whatever they are", () => {
  test.each([
    "src/components",
    "data-loaders/facts",
    "lib/champion",
    "lib/decide",
    "lib/whatif",
    "lib/fit",
    "lib/drift",
    "lib/judge",
    "lib/cohorts",
    "lib/history",
    "lib/explain",
    "lib/audit",
    "data-loaders/wrangle",
    "data-loaders/tasks"
  ])("no sentence in %s calls them users", (folder) => {
    const said = listFiles(folder, [".ts"]).flatMap((path) =>
      textsOf(parse(path))
        .filter((text) => (ofPages.includes(folder) ? /\b(users?|customers?)\b/i : /\busers?\b/i).test(text))
        .map((text) => `${path}: ${text}`)
    );
    expect(said).toEqual([]);
  });

  test("no page calls them users, or names a column of one table", () => {
    const pages = listFiles("src", [".md"]).filter((path) => !/^src\/(lib|data)\//.test(path));
    const prose = pages.map((path) => codeBlocks(path).reduce((text, code) => text.replace(code, ""), readFileSync(path, "utf8")));
    expect(prose.join("\n").match(/.{0,40}\b(users?|customers?|Waze|active days|drives)\b.{0,40}/gi) ?? []).toEqual([]);
  });
});

test("two rates of one sentence are said on one scale, by formatTogether", () => {
  const alone = (part: ts.TemplateSpan): boolean => part.expression.getText().startsWith("formatInHundred(");
  const said = ["src/components", "lib"].flatMap((folder) =>
    listFiles(folder, [".ts"]).flatMap((path) =>
      [...nodesOf(parse(path))]
        .filter((node) => ts.isTemplateExpression(node) && node.templateSpans.filter(alone).length > 1)
        .map((node) => `${path}: ${node.getText()}`)
    )
  );
  expect(said).toEqual([]);
});
