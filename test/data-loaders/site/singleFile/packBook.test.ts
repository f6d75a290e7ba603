import {mkdir, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {createHash, randomBytes} from "node:crypto";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {runInNewContext} from "node:vm";
import {gunzipSync} from "node:zlib";
import {afterEach, beforeEach, describe, expect, test, vi} from "vitest";
import {packCommand} from "../../../../data-loaders/site/singleFile/command.js";
import {addBook} from "../../../../data-loaders/site/singleFile/addBook.js";
import {checkSize, packBook} from "../../../../data-loaders/site/singleFile/packBook.js";

const root = process.cwd();
let site = "";

const page = (name: string, main: string): string => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${name} &lt;!-- of a book</title>
<meta name="description" content="What it finds"><meta name="provenance" content="Book 1234"><meta name="book" data-one="member"><meta name="twitter:card" content="x">
<link rel="icon external" href="data:image/svg+xml,x"><link rel="stylesheet" href="./_import/theme.css">
<script type="module" src="./_import/shell.js"></script>
<script type="module">
import {registerFile} from "./_observablehq/stdlib.0123abcd.js";
registerFile("./data/${name}.json", {"name":"./data/${name}.json","mimeType":"application/json","path":"./_file/data/${name}.0123abcd.json","size":2});
console.log("</scr" + "ipt>");
</script></head><body><div id="observablehq-center">
<header id="observablehq-header"><div id="from-disk">from disk</div><nav><ul>
<li><a href="./index.html">Report</a></li></ul><details class="nav-group nav-part"><summary>Other</summary><ul>
<li><a href="./predict.html">Predict</a></li></ul></details></nav></header>
<main id="observablehq-main">${main}</main><footer id="observablehq-footer"></footer></div></body></html>`;

const offer = '<p data-save-book><a href="./book.html" download>Save</a><span data-book-size></span></p>';
const files: Record<string, string> = {
  "index.html": page(
    "index",
    `<h1 id="top">Found</h1><a href="./predict.html?a=1#b">on</a> <a href="#top">up</a> <a href="./api/exports/tree/model.onnx">ONNX</a>
     <a href="./api/champion.json">JSON</a> <a href="https://example.org/">out</a><ul class="next"><li><a href="./predict.html">Predict: go on</a></li></ul>${offer}`
  ),
  "predict.html": page("predict", "<noscript><a href='./index.html'>back</a></noscript>"),
  "about.html": page("about", offer),
  "_import/theme.css": "body { color: red }",
  "_import/shell.js": "document.title += '.'",
  "_observablehq/stdlib.0123abcd.js": "export const registerFile = () => {}, FileAttachment = 0, Generators = 0, Mutable = 0, resize = 0;",
  "_file/data/index.0123abcd.json": '{"of":"the report </script><!--"}',
  "_file/data/predict.0123abcd.json": '{"of":"predict"}',
  "api/champion.json": '{"kind":"tree"}',
  "api/models/tree.json": '{"kind":"tree"}',
  "api/exports/tree/model.onnx": "left out",
  "licences.txt": "all of them"
};

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), "churnbook-pack-"));
  for (const [path, text] of Object.entries(files)) await put(path, text);
});
afterEach(() => rm(site, {recursive: true, force: true}));

async function put(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(site, path)), {recursive: true});
  await writeFile(join(site, path), text);
}

/** What stands in the file, by its paths. */
const unpack = (html: string): [string, string][] =>
  [...html.matchAll(/data-files="([^"]+)">([^<]*)</g)].map(([, paths, packed]) => [
    paths,
    gunzipSync(Buffer.from(packed, "base64")).toString()
  ]);

describe("packBook(site, options)", () => {
  test("holds what its pages read, the models and the licences, byte for byte and each once", async () => {
    const {html} = await packBook(site, {root, from: null});
    expect(unpack(html)).toEqual([
      ["api/champion.json api/models/tree.json", files["api/champion.json"]],
      ["data/index.json", files["_file/data/index.0123abcd.json"]],
      ["data/predict.json", files["_file/data/predict.0123abcd.json"]],
      ["licences.txt", "all of them"]
    ]);
    expect(html).not.toContain("left out</");
    expect(html).not.toContain("from disk");
    expect(html).toContain('<meta name="book" data-one="member">'); // as pages read it
    expect(html).not.toContain("twitter:");
  });

  test("is the same bytes from the same site", async () => {
    expect((await packBook(site, {root, from: null})).html).toBe((await packBook(site, {root, from: null})).html);
  });

  test("links lead on within the file, and to the site for what is left out", async () => {
    const hrefs = ({html}: {html: string}): string[] => [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
    const bare = await packBook(site, {root, from: null});
    expect(hrefs(bare)).toEqual([
      "#/report",
      "#/predict",
      "#/predict?a=1#b",
      "#/report#top",
      "#/api/champion.json",
      "https://example.org/",
      "#/predict",
      "#/report"
    ]);
    expect(bare.html).toContain("<a>ONNX</a>");
    const {html} = await packBook(site, {root, from: "https://your.site/x/", pages: ["report"]});
    expect(html).toContain('<a href="https://your.site/x/api/exports/tree/model.onnx">ONNX</a>');
    expect(html).toContain('<a href="https://your.site/x/predict.html?a=1#b">on</a>');
    expect(html).not.toContain("Predict</a></li>");
    expect(html).not.toContain("<summary>Other"); // a head with nothing below
    expect(bare.html).toContain("<summary>Other");
    expect(html).toContain("Predict: go on");
    expect(unpack(html).map(([paths]) => paths)).not.toContain("data/predict.json");
    expect((await packBook(site, {root, from: null, pages: ["report"]})).html).not.toContain("Predict: go on");
  });

  test("names the pages that there are, where another is asked for", async () => {
    await expect(packBook(site, {root, from: null, pages: ["report", "models"]})).rejects.toThrow(
      "--pages: it takes names of pages, with commas; got models. There are report, predict."
    );
  });

  test("spells what begins a comment in texts and patterns so that it begins none, and says the same", async () => {
    const begin = "<!" + "--";
    const code = (text: string): string =>
      `globalThis.seen = [\`${text}\`, "${text}", /^${text}$/u.test("${text}"), 1 < !--globalThis.n];\n`;
    await put("_import/shell.js", code(begin));
    const {html} = await packBook(site, {root, from: null});
    const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script]) => script).join("\n");
    expect(scripts).toContain("seen");
    expect(scripts).not.toContain(begin);
    const seen = /seen=(\[.*?\])[;}]/.exec(scripts)?.[1] ?? "";
    expect(runInNewContext(seen.replaceAll("globalThis.n", "n"), {n: 1})).toEqual([begin, begin, true, false]);
  });
});

describe("a book of more than 25 MiB", () => {
  test("is refused, with its largest parts", async () => {
    const book = await packBook(site, {root, from: null});
    expect(() => checkSize(book)).not.toThrow();
    const large = {...book, size: 30_000_000, parts: [...book.parts, ["data/predict.json", 29_000_000] satisfies [string, number]]};
    expect(() => checkSize(large)).toThrow(
      /^pack: a book in one file may have 25 MiB; got 30\.0 MB, of which data\/predict\.json 29\.0 MB, code /
    );
  });

  test("is left out of a build, and not offered", async () => {
    await put("_file/data/predict.0123abcd.json", randomBytes(20_500_000));
    await addBook(site, {root});
    await expect(readFile(join(site, "book.html"))).rejects.toThrow("ENOENT");
    expect(await readFile(join(site, "index.html"), "utf-8")).not.toContain("Save");
  });
});

test("addBook(site, settings) puts the file beside the pages, and says how large it is where they offer it", async () => {
  await addBook(site, {root, siteUrl: "https://your.site/"});
  const html = await readFile(join(site, "book.html"), "utf-8");
  expect(html).toBe((await packBook(site, {root, from: "https://your.site/"})).html);
  for (const name of ["index", "about"])
    expect(await readFile(join(site, `${name}.html`), "utf-8")).toMatch(/Save<\/a> \([\d.]+ kB\)<\/p>/);
  expect(html).toContain("You are reading this book as one file.");
});

describe("churnbook pack", () => {
  let said = "";
  let elsewhere = "";
  beforeEach(async () => {
    said = "";
    elsewhere = await mkdtemp(join(tmpdir(), "churnbook-packed-"));
    vi.stubEnv("CHURN_OUTPUT", site);
    vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((said += String(text))));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await rm(elsewhere, {recursive: true, force: true});
  });

  test("writes the file, says its hash, and replaces only its like", async () => {
    const out = join(elsewhere, "mine.html");
    await packCommand(["--out", out, "--site", "https://your.site/x"]);
    await packCommand(["--out", out, "--pages", "predict"]);
    const html = await readFile(out, "utf-8");
    expect(html).toContain('{"site":null,"pages":{"predict":');
    expect(said).toContain(createHash("sha256").update(html).digest("hex"));
    await writeFile(out, "<!DOCTYPE html>\n<p>somebody's");
    await expect(packCommand(["--out", out])).rejects.toThrow("--out: only a book in one file may be replaced; got");
    expect(await readFile(out, "utf-8")).toContain("somebody's");
  });

  test("puts nothing into the site, and takes only an address for one", async () => {
    await expect(packCommand(["--out", join(site, "mine.html")])).rejects.toThrow("--out: the file must stand outside the built site");
    await expect(packCommand(["--out", join(elsewhere, "a.html"), "--site", "your.site"])).rejects.toThrow(
      "--site: it must be the report's address"
    );
    await expect(packCommand(["--oot", "x"])).rejects.toThrow(
      "churnbook pack: its options must be known, each with its value; got Unknown option '--oot'. Did you mean --out?"
    );
    vi.stubEnv("CHURN_OUTPUT", elsewhere);
    await expect(packCommand([])).rejects.toThrow("the site must have been built; got no index.html. Run npx churnbook build.");
  });

  test("explains itself", async () => {
    await packCommand(["--help"]);
    expect(said).toMatch(/^churnbook pack \[folder\] \[options\]/);
  });
});
