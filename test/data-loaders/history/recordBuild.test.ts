import type {BuildRecord, HistoryIndex} from "../../../lib/book/history.js";
import {createServer} from "node:http";
import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, onTestFinished, test} from "vitest";
import {recordBuild} from "../../../data-loaders/history/recordBuild.js";
import {bookOf, describedBook} from "../../fixtures/book/history.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";
import {scratch} from "../flow/scratch.js";

const usual = describedBook();
const hashOf = (digit: string): string => digit.repeat(64);
const [FIRST, SECOND, THIRD] = ["a", "b", "c"].map(hashOf);

/** Records a build into a new site, beside what the sites before it kept. */
async function record(
  hash: string,
  {
    target = "/nowhere/at/all",
    history,
    described = usual,
    startedAt
  }: {target?: string; history?: string; described?: ReturnType<typeof describedBook>; startedAt?: string} = {}
): Promise<{site: string; said: string[]; index: HistoryIndex; read: (name: string) => Promise<string>}> {
  const site = await scratch();
  const said: string[] = [];
  await recordBuild(bookOf(described, {hash, startedAt}), site, {target, history, warn: (sentence) => said.push(sentence)});
  const read = (name: string): Promise<string> => readFile(join(site, "api/history", name), "utf8");
  return {site, said, read, index: JSON.parse(await read("index.json")) as HistoryIndex};
}

describe("recordBuild(book, site, earlier)", () => {
  test("keeps a build, and those before it of the site that it replaces", async () => {
    const first = await record(FIRST);
    const second = await record(SECOND, {target: first.site, startedAt: "2026-02-02T03:04:05.000Z"});
    expect(second.said).toEqual([]);
    expect(second.index.current).toBe(SECOND);
    expect(second.index.builds.map(({book}) => book)).toEqual([FIRST, SECOND]);
    expect(await second.read(`${FIRST}.json`)).toBe(await first.read(`${FIRST}.json`));
    const {population} = JSON.parse(await second.read(`${SECOND}.json`)) as BuildRecord;
    expect(population?.scores).toHaveLength(300);
    expect((await readdir(join(second.site, "api/history"))).filter((name) => name.startsWith("population"))).toEqual([
      `population-${population?.hash}.json`
    ]);
  });

  test("tells of a build of one user fewer no other numbers of users than of the one that follows", async () => {
    const of = (churned: number): typeof usual => {
      const {counts} = usual.dataset;
      const change = churned - counts.churned;
      const [rows, labelled, train] = [counts.rows, counts.labelled, counts.train].map((n) => n + change);
      return {...usual, dataset: {...usual.dataset, counts: {...counts, rows, labelled, train, churned}}};
    };
    const middle = 20 * Math.floor(usual.dataset.counts.churned / 20) + 10;
    const first = await record(FIRST, {described: of(middle - 1)});
    const second = await record(SECOND, {described: of(middle), target: first.site, startedAt: "2026-02-02T00:00:00.000Z"});
    const dataOf = async (book: string): Promise<unknown> => (JSON.parse(await second.read(`${book}.json`)) as BuildRecord).data;
    expect(await dataOf(FIRST)).toEqual(await dataOf(SECOND));
    expect((JSON.parse(await first.read(`${FIRST}.json`)) as BuildRecord).data).not.toEqual(await dataOf(FIRST));
  });

  test("of equal input writes equal bytes, but for the time", async () => {
    const [one, two] = [await record(FIRST), await record(FIRST, {startedAt: "2026-01-09T00:00:00.000Z"})];
    for (const name of await readdir(join(one.site, "api/history"))) {
      const timeless = (await two.read(name)).replaceAll("2026-01-09T00:00:00.000Z", "2026-01-02T03:04:05.000Z");
      expect(timeless, name).toBe(await one.read(name));
    }
  });

  test("built again, a book is one build, and the latest", async () => {
    const first = await record(FIRST);
    const second = await record(SECOND, {target: first.site, startedAt: "2026-02-02T00:00:00.000Z"});
    const again = await record(FIRST, {target: second.site, startedAt: "2026-03-02T00:00:00.000Z"});
    expect(again.index.builds.map(({book}) => book)).toEqual([SECOND, FIRST]);
  });

  test("takes over what a published site has, beside the folder's", async () => {
    const published = await record(FIRST);
    const server = createServer((request, response) => {
      readFile(join(published.site, request.url ?? "")).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end()
      );
    });
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const {port} = server.address() as {port: number};
    const local = await record(SECOND, {startedAt: "2026-02-02T00:00:00.000Z"});
    const third = await record(THIRD, {target: local.site, history: `http://127.0.0.1:${port}`, startedAt: "2026-03-02T00:00:00.000Z"});
    expect(third.said).toEqual([]);
    expect(third.index.builds.map(({book}) => book)).toEqual([FIRST, SECOND, THIRD]);
  });

  test("a site that cannot be reached is a warning", async () => {
    const {said, index} = await record(FIRST, {history: "http://127.0.0.1:9/"});
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^history: CHURN_HISTORY: http:\/\/127\.0\.0\.1:9\/.*must be reachable/);
    expect(index.builds).toHaveLength(1);
  });

  test.each<[what: string, file: (record: Record<string, unknown>) => unknown, sentence: RegExp]>([
    ["no JSON", () => "{", /must be JSON/],
    ["a web page", () => "<!doctype html>", /got a web page/],
    ["another format", (d) => ({...d, format: 9}), /format must be equal to constant/],
    ["another build's", (d) => ({...d, book: THIRD}), /the build that the file is named for/],
    ["another book's", (d) => ({...d, name: "bank"}), /must be of this book, “example”; got “bank”/],
    ["a record without its numbers", (d) => ({...d, data: {}}), /must have required property/],
    ["a time of no calendar", (d) => ({...d, builtOn: "2026-99-99T00:00:00Z"}), /time of the calendar/],
    ["a Champion that is nobody", (d) => ({...d, champion: "nobody"}), /Champion must be among/],
    ["a number too large to be one", (d) => JSON.stringify(d).replace(/"rows":\d+/, '"rows":1e999'), /must be integer/]
  ])("leaves out %s, alone, with a sentence", async (_what, file, sentence) => {
    const first = await record(FIRST);
    const second = await record(SECOND, {target: first.site, startedAt: "2026-02-02T00:00:00.000Z"});
    const path = join(second.site, `api/history/${FIRST}.json`);
    const bent = file(JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>);
    await writeFile(path, typeof bent === "string" ? bent : JSON.stringify(bent));
    const third = await record(THIRD, {target: second.site, startedAt: "2026-03-02T00:00:00.000Z"});
    expect(third.said).toHaveLength(1);
    expect(third.said[0]).toMatch(sentence);
    expect(third.index.builds.map(({book}) => book)).toEqual([SECOND, THIRD]);
  });

  test("an index that names files elsewhere is refused as a whole", async () => {
    const first = await record(FIRST);
    await writeFile(
      join(first.site, "api/history/index.json"),
      JSON.stringify({format: 1, current: FIRST, builds: [{book: "../../../etc/passwd"}]})
    );
    const second = await record(SECOND, {target: first.site});
    expect(second.said).toEqual([expect.stringContaining("must name each by its hash")]);
    expect(second.index.builds).toHaveLength(1);
  });

  test("what is more in a file than a record has is not passed on", async () => {
    const first = await record(FIRST);
    const path = join(first.site, `api/history/${FIRST}.json`);
    const whole = JSON.parse(await readFile(path, "utf8")) as object;
    await writeFile(path, JSON.stringify({...whole, users: ["Jane"]}));
    const second = await record(SECOND, {target: first.site, startedAt: "2026-02-02T00:00:00.000Z"});
    expect(second.said).toEqual([]);
    expect(await second.read(`${FIRST}.json`)).not.toContain("Jane");
  });

  test("a few users more are not seen in any figure, and no two numbers differ by fewer than the smallest group", async () => {
    const first = await record(FIRST);
    const {counts} = usual.dataset;
    const more = {
      rows: counts.rows + 3,
      labelled: counts.labelled + 3,
      unlabelled: 10,
      churned: counts.churned + 2,
      retained: counts.retained + 1,
      train: counts.train + 2,
      test: counts.test + 1
    };
    const described = {...usual, dataset: {...usual.dataset, counts: more, baseRate: more.churned / more.labelled}};
    const second = await record(SECOND, {target: first.site, described, startedAt: "2026-02-02T00:00:00.000Z"});
    const [one, two] = await Promise.all([FIRST, SECOND].map(async (hash) => JSON.parse(await second.read(`${hash}.json`)) as BuildRecord));
    expect({...two, book: FIRST, builtOn: one.builtOn}).toEqual(one);
    for (const count of [one.data.rows, one.data.labelled, one.data.churned, one.data.train, one.data.test]) expect(count % 20).toBe(0);
  });

  test("where the inputs are others, it draws a population of its own", async () => {
    const first = await record(FIRST);
    const path = (await readdir(join(first.site, "api/history"))).find((name) => name.startsWith("population")) as string;
    const text = await readFile(join(first.site, "api/history", path), "utf8");
    await writeFile(join(first.site, "api/history", path), text.replaceAll("visits", "calls"));
    const second = await record(SECOND, {target: first.site, startedAt: "2026-02-02T00:00:00.000Z"});
    expect(second.said).toEqual([expect.stringContaining("the rows must have the hash")]);
    expect(second.index.builds).toHaveLength(2);
  });

  test("keeps the date of the data as the definition says it", async () => {
    const {index} = await record(FIRST, {
      described: {...usual, dataset: {...usual.dataset, definition: exampleDefinition({asOf: "2026-01-31"})}}
    });
    expect(index.builds[0].date).toEqual({date: "2026-01-31", of: "definition"});
  });
});
