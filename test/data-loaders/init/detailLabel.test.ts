import type {Said} from "../../../data-loaders/init/chooseLabel.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../../data-loaders/ingest/readTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "details-"))));
afterAll(() => rm(folder, {recursive: true}));

const N = 400;

type Cells = (i: number) => string;

async function infer(columns: Record<string, Cells>, said: Partial<Said> = {}) {
  const path = join(folder, "people.csv");
  const rows = Array.from({length: N}, (_, i) => [(i * 37) % 101, ...Object.values(columns).map((cell) => cell(i))].join(";"));
  await writeFile(path, [["visits", ...Object.keys(columns)].join(";"), ...rows].join("\n"));
  const {definition} = await initTable(path, {identifiers: [], keep: [], ...said}, async (_, unchanged) => unchanged);
  return {path, definition};
}

async function readLabels({path, definition}: Awaited<ReturnType<typeof infer>>): Promise<number[]> {
  const file = join(folder, "people.dataset.json");
  await writeFile(file, JSON.stringify(definition));
  return [...(await readTable({paths: path, definition: await readDefinition(file)})).labels];
}

const isLeft = (i: number): boolean => i % 4 === 0;
const LABELS = Array.from({length: N}, (_, i) => Number(isLeft(i)));
const of =
  (texts: readonly string[]): Cells =>
  (i) =>
    isLeft(i) ? texts[(i / 4) % texts.length] : "";

describe("a column that tells only of those who left, why or when", () => {
  it.each([
    ["Motivo de Baja", ["Renuncia", "Despido", "Fin de contrato"]],
    ["Kündigungsgrund", ["Preis", "Umzug", "Wettbewerb"]],
    ["churn_reason", ["price", "moved"]],
    ["Cancellation Year", ["2016", "2017", "2018"]],
    ["Cancellation Month", ["1", "2", "11"]]
  ])("says who left where nothing else does: %s", async (name, texts) => {
    const inferred = await infer({[name]: of(texts)});
    expect(inferred.definition.label).toMatchObject({column: name, retained: "no", blank: "no"});
    expect(await readLabels(inferred)).toEqual(LABELS);
    expect(inferred.definition.guessed).toContainEqual(expect.objectContaining({of: name, guess: "a blank is who stayed"}));
  });

  it("stands behind a column that says it of everybody, and behind dates of leaving", async () => {
    const reason = of(["a", "b", "c", "d", "e"]);
    expect((await infer({churn_reason: reason, churned: (i) => (isLeft(i) ? "1" : "0")})).definition.label.column).toBe("churned");
    expect((await infer({churn_reason: reason, churn_date: of(["2024-05-01"])})).definition.label.column).toBe("churn_date");
  });

  it("is no time where it says yes and no of a time, and nothing of those not yet known", async () => {
    const inferred = await infer({left_next_month: (i) => (i < 60 ? "" : isLeft(i) ? "1" : "0")});
    expect(inferred.definition.label).toEqual({column: "left_next_month", churned: "1", retained: "0"});
  });

  it("is none where nothing says that it is of leaving, or most say nothing, or each says something of its own", async () => {
    const refused = (columns: Record<string, Cells>) => expect(infer(columns)).rejects.toThrow("must say who left; got none");
    await refused({return_reason: of(["late", "broken", "other"])});
    await refused({birth_year: of(["1970", "1971", "1972"])});
    await refused({left_in_year: of(["0.5", "0.7", "9"])});
    await refused({churn_reason: (i) => (i < 19 ? ["price", "moved"][i % 2] : "")});
    await refused({churn_reason: (i) => (isLeft(i) ? `I left since ${i} was too much` : "")});
  });
});
