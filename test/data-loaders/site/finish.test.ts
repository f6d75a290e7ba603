import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, test} from "vitest";
import {findErrors, finishPage, finishSite} from "../../../data-loaders/site/finish.js";
import {scratch} from "../flow/scratch.js";

const page = `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">
<script type="module">registerFile("./a.json", {"name":"./a.json","mimeType":"application/json","path":"./_file/a.1.json","lastModified":1795447892033.5,"size":12});</script>
</head>
<body></body>
</html>
`;

test("finishPage(html, words) declares the language, lets readers zoom and describes the page", () => {
  const html = finishPage(page, {description: 'A "book" of <users>'});
  expect(html).toContain('<html lang="en">');
  expect(html).toContain('content="width=device-width, initial-scale=1">');
  expect(html).toContain('<meta name="description" content="A &quot;book&quot; of &lt;users&gt;">');
});

test("finishPage(html, words) leaves no tag in an attribute, and takes no text for a pattern", () => {
  const titled = page.replace("</head>", '<meta name="provenance" content="A </script><script>title</script>"></head>');
  const html = finishPage(titled, {description: "Costs $1 & $' </script>"});
  expect(html).toContain('content="A &lt;/script&gt;&lt;script&gt;title&lt;/script&gt;">');
  expect(html).toContain('content="Costs $1 &amp; $\' &lt;/script&gt;">');
});

test("finishPage(html, words) keeps a page's own description", () => {
  const own = page.replace("</head>", '<meta name="description" content="mine"></head>');
  expect(finishPage(own, {description: "other"}).match(/name="description"/g)).toHaveLength(1);
});

test("finishPage(html, words) forgets when files were written", () => {
  expect(finishPage(page, {description: ""})).toContain('"path":"./_file/a.1.json","size":12}');
});

test("finishPage(html, words) makes the addresses whole of a page that has a base, and leaves links within it alone", () => {
  const absent = page
    .replace('<meta charset="utf-8">', '<meta charset="utf-8">\n<base href="/a/book/">')
    .replace(
      "<body>",
      '<body><a href="./eda.html">Explore</a> <a href="#main">Skip</a><script type="module">import "./_import/a.js";</script>'
    );
  const html = finishPage(absent, {description: ""});
  expect(html).toContain('<a href="/a/book/eda.html">Explore</a> <a href="#main">Skip</a>');
  expect(html).toContain('import "/a/book/_import/a.js";');
  expect(html).not.toMatch(/<base|"\.\//);
});

test("finishSite(folder, words) fails on an error that Framework printed into a page, and names it", async () => {
  const broken = page.replace(
    "<body>",
    '<body><div class="observablehq--inspect observablehq--error">SyntaxError: Unexpected token (1:4)</div>'
  );
  const folder = await scratch({"index.html": page, "eda.html": broken});
  await expect(finishSite(folder, {description: ""})).rejects.toThrow(
    "build: every page must compile; got eda.html: SyntaxError: Unexpected token (1:4)."
  );
  expect(findErrors(page)).toEqual([]);
});

test("finishSite(folder, words) leaves out the code's READMEs and adds what static hosts want", async () => {
  const folder = await scratch({
    "index.html": page,
    "lib/book/README.html": page,
    "_import/a.js": 'FileAttachment({"name":"a","lastModified":17,"size":1})'
  });
  await finishSite(folder, {description: ""});
  expect(existsSync(join(folder, "lib"))).toBe(false);
  expect(existsSync(join(folder, ".nojekyll"))).toBe(true);
  expect(await readFile(join(folder, "404.html"), "utf-8")).toContain("Page not found");
  expect(await readFile(join(folder, "_import/a.js"), "utf-8")).toBe('FileAttachment({"name":"a","size":1})');
});
