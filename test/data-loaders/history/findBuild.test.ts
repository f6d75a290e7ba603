import {copyFile, mkdir} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {findBuild, lastTwo} from "../../../data-loaders/history/findBuild.js";
import {recordBuild} from "../../../data-loaders/history/recordBuild.js";
import {bookOf, describedBook} from "../../fixtures/book/history.js";
import {scratch} from "../flow/scratch.js";

const usual = describedBook();
const [FIRST, SECOND] = ["ab".repeat(32), "ac".repeat(32)];

/** A site that remembers two builds. */
async function twoBuilds(): Promise<string> {
  const [first, second] = [await scratch(), await scratch()];
  const warn = (sentence: string): void => expect(sentence).toBe("nothing to warn of");
  await recordBuild(bookOf(usual, {hash: FIRST}), first, {target: "/nowhere", warn});
  await recordBuild(bookOf(usual, {hash: SECOND, startedAt: "2026-02-02T00:00:00.000Z"}), second, {target: first, warn});
  return second;
}

describe("findBuild(asked, output)", () => {
  test("takes a folder for its own build, a file, a file that was copied away, and a hash or its beginning", async () => {
    const site = await twoBuilds();
    const path = join(site, `api/history/${FIRST}.json`);
    const away = join(await scratch(), "some/place");
    await mkdir(away, {recursive: true});
    await copyFile(path, join(away, `${FIRST}.json`));
    const bookOfFound = async (asked: string): Promise<string> => (await findBuild(asked, site)).record.book;
    expect(await bookOfFound(site)).toBe(SECOND);
    expect(await bookOfFound(path)).toBe(FIRST);
    expect(await bookOfFound(join(away, `${FIRST}.json`))).toBe(FIRST);
    expect(await bookOfFound(FIRST)).toBe(FIRST);
    expect(await bookOfFound("acacac")).toBe(SECOND);
    expect((await (await findBuild(site, site)).readPopulation())?.rows).toHaveLength(300);
    expect(await (await findBuild(join(away, `${FIRST}.json`), site)).readPopulation()).toBeNull();
  });

  test.each([
    ["nobody", /must be named by a site's folder or address, a file of its api\/history, or a book's hash/],
    ["ffffffff", /must be of one build that .* remembers: acacacacacac, abababababab; got ffffffff/],
    ["/", /must be a site with a history of builds; got none/],
    ["ftp://somewhere", /must be a site|must be named/],
    ["http://127.0.0.1:9", /must be reachable/]
  ])("refuses %s", async (asked, sentence) => {
    await expect(findBuild(asked, await twoBuilds())).rejects.toThrow(sentence);
  });
});

test("lastTwo(output) are the site's own build and the one before", async () => {
  const site = await twoBuilds();
  const {earlier, before, after} = await lastTwo(site);
  expect([earlier, before.record.book, after.record.book]).toEqual([null, FIRST, SECOND]);
  const alone = await scratch();
  await recordBuild(bookOf(usual, {hash: FIRST}), alone, {target: "/nowhere", warn: () => {}});
  await expect(lastTwo(alone)).rejects.toThrow(/must remember two builds; got one/);
});
