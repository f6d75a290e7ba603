import type {Output, Task, Written} from "../../../data-loaders/flow/task.js";
import type {BookForFacts} from "../../../data-loaders/facts/bookForFacts.js";
import type {IngestReport} from "../../../data-loaders/ingest/readTable.js";
import type {Audit} from "../../../lib/audit/auditTable.js";
import type {DatasetBook} from "../../../lib/book/dataset.js";
import type {EdaBook} from "../../../lib/book/eda.js";
import type {LedgerStep} from "../../../lib/book/wrangling.js";
import type {CheckDefinition, DatasetDefinition} from "../../../lib/dataset/definition.js";
import {describe, expect, it} from "vitest";
import {edaFacts} from "../../../data-loaders/facts/edaFacts.js";
import {reportFacts} from "../../../data-loaders/facts/reportFacts.js";
import {wranglingFacts} from "../../../data-loaders/facts/wranglingFacts.js";
import {decodeTable, encodeTable} from "../../../data-loaders/ingest/arrowTable.js";
import {auditTask} from "../../../data-loaders/tasks/audit.js";
import {datasetTask} from "../../../data-loaders/tasks/dataset.js";
import {exploreTask} from "../../../data-loaders/tasks/explore.js";
import {audit, datasetBook, edaBook, ingestedTable, ingestReport, keptTable, ledger} from "../../../data-loaders/tasks/outputs.js";
import {testRows, trainRows, wrangledTable} from "../../../data-loaders/tasks/outputs.js";
import {splitTask} from "../../../data-loaders/tasks/split.js";
import {wrangleTask} from "../../../data-loaders/tasks/wrangle.js";
import {bindConditions} from "../../../lib/dataset/conditions.js";
import {formatCount} from "../../../lib/format.js";
import {createHonestyBook} from "../../fixtures/book/honesty.js";
import {createModelsBook} from "../../fixtures/book/models.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";
import {exampleTable} from "../../lib/dataset/exampleTable.js";
import {tellLedger} from "../../../lib/audit/tellLedger.js";
import {FEW, MIN_GROUP, nearPart, sayFew, sayNear, toCount} from "../../../lib/groups.js";
import {createContext} from "../support/context.js";

const {learningCurve} = createHonestyBook();

const N = 600;
const {table, labels} = exampleTable(N);
const unlabelledIsNone = labels.map((label) => Math.max(0, label));
const ingested: IngestReport = {
  name: "users.csv",
  format: "csv",
  sha256: "0",
  files: [],
  nRows: N,
  nBare: 0,
  nNotRows: 0,
  nColumns: 6,
  extraColumns: [],
  identifiers: ["member"],
  rounding: {rows: 0, columns: []},
  notes: [],
  keptWords: [],
  periods: []
};

/** Overlapping rules, so that a row may break several of them. */
const CHECKS: CheckDefinition[] = [
  {name: "many-visits", title: "Many visits", why: "Odd.", when: [{left: "visits", is: ">", right: 70}]},
  {name: "many-classes", title: "Many classes", why: "Odd.", when: [{left: "classes", is: ">", right: 40}]},
  {name: "long", title: "Long visits", why: "Odd.", when: [{left: {divide: ["hours", "visits"]}, is: ">", right: 1.3}]},
  {name: "never", title: "Never", why: "Odd.", when: [{left: "visits", is: "<", right: 0}]}
];
const SUBSETS = Array.from({length: 2 ** CHECKS.length}, (_, bits) => CHECKS.map((d, k) => ({...d, remove: ((bits >> k) & 1) === 1})));

/** Every task between the file and the pages that counts rows, one after another. */
async function runTasks(definition: DatasetDefinition, y: Int8Array): Promise<<T>(output: Output<T>) => T> {
  const known: [Output<unknown>, unknown][] = [
    [ingestedTable, encodeTable(table, {label: y})],
    [ingestReport, ingested]
  ];
  const tasks: Task[] = [
    wrangleTask(definition),
    auditTask(definition),
    exploreTask(definition),
    splitTask(definition.protocol),
    datasetTask(definition, false)
  ];
  for (const task of tasks) {
    const written: Written[] = await task.run(createContext(known).context);
    for (const {output, value} of written) known.push([output, value]);
  }
  return <T>(output: Output<T>) => known.find(([{task, name}]) => task === output.task && name === output.name)![1] as T;
}

interface Counted {
  dataset: DatasetBook;
  eda: EdaBook;
  wrangling: {ledger: LedgerStep[]} & Audit & {columnLab: never[]};
  rows: {kept: number; wrangled: number; train: number; test: number};
}

async function count(checks: CheckDefinition[], y: Int8Array): Promise<Counted> {
  const get = await runTasks(exampleDefinition({checks}), y);
  const nRows = (output: Output<Uint8Array>): number => decodeTable(get(output)).table.nRows;
  return {
    dataset: get(datasetBook),
    eda: get(edaBook),
    wrangling: {ledger: tellLedger(get(ledger)), ...get(audit), columnLab: []},
    rows: {kept: nRows(keptTable), wrangled: nRows(wrangledTable), train: nRows(trainRows), test: nRows(testRows)}
  };
}

describe.each([
  ["some labels missing", labels],
  ["every label there", unlabelledIsNone]
])("pages over a table with %s", (_, y) => {
  it.each(SUBSETS.map((checks) => [checks.filter((d) => d.remove).map((d) => d.name), checks] as const))(
    "count the same rows when %j remove theirs",
    async (names, checks) => {
      const {dataset, eda, wrangling, rows} = await count([...checks], y);
      const tests = checks.filter((d) => d.remove).map((d) => bindConditions(table, d.when));
      const expected = Array.from({length: N}, (_, i) => i).filter((i) => !tests.some((isBroken) => isBroken(i)));
      const labelled = expected.filter((i) => y[i] >= 0).length;
      const {counts} = dataset;
      const counted = toCount(expected.length - labelled) === FEW ? labelled : expected.length;
      expect(counts).toMatchObject({
        rows: counted,
        labelled,
        unlabelled: toCount(expected.length - labelled),
        train: rows.train,
        test: rows.test
      });
      expect([counts.train + counts.test, counts.churned + counts.retained, rows.wrangled, rows.kept]).toEqual([
        labelled,
        labelled,
        labelled,
        expected.length
      ]);
      // those who miss a value are counted among the most usual where they are few, so that nothing adds up to less
      for (const {n, missing, kind, rates} of eda.variables) {
        expect(n).toBe(labelled);
        if (missing === FEW) expect([kind, rates.reduce((sum, d) => sum + d.n, 0)]).toEqual([kind, labelled]);
      }
      const told = wrangling.ledger.flatMap((d) => (d.rowsRemoved === FEW ? [] : [d.rowsRemoved])).reduce((sum, d) => sum + d, 0);
      const [first, last] = [wrangling.ledger[0], wrangling.ledger.at(-1)!];
      expect([first.rowsIn - told, last.rowsOut]).toEqual([labelled, labelled]);
      expect(first.rowsIn === N || wrangling.ledger.some((d) => d.rowsRemoved === FEW)).toBe(true);
      for (const {kind, name, action} of wrangling.findings) {
        if (kind === "check") expect(action === "removed", name).toBe(names.includes(name));
      }
      const book = {dataset, eda, wrangling, models: createModelsBook(), learningCurve} as unknown as BookForFacts;
      const facts = {...reportFacts(book), ...edaFacts(book), ...wranglingFacts(book)};
      expect(facts).toMatchObject({
        rows: formatCount(counted),
        labelled: formatCount(labelled),
        unlabelled: sayFew(expected.length - labelled),
        trainCount: formatCount(rows.train),
        testCount: formatCount(rows.test),
        ledgerSum: `${first.rowsIn} − ${told} = ${labelled}`
      });
    }
  );
});

describe("what the audit says was done", () => {
  it("tells rows that another rule removed from those that stay", async () => {
    const checks = CHECKS.map((d) => ({...d, remove: d.name === "many-visits"}));
    const {wrangling} = await count(checks, labels);
    const action = (name: string): string => wrangling.findings.find((d) => d.name === name)!.action;
    const both = Array.from({length: N}, (_, i) => i).filter((i) =>
      [CHECKS[0], CHECKS[1]].every(({when}) => bindConditions(table, when)(i))
    ).length;
    expect(both).toBeGreaterThan(0);
    expect([action("many-visits"), action("many-classes"), action("never")]).toEqual([
      "removed",
      expect.stringMatching(
        both < MIN_GROUP ? `^${FEW} removed by a check|^most` : `^${sayNear(nearPart(both, Infinity), Infinity)} removed by a check|^most`
      ) as string,
      "counted and kept"
    ]);
  });

  it("stops where cleaning leaves no churned row", async () => {
    const all = [{...CHECKS[0], when: [{left: "visits", is: ">=" as const, right: 0}], remove: true}];
    await expect(count(all, labels)).rejects.toThrow(
      'wrangle: rows of both "left" and "stayed" must be left after cleaning; got none of "stayed"'
    );
  });
});
