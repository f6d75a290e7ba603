import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, test} from "vitest";
import {addressesOf, formatHeaders, prepareHosting} from "../../../data-loaders/site/hosting.js";
import {nginxConfig} from "../../../data-loaders/site/nginx.js";
import {EARLY_SCRIPT} from "../../../data-loaders/site/shell.js";
import {scratch} from "../flow/scratch.js";

test("formatHeaders(policies) has each path once, and at most what Cloudflare Pages reads", () => {
  const pages = Object.fromEntries(["index", "predict", "404"].map((name) => [`${name}.html`, "default-src 'none'"]));
  const text = formatHeaders(pages);
  const paths = text.split("\n").filter((line) => line.startsWith("/"));
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.length).toBeLessThan(100);
  expect(text).toContain("/_import/*\n  Cache-Control: public, max-age=31536000, immutable\n  Access-Control-Allow-Origin: *\n");
  expect(text).toContain("/api/*\n  Cache-Control: public, max-age=0, must-revalidate\n  Access-Control-Allow-Origin: *\n");
  expect(text).toContain("/api/predict.d.ts\n  Content-Type: text/plain; charset=utf-8\n");
  expect(text).toContain("/predict\n  Content-Security-Policy: default-src 'none'\n");
  expect(addressesOf("index.html")).toEqual(["/", "/index.html"]);
});

test("prepareHosting(folder) refuses a file that a host would refuse, by name", async () => {
  const folder = await scratch({"index.html": "<html><head><meta charset=utf-8></head></html>", "big.bin": "x".repeat(25 * 2 ** 20 + 1)});
  await expect(prepareHosting(folder)).rejects.toThrow(
    "build: no file may be larger than 25 MiB, which is what every host takes; got big.bin (25.0 MiB)"
  );
});

test("prepareHosting(folder) keeps every header line under Cloudflare's 2,000 characters", async () => {
  const script = `<script>${EARLY_SCRIPT}</script>`;
  const folder = await scratch({"index.html": `<html><head><meta charset="utf-8">${script}</head></html>`});
  await prepareHosting(folder);
  const lines = (await readFile(join(folder, "_headers"), "utf8")).split("\n");
  expect(lines.some((line) => line.includes("sha256-"))).toBe(true);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2000);
});

test("prepareHosting(folder) and nginxConfig(folder) let the origins of the book's embed frame its pages, and say so of no other", async () => {
  const embed = ["https://intranet.example", "http://wiki.example:8080"];
  const page = '<html><head><meta charset="utf-8"></head></html>';
  const folder = await scratch({"index.html": page, "api/predict.json": JSON.stringify({embed})});
  await prepareHosting(folder);
  const policy = "frame-ancestors 'self' https://intranet.example http://wiki.example:8080";
  expect(await readFile(join(folder, "_headers"), "utf8")).toContain(`${policy}\n`);
  expect(await nginxConfig(folder, {listen: "80", root: folder})).toContain(`${policy}";`);
  expect(await readFile(join(folder, "index.html"), "utf8")).not.toContain("frame-ancestors"); // where browsers do not heed it
  const none = await scratch({"index.html": page, "api/predict.json": JSON.stringify({embed: []})});
  await prepareHosting(none);
  expect(await readFile(join(none, "_headers"), "utf8")).toContain("frame-ancestors 'self'\n");
});
