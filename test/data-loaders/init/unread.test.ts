import type {Said} from "../../../data-loaders/init/chooseLabel.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "unread-"))));
afterAll(() => rm(folder, {recursive: true}));

const N = 400;
const two = (d: number): string => String(d).padStart(2, "0");

/** What a column is taken for beside a number and a label, by its name and its cells. */
async function roleOf(name: string, cell: (i: number) => string, {n = N, ...said}: Partial<Said> & {n?: number} = {}) {
  const path = join(folder, "people.csv");
  const rows = Array.from({length: n}, (_, i) => `${i % 9};${cell(i)};${i % 5 === 0 ? "yes" : "no"}`);
  await writeFile(path, [`visits;${name};churned`, ...rows].join("\n"));
  const {columns} = await initTable(path, {identifiers: [], keep: [], ...said}, async (_, unchanged) => unchanged);
  return columns[1].role;
}

const MONTHS = ["Jan", "févr.", "März", "April", "mayo", "Jun", "juil.", "Aug", "Sept.", "ottobre", "Nov", "Dez"];

describe("initTable: what people read and no door does", () => {
  it.each([
    [
      "hired",
      (i: number) => `${two(1 + (i % 28))}-${i % 9 === 0 ? "jui" : "mai"}-${2000 + (i % 23)}`,
      "dates not all of which could be read"
    ],
    ["joined", (i: number) => `${two(1 + (i % 12))}.${two(1 + (i % 12))}.${two(1 + (i % 28))}`, "dates not all of which could be read"],
    ["Date of birth", (i: number) => `${two(1 + (i % 28))}.${two(1 + (i % 12))}.${50 + (i % 9)}`, "dates not all of which could be read"],
    [
      "activation_dt",
      (i: number) => `${2000 + (i % 23)}${two(1 + (i % 12))}${two(1 + (i % 31))}`, // some are no days
      "dates not all of which could be read"
    ],
    ["bill_month", (i: number) => `${2000 + (i % 23)}${two(1 + (i % 12))}`, "its numbers are months such as 202412"],
    [
      "month",
      (i: number) => `2024-${two(1 + (i % 12))}`,
      'where models are to be judged by the latest, write "protocol": {"time": "month"}'
    ],
    ["relationship", (i: number) => `${i % 5}y ${i % 12}m`, "it holds lengths of time"],
    ["session", (i: number) => `${two(i % 24)}:${two((i * 7) % 60)}:${two((i * 11) % 60)}`, "it holds lengths of time"],
    ["balance", (i: number) => (i % 3 === 0 ? `(${i % 99}.500,50)` : `${1000 + i}.25`), "its numbers below zero stand in brackets"]
  ])("leaves out %s and says why", async (name, cell, why) => {
    const role = await roleOf(name, cell);
    expect(role.role).toBe("left out");
    expect(role.why).toContain(why);
  });

  it.each([
    ["contract", (i: number) => ["12 months", "24 months", "1 year"][i % 3], "category"],
    ["points", (i: number) => String(20_240_000 + (i % 300) * 37), "integer"],
    ["hired", (i: number) => `${two(1 + (i % 28))}-${MONTHS[i % 12]}-${2000 + (i % 23)}`, "date"],
    ["登録日", (i: number) => `${2000 + (i % 23)}年${1 + (i % 12)}月${two(1 + (i % 28))}日`, "date"],
    ["activation_dt", (i: number) => `${2000 + (i % 23)}${two(1 + (i % 12))}${two(1 + (i % 28))}`, "date"],
    ["opened", (i: number) => (i % 3 === 0 ? "" : `${2000 + (i % 23)}${two(1 + (i % 12))}${two(1 + (i % 28))}.0`), "date"],
    ["feedback", (i: number) => ["Poor website", "Too many ads", "No reason given"][i % 3], "category"],
    ["avg_login_days", (i: number) => (i % 7 === 0 ? "Error" : String(i % 40)), "integer"],
    ["visits_2017", (i: number) => String(201_700 + (i % 60)), "integer"],
    ["Status", (i: number) => String(1 + (i % 2)), "category"],
    ["registered_via", (i: number) => String(3 + (i % 4)), "category"],
    ["plan_days", (i: number) => String(30 * (i % 4)), "integer"],
    ["Кредитная карта", (i: number) => (i % 3 === 0 ? "есть" : "нет"), "boolean"],
    ["since", (i: number) => `${two(1 + (i % 28))}.${two(1 + (i % 12))}.${two(i % 23)}`, "date"],
    ["joined", (i: number) => `${two(1 + (i % 28))}-${MONTHS[i % 12]}-${two(i % 23)}`, "date"],
    ["balance", (i: number) => (i % 3 === 0 ? `(${i + 1}.50)` : `${1000 + i}.25`), "number"],
    ["saldo", (i: number) => (i % 3 === 0 ? `${i + 1}.50-` : `${1000 + i}.25`), "number"],
    ["grade", (i: number) => `(${i % 4})`, "category"],
    ["created_at", (i: number) => new Date(1.6e12 + i * 7_919_000).toISOString(), "date"],
    ["Задолженность", (i: number) => (i % 3 === 0 ? "да" : "нет"), "boolean"],
    ["家族割引", (i: number) => (i % 3 === 0 ? "あり" : "なし"), "boolean"],
    ["watchlist", (i: number) => (i % 3 === 0 ? "✓" : "✗"), "boolean"],
    ["İndirim", (i: number) => (i % 3 === 0 ? "Evet" : "Hayır"), "boolean"],
    ["خصم", (i: number) => (i % 3 === 0 ? "نعم" : "لا"), "boolean"]
  ])("takes %s for an input", async (name, cell, kind) => {
    expect(await roleOf(name, cell)).toMatchObject({role: "input", kind});
  });

  it.each([
    ["line_id", (i: number) => `L${i % 230}`],
    ["line_id", (i: number) => String(7000 + (i % 230))],
    ["Vertrag Nr", (i: number) => `V-${i % 230}`]
  ])("says of %s, of which each stands in a few rows, how they go together where they are the customers", async (name, cell) => {
    const {role, why} = await roleOf(name, cell, {n: 920});
    expect(role).toBe("left out");
    expect(why).toBe(
      `its name says that it names something: 230 stand in 920 rows; where these are the customers, write "protocol": {"group": "${name}"}`
    );
  });

  it("takes -999 for no value where all other numbers are 0 or more, and for a number beside others below it", async () => {
    const definitionOf = async (others: (i: number) => number) => {
      const path = join(folder, "people.csv");
      const rows = Array.from({length: N}, (_, i) => `${i % 9};${i % 7 === 0 ? -999 : others(i)};${i % 5 === 0 ? "1.0" : "0.0"}`);
      await writeFile(path, ["visits;days_since_login;churned", ...rows].join("\n"));
      return (await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged)).definition;
    };
    expect((await definitionOf((i) => i % 26)).missing).toContain("-999");
    expect((await definitionOf((i) => (i % 26) - 5)).missing).toBeUndefined();
  });

  it("takes 1.0 for yes, also where more say so than 0.0", async () => {
    const path = join(folder, "people.csv");
    await writeFile(path, ["visits;churned", ...Array.from({length: N}, (_, i) => `${i % 9};${i % 5 < 3 ? "1.0" : "0.0"}`)].join("\n"));
    const {definition} = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
    expect(definition.label).toEqual({column: "churned", churned: "1.0", retained: "0.0"});
  });

  it("asks for more than a few rows before a column gives the label away, and for 20 with a value", async () => {
    const leak = (every: number) => (i: number) => (i % every === 0 ? String(i % 5 === 0 ? 9 : 1) : "");
    expect((await roleOf("flag", leak(2))).why).toContain("alone it tells who left");
    expect((await roleOf("flag", leak(31))).why).toBe("fewer than 20 of its rows have a value");
    const few = (i: number): string => (i < 25 ? String(i % 5 === 0 && i < 20 ? 9 : 1) : ""); // four of 25 left and have 9
    expect(await roleOf("flag", few)).toMatchObject({role: "input"});
  });

  it.each([
    ["Отток", "нет", "да"],
    ["статус", "активный", "расторгнут"],
    ["状態", "継続", "解約"],
    ["Durum", "Kaldı", "Ayrıldı"],
    ["ÜYELİK İPTAL", "HAYIR", "EVET"],
    ["الحالة", "باق", "غادر"],
    ["해지여부", "아니오", "예"],
    ["是否流失", "否", "是"],
    ["Odešel", "ne", "ano"],
    ["Poistunut", "ei", "kyllä"],
    ["Lemondta", "nem", "igen"],
    ["Berhenti", "Tidak", "Ya"],
    ["Відтік", "ні", "так"],
    ["closed_account", "0", "1"]
  ])("finds the label %s", async (name, retained, churned) => {
    const path = join(folder, "people.csv");
    const rows = Array.from({length: N}, (_, i) => `${i % 9};${i % 7};${i % 5 === 0 ? churned : retained}`);
    await writeFile(path, [`visits;calls;${name}`, ...rows].join("\n"));
    const {definition} = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
    expect(definition.label).toEqual({column: name, churned, retained});
  });

  it("says of a column that is named as a label is and has one class alone that it does", async () => {
    const path = join(folder, "people.csv");
    await writeFile(path, ["visits,churned", "1,yes", "2,yes", "3,yes", "4,yes"].join("\n"));
    const reading = initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
    await expect(reading).rejects.toThrow('got none that is named so; "churned" has but one, “yes”; these have two values: none.');
    await expect(reading).rejects.toThrow("the table must hold some who left and some who stayed");
  });

  it("leaves out what is always the same, or says it of few", async () => {
    expect((await roleOf("trial", () => "1")).why).toBe("it is always “1”");
    expect((await roleOf("trial", (i) => (i < 370 ? "Gold" : ""))).why).toBe("all it ever says is “Gold”");
    expect((await roleOf("trial", (i) => (i < 10 ? "x" : ""))).role).toBe("left out");
  });

  it("proves a range in percent by shares alone: what goes below zero is a rate", async () => {
    const rangeOf = async (cell: (i: number) => string) => {
      const path = join(folder, "people.csv");
      await writeFile(
        path,
        ["usage_pct;churned", ...Array.from({length: N}, (_, i) => `${cell(i)};${i % 5 === 0 ? "yes" : "no"}`)].join("\n")
      );
      const {definition} = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
      return definition.inputs[0].range;
    };
    expect(await rangeOf((i) => String(i % 90))).toEqual({min: 0, max: 100});
    expect(await rangeOf((i) => String(i === 7 ? -0.4 : (i % 50) / 10))).toBeUndefined();
  });

  it("refuses a title above rows of words, of which nothing tells the header, as what it is", async () => {
    const path = join(folder, "people.csv");
    await writeFile(path, `CRM export;;\nof June\n\nplan,region,churn\n${"a,north,yes\nb,south,no\n".repeat(20)}`);
    const reading = initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
    await expect(reading).rejects.toThrow("with a cell for each of a row's; got 42 lines that all have other cells, such as line 44: ");
  });

  it("prints identifiers as they are written", async () => {
    const path = join(folder, "people.csv");
    const rows = Array.from({length: N}, (_, i) => `${two(i)}00${i + 500};${i % 7};${i % 5 === 0 ? "yes" : "no"}`);
    await writeFile(path, [`customer_id;calls;churned`, ...rows].join("\n"));
    const {columns} = await initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
    expect(columns[0].seen).toMatch(/^0000500, /);
  });
});
