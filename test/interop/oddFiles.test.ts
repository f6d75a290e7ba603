import type {OddFile, ReadValue} from "../support/odd/oddFile.js";
import type {Reading} from "../support/odd/readings.js";
import fc from "fast-check";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {missingTextsOf} from "../../lib/rows/text.js";
import {findPeers} from "../support/peers.js";
import {csvFiles} from "../support/odd/csvFiles.js";
import {readByScore, writeOddFile} from "../support/odd/readings.js";
import {arrowFiles, parquetFiles} from "../support/odd/typedFiles.js";
import {testSeed} from "../support/seed.js";

/**
 * The odd files of test/contract/oddFiles.test.ts, by readers that others wrote: pandas for CSV, pyarrow for Parquet and Arrow, with
 * the rules of a cell written once more in Python (oddReader.py). CHURN_TEST_SEED tries other files.
 */
const FORMS: [string, fc.Arbitrary<OddFile>, number][] = [
  ["csv", csvFiles, 200],
  ["parquet", parquetFiles, 100],
  ["arrow", arrowFiles, 100]
];

/** Where pandas or pyarrow cannot say what is right, and what is right here. Whatever is not in this table must be equal. */
const DIFFERENCES: {because: string; isIn(file: OddFile, score: Reading, answer: {unreadable: string}): boolean}[] = [
  {
    because: "a loose quote sets its line aside here; pandas reads on to the next quote, over lines",
    isIn: (_, {answer}) => answer.faults.some(([, words]) => words.startsWith("every quote must be closed"))
  },
  {
    because: "a line with bytes that are no text is set aside here, or all is Windows-1252; Python refuses the file",
    isIn: ({traits}) => traits.includes("encoding broken")
  },
  {
    because: "after an empty line that ends in CR alone, pandas takes the next line's first delimiter for a part of the break",
    isIn: ({traits}) => traits.includes('line end "\\r"') && traits.some((d) => /^(line: (empty|blank)|above: |tail: two)/.test(d))
  },
  {because: "a file without a table is refused in many ways", isIn: ({traits}) => traits.includes("no table")},
  {
    because: "pandas gives an open quote as the reason where we find a column lacking, or twice, first",
    isIn: ({ending}, {answer}, {unreadable}) => ending === "csv" && answer.refused !== null && /EOF inside string/.test(unreadable)
  },
  {
    because: "pyarrow does not read what DuckDB writes for small integers in version 2 of Parquet",
    isIn: ({traits}, _, {unreadable}) => traits.includes("Parquet V2") && /delta bit width|InitBlock EOF/.test(unreadable)
  }
];

/** Rows of which pandas cannot say what is right: it fills up lines that are too short. They are set aside here. */
const NO_ROW = /^a line must have/;

/** What the Python program says of a file: its rows, null where one is set aside. */
type Answer = {rows: Rows} | {refused: string} | {unreadable: string};
type Rows = (ReadValue[] | null)[];

const peers = await findPeers("files");
const folder = await mkdtemp(join(tmpdir(), "churnbook-odd-"));
afterAll(() => rm(folder, {recursive: true}));

describe.skipIf(!peers)(`odd files of seed ${testSeed}, as pandas and pyarrow read them`, () => {
  it.each(FORMS)("%s: the same rows, the same values", async (form, files, n) => {
    const all = fc.sample(files, {seed: testSeed, numRuns: n});
    const readings: {file: OddFile; path: string; score: Reading}[] = [];
    for (const [i, file] of all.entries()) {
      const path = join(folder, `${i}.${file.ending}`);
      await writeOddFile(file, path);
      readings.push({file, path, score: await readByScore(file, path)});
    }
    const answers = await peers!.ask<Answer[]>("test/interop/oddReader.py", readings.map(jobOf));
    const compared = readings.flatMap(({file, score}, i) => {
      const answer = answers[i];
      const {unreadable = ""} = answer as {unreadable?: string};
      return DIFFERENCES.some(({isIn}) => isIn(file, score, {unreadable})) ? [] : [{file, score, answer, i}];
    });
    process.stderr.write(`\nOdd files, CHURN_TEST_SEED=${testSeed}, ${form}: ${compared.length} of ${n} compared with Python's\n`);
    for (const {i, file, score, answer} of compared) {
      expect(rowsOf(score), `file ${i} of seed ${testSeed}: ${fc.stringify(file)}`).toEqual(answerOf(answer, score));
    }
    expect(compared.length).toBeGreaterThan(0.6 * n);
  });
});

function jobOf({file: {declared, written}, path}: {file: OddFile; path: string}): object {
  return {path, declared: {...declared, words: missingTextsOf(declared.missing)}, ...written};
}

function answerOf(answer: Answer, {answer: {faults}}: Reading): Rows | string {
  if (!("rows" in answer)) return "refused" in answer ? "refused" : answer.unreadable;
  const unknown = new Set(faults.filter(([, words]) => NO_ROW.test(words)).map(([row]) => row));
  return answer.rows.map((row, i) => (unknown.has(i + 1) ? null : row));
}

/** By row of the file: its values, null where it is set aside. */
function rowsOf({answer, values}: Reading): Rows | "refused" {
  if (answer.refused !== null) return "refused";
  const aside = new Set(answer.faults.map(([row]) => row));
  const kept = [...values];
  return Array.from({length: values.length + aside.size}, (_, i) => (aside.has(i + 1) ? null : kept.shift()!));
}
