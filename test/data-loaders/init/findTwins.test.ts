import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";
import {createRandom, drawIndex} from "../../../lib/random.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "twins-"))));
afterAll(() => rm(folder, {recursive: true}));

const TOWNS = ["Bath", "Leeds", "York", "Hull"];
const town = (i: number): number => (i * 7) % 4;

/** The inputs that are left of a table of visits, columns, and who left; and why the others were left out. */
async function infer(columns: Record<string, (i: number) => unknown>, keep: string[] = []) {
  const path = join(folder, "people.csv");
  const rows = Array.from({length: 300}, (_, i) =>
    [(i * 37) % 101, ...Object.values(columns).map((cell) => cell(i)), Number(i % 5 < 2)].join(",")
  );
  await writeFile(path, [["visits", ...Object.keys(columns), "churned"].join(","), ...rows].join("\n"));
  const {definition, columns: taken} = await initTable(path, {identifiers: [], keep}, async (_, unchanged) => unchanged);
  return {inputs: definition.inputs.map(({name}) => name), whyOf: (name: string) => taken.find((d) => d.name === name)?.role.why};
}

describe("of columns that say the same", () => {
  it("leaves codes out beside their words, whichever stands first, and says so", async () => {
    for (const columns of [
      {town_id: (i: number) => town(i) + 1, town: (i: number) => TOWNS[town(i)]},
      {town: (i: number) => TOWNS[town(i)], town_id: (i: number) => town(i) + 1}
    ]) {
      const {inputs, whyOf} = await infer(columns);
      expect(inputs).toEqual(["visits", "town"]);
      expect(whyOf("town_id")).toBe('it says in codes what "town" says in words');
      expect((await infer(columns, ["town_id"])).inputs).toContain("town_id");
    }
  });

  it("leaves codes and words as they are where one code goes with two words, or a number is an amount", async () => {
    const isOff = (i: number): boolean => i === 250;
    expect((await infer({town_id: (i) => (isOff(i) ? 1 : town(i) + 1), town: (i) => TOWNS[town(i)]})).inputs).toEqual([
      "visits",
      "town_id",
      "town"
    ]);
    expect((await infer({plan: (i) => TOWNS[town(i)], fee: (i) => [9, 29, 99, 199][town(i)]})).inputs).toEqual(["visits", "plan", "fee"]);
  });

  it("leaves out the later of two with the same cells in every row", async () => {
    const {inputs, whyOf} = await infer({calls: (i) => (i * 13) % 31, phone_calls: (i) => (i * 13) % 31, chats: (i) => (i * 13 + 1) % 31});
    expect(inputs).toEqual(["visits", "calls", "chats"]);
    expect(whyOf("phone_calls")).toBe('it says the same as "calls" in every row');
  });

  it("leaves out amounts that are so many times others, as far as they are rounded, and says how many", async () => {
    const mrr = (i: number): number => Math.round(100 * (9 + ((i * 53) % 290))) / 100 + (i % 7) / 100;
    const {inputs, whyOf} = await infer({mrr, arr: (i) => Math.round(12 * mrr(i)), seats: (i) => (i * 53) % 290});
    expect(inputs).toEqual(["visits", "mrr", "seats"]);
    expect(whyOf("arr")).toBe('it is "mrr" times 12 in every row, as far as numbers are rounded');
    expect((await infer({mrr, arr: (i) => 12 * mrr(i)}, ["arr"])).inputs).toContain("arr");
    expect((await infer({mrr, arr: (i) => 12 * mrr(i) * (i === 250 ? 1.1 : 1)})).inputs).toEqual(["visits", "mrr", "arr"]);
    expect((await infer({mrr, arr: (i) => (i % 3 === 0 ? "" : 12 * mrr(i))})).inputs).toEqual(["visits", "mrr", "arr"]);
    expect((await infer({stars: (i) => (i * 7) % 6, points: (i) => 10 * ((i * 7) % 6)})).inputs).toEqual(["visits", "stars", "points"]); // few values
  });

  it("keeps many amounts of one range, of which none is another's multiple", async () => {
    const random = createRandom("range");
    const columns = Object.fromEntries(Array.from({length: 150}, (_, k) => [`q${k}`, () => drawIndex(101, random)]));
    expect((await infer(columns)).inputs).toEqual(["visits", ...Object.keys(columns)]);
  });
});
