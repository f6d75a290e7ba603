import {createRequire} from "node:module";
import {resolve} from "node:path";
import {describe, expect, test} from "vitest";
import {escapeFact, fillFacts, usingFacts} from "../../../data-loaders/site/withFacts.js";

// the very parser that Framework uses
const require = createRequire(resolve("node_modules/@observablehq/framework/package.json"));
const MarkdownIt = require("markdown-it") as new (
  options: object
) => Parameters<typeof usingFacts>[0] & {render(text: string, env?: object): string};

const facts = {rows: "14,999", hostile: '<img src=x onerror=alert(1)> ${alert(1)} *b* [a](javascript:x) `c` "q" {{rows}}', list: "1. one"};

describe("fillFacts(markdown, facts, page)", () => {
  test("replaces names, with or without spaces", () => {
    expect(fillFacts("{{rows}} and {{ rows }}", {rows: "7"}, "/x")).toBe("7 and 7");
  });

  test("leaves code blocks as they are", () => {
    const page = "a {{rows}}\n```js\n`{{rows}}`\n```\n~~~\n{{rows}}\n```\n{{rows}}\n~~~\n{{rows}}";
    expect(fillFacts(page, {rows: "7"}, "/x")).toBe("a 7\n```js\n`{{rows}}`\n```\n~~~\n{{rows}}\n```\n{{rows}}\n~~~\n7");
  });

  test("throws for unknown names, saying the page, all of them, and what there is", () => {
    expect(() => fillFacts("{{rows}} {{rowz}} {{toString}}", {rows: "7", units: "users"}, "/eda")).toThrow(
      "/eda: every {{name}} must be a fact; got rowz, toString. Add it in data-loaders/facts/, or use one of rows, units."
    );
  });
});

describe("usingFacts(md, read)", () => {
  const render = (text: string): string => usingFacts(new MarkdownIt({html: true}), () => facts).render(text, {path: "/x"}) as string;

  test("keeps hostile text as text: in prose, in HTML and in attributes", () => {
    expect(render("{{hostile}}")).toBe(
      "<p>&lt;img src=x onerror=alert(1)&gt; ${alert(1)} *b* [a](javascript:x) `c` &quot;q&quot; {{rows}}</p>\n"
    );
    expect(render('<div title="{{hostile}}">{{hostile}}</div>')).not.toMatch(/<img|\$\{|"q"/);
  });

  test("never lets Framework see an expression, nor Markdown a list", () => {
    expect(escapeFact("${1}")).toBe("&#36;&#123;1&#125;");
    expect(render("{{list}}")).toBe("<p>1. one</p>\n");
    expect(escapeFact(" two\n\nlines ")).toBe("two lines");
  });

  test("keeps letters of any language", () => {
    expect(escapeFact("Nutzer über 日本 3")).toBe("Nutzer über 日本 3");
  });

  test("asks for no facts where a page names none, or is a README of the code", () => {
    const md = usingFacts(new MarkdownIt({}), () => {
      throw new Error("asked");
    });
    expect(md.render("plain", {path: "/x"})).toBe("<p>plain</p>\n");
    expect(md.render("`{{name}}`", {path: "/lib/book/README"})).toBe("<p><code>{{name}}</code></p>\n");
    expect(() => md.render("{{rows}}", {path: "/x"})).toThrow("asked");
  });
});
