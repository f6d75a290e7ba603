import {createHash} from "node:crypto";
import {expect, it} from "vitest";
import {EARLY_SCRIPT} from "../../../data-loaders/site/shell.js";
import {
  contentPolicy,
  formatPolicy,
  hashScripts,
  headerPolicy,
  withPolicy,
  addressesOf,
  formatHeaders
} from "../../../data-loaders/site/hosting.js";

const page =
  '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<script>import "./b.js";</script>\n<script type="module" ' +
  'src="./a.js"></script>\n<script type="application/json">{}</script>\n';

const hashOf = (code: string): string => `'sha256-${createHash("sha256").update(code).digest("base64")}'`;

it("hashScripts(html) hashes the page's own scripts, and nothing else", () => {
  expect(hashScripts(page)).toEqual([hashOf('import "./b.js";')]);
  expect(hashScripts(`<meta charset="utf-8"><script>${EARLY_SCRIPT}</script>`)).toEqual([hashOf(EARLY_SCRIPT)]);
});

it("hashScripts(html) hashes no script that a definition or a table brought along, wherever it stands", () => {
  const script = "</script><script>import 'x'</script>";
  for (const html of [
    page.replace("\n<script>", `\n<meta name="provenance" content="A title ${script}">\n<script>`),
    page.replace("\n<script>", `\n<title>${script}</title>\n<script>`),
    page.replace("\n<script>", "\n<script>alert(1)</script>\n<script>"),
    `${page}<main><p>A text ${script}</p></main>`
  ])
    expect(hashScripts(html)).toEqual([hashOf('import "./b.js";')]);
});

it("contentPolicy(html, needsWasm) allows no inline script but those, no eval, and nothing from elsewhere", () => {
  const policy = contentPolicy(page, false);
  expect(policy["script-src"]).toEqual(["'self'", ...hashScripts(page)]);
  expect(formatPolicy(policy)).not.toMatch(/https?:|\*|unsafe-eval/);
  expect(contentPolicy(page, true)["script-src"]).toContain("'wasm-unsafe-eval'");
  expect(contentPolicy(`${page}<base href="/">`, false)["base-uri"]).toEqual(["'self'"]);
});

it("withPolicy(html, policy) puts the policy before all that it rules, once", () => {
  const policy = contentPolicy(page, false);
  const once = withPolicy(page, policy);
  expect(once).toContain(`<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${formatPolicy(policy)}">\n<script>`);
  expect(withPolicy(once, policy)).toBe(once);
  expect(formatPolicy(policy)).not.toContain("frame-ancestors"); // which pages may not say
  expect(headerPolicy(policy)).toContain("frame-ancestors 'self'");
});

it("formatHeaders(policies) names each page's addresses", () => {
  expect(addressesOf("index.html")).toEqual(["/", "/index.html"]);
  expect(addressesOf("a/b.html")).toEqual(["/a/b", "/a/b.html"]);
  const text = formatHeaders({"eda.html": "default-src 'none'"});
  expect(text).toContain("\n/eda\n  Content-Security-Policy: default-src 'none'\n");
  expect(text).toContain("/_import/*\n  Cache-Control: public, max-age=31536000, immutable");
});
