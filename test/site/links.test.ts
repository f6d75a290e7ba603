import type {Host} from "../support/hosts.js";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, inject, test} from "vitest";
import {startNetlify, startNginxHost, startPython, startServe, startVercel} from "../support/hosts.js";
import {pagePaths} from "../support/pages.js";

const {folder, error} = inject("site");
const files = error ? [] : readdirSync(folder).filter((name) => name.endsWith(".html") && name !== "404.html" && name !== "book.html");

beforeAll(() => {
  if (error) throw new Error(error);
});

interface Answer {
  status: number;
  /** where the last of all redirects led */
  url: string;
  text: string;
}

/** As a browser asks: redirects are followed, and keep the hash. */
async function ask(address: string): Promise<Answer> {
  const response = await fetch(address.replace(/#.*/, ""));
  return {status: response.status, url: response.url + new URL(address).hash, text: await response.text()};
}

const linksOf = ({text, url}: Answer): string[] =>
  [...text.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, href]) => new URL(href.replaceAll("&amp;", "&"), url).href);
const titleOf = (text: string): string | undefined => /<title>(.*?)<\/title>/.exec(text)?.[1];
const hasTarget = ({text, url}: Answer): boolean => {
  const id = decodeURIComponent(new URL(url).hash.slice(1));
  return id === "" || text.includes(`id="${id}"`);
};

/** What is wrong with the links of all pages, as `page: link: why`. */
async function findFaults(host: Host): Promise<string[]> {
  const faults: string[] = [];
  const known = new Map<string, Promise<Answer>>();
  const recall = (address: string): Promise<Answer> => {
    const bare = address.replace(/#.*/, "");
    if (!known.has(bare)) known.set(bare, ask(bare));
    return known.get(bare)!;
  };
  for (const file of files) {
    const page = await recall(host.address + file);
    if (page.status !== 200) faults.push(`${file}: ${page.status}`);
    const links = linksOf(page);
    if (links.length < 10) faults.push(`${file}: ${links.length} links`);
    for (const link of new Set(links)) {
      if (!link.startsWith(host.address)) {
        if (new URL(link).host === new URL(host.address).host) faults.push(`${file}: ${link}: leaves the site`);
        continue;
      }
      const answer = await recall(link);
      if (answer.status !== 200) faults.push(`${file}: ${link}: ${answer.status}`);
      else if (!hasTarget({...answer, url: link})) faults.push(`${file}: ${link}: no such place`);
    }
  }
  return faults;
}

interface Kind {
  name: string;
  base: string;
  start(site: string, base: string): Promise<Host | null>;
  /** addresses of a page beside its file's name, in which {} stands for it */
  also: string[];
}

const everywhere: Omit<Kind, "base">[] = [
  {name: "Python's http.server", start: startPython, also: []},
  {name: "nginx", start: startNginxHost, also: ["{}", "{}/"]},
  {name: "npm run serve", start: startServe, also: ["{}", "{}/"]},
  {name: "Netlify's rules", start: startNetlify, also: ["{}"]}
];
const kinds: Kind[] = [
  ...everywhere.flatMap((kind) => ["/", "/a/book/"].map((base) => ({...kind, base}))),
  {name: "the rules of vercel.json", base: "/", start: startVercel, also: ["{}", "{}/"]} // which rule a whole domain
];

describe.each(kinds)("under $name at $base", ({base, start, also}) => {
  test("every link of every page leads to its place, and keeps query and hash", async () => {
    const host = await start(folder, base);
    if (!host) return void process.stderr.write("\nSKIPPED: this host could not be started\n");
    try {
      expect(await findFaults(host)).toEqual([]);
      for (const path of pagePaths.filter((d) => d !== "/")) {
        const file = `${path.slice(1)}.html`;
        const title = titleOf(readFileSync(join(folder, file), "utf8"));
        for (const address of [file, ...also.map((form) => form.replace("{}", path.slice(1)))]) {
          const {status, url, text} = await ask(`${host.address}${address}?save=40&%C3%A4=%26#limits`);
          expect([address, status, titleOf(text)]).toEqual([address, 200, title]);
          expect(url).toMatch(/\?save=40&%C3%A4=%26#limits$/);
        }
      }
      expect(titleOf((await ask(host.address)).text)).toBe(titleOf(readFileSync(join(folder, "index.html"), "utf8")));
    } finally {
      await host.close();
    }
  });
});

test("the page for wrong addresses works at any depth", () => {
  const html = readFileSync(join(folder, "404.html"), "utf8");
  const addresses = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses.filter((address) => !/^(\/|#|data:)/.test(address))).toEqual([]);
  const internal = addresses.filter((address) => address.startsWith("/")).map((address) => address.slice(1));
  expect(internal.length).toBeGreaterThan(15);
  for (const path of internal) expect(() => readFileSync(join(folder, path)), path).not.toThrow();
  expect(html).not.toContain("<base");
});
