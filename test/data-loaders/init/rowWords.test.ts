import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "words-"))));
afterAll(() => rm(folder, {recursive: true}));

it.each([
  ["visits,age,Subscriber churned", "subscribers"],
  ["user.plan,user.seats,owner.visits,status.churned", "users"],
  ["company_id,seats,churned", "companies"],
  ["Admission grade,Scholarship holder,Course,Age,Dropout", "students"],
  ["EMP_STAT,EMP_LEN,balance,churned", "customers"],
  ["emp_status_code,emp_visits,churned", "employees"],
  ["refer,jobsat,turnover", "employees"],
  ["pay,Resigned", "employees"],
  ["Sueldo,Ausencias,Sector,churned", "employees"],
  ["Gehalt,Überstunden,Sparte,churned", "employees"],
  ["Salario,Cargo mensual,Faltas de pago,churned", "customers"],
  ["annual turnover,visits,churned", "customers"],
  ["colleague friends,job role,churned", "employees"],
  ["student,balance,income,course,churned", "customers"]
])("calls rows with %s %s", async (columns, plural) => {
  const names = columns.split(",");
  const cell = (name: string, j: number, i: number): unknown => (/_id$/.test(name) ? `K${i}` : (i * (j + 3)) % 7);
  const rows = Array.from({length: 60}, (_, i) => [...names.slice(0, -1).map((name, j) => cell(name, j, i)), i % 2].join(","));
  const path = join(folder, "table.csv");
  await writeFile(path, [columns, ...rows].join("\n"));
  const {definition} = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
  expect(definition.unit?.plural).toBe(plural);
});
