import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {beforeAll, describe, expect, test} from "vitest";
import {expectedGain} from "../../../lib/decide/byValue.js";
import {HEADER, makeFolder, score} from "./scoring.js";

const costs = {saveRate: 0.2, offerCost: 5, contactCost: 1, falseAccept: 0.3};
const WORTH = ["100", "", "-20", "7.5"];
const MEAN = (100 - 20 + 7.5) / 3;

let folder: string;
let input: string;
beforeAll(async () => {
  folder = await makeFolder();
  input = join(folder, "june.csv");
  await writeFile(input, `${HEADER},Worth\n${WORTH.map((worth, i) => `${i},1,2,3,4,basic,${worth}`).join("\n")}\n`);
});

async function read(path: string): Promise<Record<string, string>[]> {
  const [head, ...lines] = (await readFile(path, "utf8")).trimEnd().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, j) => [names[j], cell])));
}

describe("expected gains beside scores", () => {
  test("are those of lib/decide; one without a value counts at the mean of the others", async () => {
    const {output} = await score(input, {output: join(folder, "gain.csv"), gain: {column: "worth", isAsked: true, costs}});
    const rows = await read(output);
    expect(Object.keys(rows[0]).slice(-2)).toEqual(["churn_probability", "expected_gain"]);
    for (const [i, row] of rows.entries()) {
      const worth = WORTH[i] === "" ? MEAN : Number(WORTH[i]);
      expect(Number(row.expected_gain)).toBeCloseTo(expectedGain(Number(row.churn_probability), worth, costs), 9);
    }
  });

  test("stand on the list to contact, beside reasons", async () => {
    const {output} = await score(input, {
      output: join(folder, "list.csv"),
      line: 0,
      nReasons: 1,
      gain: {column: "Worth", isAsked: false, costs}
    });
    const rows = await read(output);
    expect(Object.keys(rows[0]).slice(-4)).toEqual(["churn_probability", "expected_gain", "churn_reason_1", "churn_reason_1_effect"]);
    const scores = rows.map((row) => Number(row.churn_probability));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test("make a list of their own: of at least so much, the highest first", async () => {
    const gain = {column: "worth", isAsked: true, costs};
    const all = await read((await score(input, {output: join(folder, "all.csv"), gain})).output);
    const least = all.map((row) => Number(row.expected_gain)).toSorted((a, b) => b - a)[1];
    const {output, nListed} = await score(input, {output: join(folder, "by-gain.csv"), gain, leastGain: least});
    const listed = (await read(output)).map((row) => Number(row.expected_gain));
    expect([nListed, listed.length]).toEqual([2, 2]);
    expect(listed).toEqual(listed.toSorted((a, b) => b - a));
    expect(Math.min(...listed)).toBe(least);
    await expect(score(input, {output: join(folder, "x.csv"), leastGain: 0})).rejects.toThrow(
      /^--least-gain: a column must say what each is worth/
    );
    const absent = {column: "revenue", isAsked: false, costs};
    await expect(score(input, {output: join(folder, "x.csv"), gain: absent, leastGain: 0})).rejects.toThrow(/^--least-gain/);
  });

  test("are left out, and said to be, where the file lacks the book's column; and refused where it was asked for", async () => {
    const output = join(folder, "none.csv");
    const {notes} = await score(input, {output, gain: {column: "revenue", isAsked: false, costs}});
    expect(notes.join()).toContain("“revenue”, which the file does not have: no expected gain is told");
    expect(Object.keys((await read(output))[0]).at(-1)).toBe("churn_probability");
    const asked = {column: "revenue", isAsked: true, costs};
    await expect(score(input, {output: join(folder, "x.csv"), gain: asked})).rejects.toThrow(
      /^--value-column: the file must have that column/
    );
    const words = {column: "plan", isAsked: true, costs};
    await expect(score(input, {output: join(folder, "x.csv"), gain: words})).rejects.toThrow("the column must hold numbers");
  });
});
