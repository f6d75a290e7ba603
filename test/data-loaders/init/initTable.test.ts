import type {Said} from "../../../data-loaders/init/chooseLabel.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../../data-loaders/ingest/readTable.js";
import {bindConditions} from "../../../lib/dataset/conditions.js";
import {getNumbers} from "../../../lib/dataset/table.js";
import {PEOPLES_TABLES, printTable} from "../../support/peoplesTables.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "init-"))));
afterAll(() => rm(folder, {recursive: true}));

const nothing: Said = {identifiers: [], keep: []};

/** Infers a definition of a text, as a file. */
async function infer(text: string, said: Partial<Said> = {}, name = "people.csv") {
  const path = join(folder, name);
  await writeFile(path, text);
  const inferred = await initTable(path, {...nothing, ...said}, async (_, unchanged) => unchanged);
  return {...inferred, path};
}

/** Reads the table by what was inferred, as a build does. */
async function readBy({definition, path}: Awaited<ReturnType<typeof infer>>) {
  const file = join(folder, "people.dataset.json");
  await writeFile(file, JSON.stringify(definition));
  return readTable({paths: path, definition: await readDefinition(file)});
}

async function unlessNothingIsLeft<T>(inferred: Promise<T>): Promise<T | null> {
  return inferred.catch((error: Error) => {
    if (/a column must be left to learn from/.test(error.message)) return null;
    throw error;
  });
}

describe("initTable(path, said, ask)", () => {
  it("names the customer where each has several rows, and calls a row a row", async () => {
    const rows = Array.from(
      {length: 240},
      (_, i) => `c${i % 60},2025-0${1 + Math.floor(i / 60)},${(i * 37) % 101},${i % 5 === 0 ? "yes" : "no"}`
    );
    const {definition} = await infer(["customer,month,visits,churned", ...rows].join("\n"));
    expect(definition.protocol).toEqual({group: "customer", time: "month"});
    expect(definition.unit).toEqual({singular: "row", plural: "rows"});
  });

  it.each([
    ["CLIENTNUM", "Attrition_Flag", ["Existing Customer", "Attrited Customer"], "customer"],
    ["EmployeeNumber", "Attrition", ["No", "Yes"], "employee"],
    ["Account length", "Churn", ["FALSE", "TRUE"], "customer"],
    ["account_id", "churned", ["0", "1"], "account"],
    ["acct_no", "churned", ["0", "1"], "account"],
    ["EmpNo", "Left", ["No", "Yes"], "employee"],
    ["Mitgliedsnummer", "Gekündigt", ["nein", "ja"], "member"],
    ["Nº socio", "Baja", ["No", "Sí"], "member"],
    ["Numéro d’abonné", "Résilié", ["non", "oui"], "subscriber"],
    ["N° client", "Résilié".normalize("NFD"), ["non", "oui"], "customer"],
    ["Codice cliente", "Disdetta", ["no", "sì"], "customer"],
    ["Klantnummer", "Opgezegd", ["nee", "ja"], "customer"],
    ["Policen-Nr", "Storniert", ["nein", "ja"], "policy"],
    ["char_id", "churned", ["0", "1"], "character"],
    ["Booking_ID", "is_canceled", ["0", "1"], "booking"],
    ["Reservation no", "Cancelled", ["No", "Yes"], "reservation"]
  ])("calls rows with %s and %s by what they are", async (first, label, classes, singular) => {
    const rows = Array.from({length: 60}, (_, i) => `${first === "Account length" ? i % 7 : 768805383 + 7 * i},${i % 5},${classes[i % 2]}`);
    expect((await infer([`${first},visits,${label}`, ...rows].join("\n"))).definition.unit?.singular).toBe(singular);
  });

  it("calls rows of what is asked of staff employees, and no other table for its jobs and salaries", async () => {
    const unitOf = async (columns: string): Promise<string | undefined> => {
      const rows = Array.from({length: 60}, (_, i) => [...columns.split(",").map((_, j) => (i * (j + 3)) % 7), i % 2].join(","));
      return (await infer([`${columns},left`, ...rows].join("\n"))).definition.unit?.singular;
    };
    expect(await unitOf("satisfaction_level,last_evaluation,Work_accident,salary")).toBe("employee");
    expect(await unitOf("age,job,salary,balance")).toBe("customer");
    expect(await unitOf("Customer rating,overtime,salary,evaluation")).toBe("customer");
  });

  it("leaves out what a name says was written after somebody left, in a few languages", async () => {
    const after = ["Date de résiliation", "Motivo de baja", "Kündigungsgrund", "lapse_score", "Exit interview date", "Motivo abbandono"];
    const inputs = ["Abandoned carts", "Date de souscription", "Motivation", "Cancelled orders"];
    const names = [...after, ...inputs];
    const rows = Array.from({length: 90}, (_, i) => [...names.map((_, j) => (i * (j + 5)) % 17), i % 3 === 0 ? "yes" : "no"].join(","));
    const {columns} = await infer([[...names, "churned"].join(","), ...rows].join("\n"));
    expect(columns.filter(({role}) => role.role === "left out").map(({name}) => name)).toEqual(after);
  });

  it.each([
    ["VERDADERO", "FALSO"],
    ["vrai", "faux"],
    ["tak", "nie"]
  ])("takes %s and %s for yes and no", async (yes, no) => {
    const rows = Array.from({length: 60}, (_, i) => `${i % 5},${i % 3 === 0 ? yes : no},${i % 2}`);
    expect((await infer(["visits,trainer,churned", ...rows].join("\n"))).definition.inputs[1]).toMatchObject({kind: "boolean"});
  });

  it("reads words for no value among numbers, in a few languages, and a word of nobody's list where enough rows have it", async () => {
    const ages = (words: readonly string[], n: number): string =>
      [
        "age,visits,churned",
        ...Array.from({length: 600}, (_, i) => `${i < n ? words[i % words.length] : 20 + (i % 40)},${i % 7},${i % 2}`)
      ].join("\n");
    expect((await infer(ages(["s/d", "non renseigné", "k.A.", "onbekend"], 8))).definition).toMatchObject({
      missing: expect.arrayContaining(["s/d", "non renseigné", "k.A.", "onbekend"]),
      inputs: [{name: "age", kind: "integer"}, {name: "visits"}]
    });
    const unheard = await infer(ages(["not in the book"], 30));
    expect(unheard.definition).toMatchObject({missing: expect.arrayContaining(["not in the book"]), inputs: [{kind: "integer"}, {}]});
    expect(unheard.definition.guessed).toContainEqual(
      expect.objectContaining({of: "age", why: expect.stringContaining("“not in the book”")})
    );
    expect((await infer(ages(["ask Anna Berg"], 3))).definition.missing).toBeUndefined(); // of so few it may be somebody's
  });

  it("reads money and shares with their symbols, takes their unit from these, and a build reads them too", async () => {
    const rows = Array.from(
      {length: 300},
      (_, i) => `"$${1 + (i % 9)},${String(100 + (i % 800))}.50";${i % 101}%;${5 + (i % 40)} €;${i % 7};${i % 3 === 0 ? "yes" : "no"}`
    );
    const inferred = await infer(["ARR;Seat use;Monthly fee;visits;churned", ...rows].join("\n"));
    expect(inferred.definition).toMatchObject({
      format: {thousands: ",", symbols: ["€", "$", "%"]},
      inputs: [
        {name: "ARR", kind: "number", unit: "$"},
        {name: "Seat use", kind: "integer", unit: "%", range: {min: 0, max: 100}},
        {name: "Monthly fee", kind: "integer", unit: "EUR a month"},
        {name: "visits", kind: "integer"}
      ]
    });
    expect(inferred.definition.guessed).toContainEqual(
      expect.objectContaining({of: "the numbers", guess: expect.stringContaining("“%” beside")})
    );
    const {table} = await readBy(inferred);
    expect(["ARR", "Seat use", "Monthly fee"].map((name) => getNumbers(table, name)[8])).toEqual([9108.5, 8, 13]);
  });

  it("reads a label by its name, whatever span the name ends with, and points at one with a class too many", async () => {
    const table = (label: string, classes: string[]): string =>
      [`visits,${label}`, ...Array.from({length: 60}, (_, i) => `${i % 7},${classes[i % classes.length]}`)].join("\n");
    expect((await infer(table("Gekuendigt6M", ["0", "1"]))).definition.label).toMatchObject({column: "Gekuendigt6M", churned: "1"});
    await expect(infer(table("Customer Status", ["Stayed", "Churned", "Paused"]))).rejects.toThrow(
      /"Customer Status" has 3, of which “Churned” says who left, and others may count as who stayed/
    );
  });

  it.each([
    ["switched_away", ["STAYED", "SWITCHED"], "SWITCHED"],
    ["Did they leave? (1=yes)", ["0", "1"], "1"],
    ["LeaveOrNot", ["0", "1"], "1"],
    ["Churn?", ["False.", "True."], "True."],
    ["Inaktiv", ["nein", "ja"], "ja"],
    ["Customer_Status", ["Active", "Lost"], "Lost"],
    ["target", ["0", "1"], "1"]
  ])("takes %s for the label, and none whose name only ends as labels' do", async (label, classes, churned) => {
    const decoys = "smart meter installed (Y/N),ev_owner_flag,marital_status";
    const rows = Array.from(
      {length: 60},
      (_, i) => `${"YN"[(i >> 1) % 2]},${(i >> 2) % 2},${i % 3 === 0 ? "Married" : "Single"},${i % 7},${classes[i % 2]}`
    );
    expect((await infer([`${decoys},visits,${label}`, ...rows].join("\n"))).definition.label).toMatchObject({column: label, churned});
    await expect(infer([`${decoys},visits`, ...rows.map((row) => row.replace(/,[^,]*$/, ""))].join("\n"))).rejects.toThrow(
      /a column of two values must say who left; got none/
    );
  });

  it.each([
    ["Nom du client", "left out"],
    ["Nombre del socio", "left out"],
    ["Nome cliente", "left out"],
    ["Achternaam", "left out"],
    ["Nom du produit", "input"],
    ["plan_name", "input"]
  ])("holds %s to be names of people, or not: %s", async (name, role) => {
    const rows = Array.from({length: 1200}, (_, i) => `Martin ${i % 30},${i % 11},${i % 7 === 0 ? "yes" : "no"}`);
    expect((await infer(`${name},visits,left\n${rows.join("\n")}\n`)).columns[0].role.role).toBe(role);
  });

  it("takes numbers that name something for levels, however many, and names of people for no input", async () => {
    const rows = Array.from(
      {length: 1500},
      (_, i) => `${["Anna", "Luc", "Zoé"][i % 3]},Product ${i % 30},N${i % 40},${i % 59},${i % 7},${i % 90},${i % 4 === 0 ? "yes" : "no"}`
    );
    const {columns} = await infer(["Prénom,product_name,customer_name,branch_id,plan_id,visits,churned", ...rows].join("\n"));
    const roles = columns.map(({name, role}) => [name, role.role === "input" ? role.kind : role.role]);
    expect(roles).toEqual([
      ["Prénom", "left out"],
      ["product_name", "category"],
      ["customer_name", "left out"],
      ["branch_id", "category"],
      ["plan_id", "category"],
      ["visits", "integer"],
      ["churned", "label"]
    ]);
  });

  it("leaves a column out that says one thing wherever the label is known, however it is written there", async () => {
    const rows = Array.from({length: 60}, (_, i) => {
      const known = i < 50;
      const fee = known ? ["0", "0.00", "-0", "1e-60"][i % 4] : String(i);
      return `${(i * 37) % 90},${fee},${known ? "gold" : ["gold", "blue"][i % 2]},${known ? "" : i},${known ? ["yes", "no", "no"][i % 3] : ""}`;
    });
    const inferred = await infer(["tenure,fee,plan,bonus,churned", ...rows].join("\n"));
    const whyOut = inferred.columns.flatMap(({name, role}) => (role.role === "left out" ? [[name, role.why]] : []));
    expect(whyOut).toEqual([
      ["fee", "it says the same wherever the label is known"],
      ["plan", "it says the same wherever the label is known"],
      ["bonus", "it is empty where the label is known"]
    ]);
    expect((await readBy(inferred)).table.nRows).toBe(60);
  });

  it("sets lines apart that are no data, says what they are, and a build leaves them out and counts lines as the file has them", async () => {
    const rows = Array.from({length: 300}, (_, i) => `c${i},${(i * 37) % 90},${i % 50}.5,${i % 5 === 0 ? "yes" : "no"}`);
    const header = "customer,tenure,fee,churned";
    const lines = [header, ",months,EUR,", ...rows.slice(0, 150), header, ...rows.slice(150), "Total,12000,7350,", "as of June,,,"];
    const inferred = await infer(lines.join("\n"));
    expect(inferred.definition.notRows?.map(({column, text}) => [column, text])).toEqual([
      ["customer", "customer"],
      ["tenure", "months"],
      ["customer", "as of June"],
      ["customer", "Total"]
    ]);
    expect(inferred.definition.inputs).toMatchObject([
      {name: "tenure", kind: "integer"},
      {name: "fee", kind: "number"}
    ]);
    expect(inferred.definition.guessed?.filter(({guess}) => guess === "no data")).toHaveLength(4);
    const {report, table} = await readBy(inferred);
    expect([report.nRows, report.nNotRows]).toEqual([300, 4]);
    expect(getNumbers(table, "tenure").slice(0, 2)).toEqual(new Float32Array([0, 37]));
    await writeFile(inferred.path, lines.join("\n").replace("c160,", "c160,much "));
    await expect(readBy(inferred)).rejects.toThrow(/"much \d+" in column "tenure", line 164\b/);
  });

  it("takes no row of data for a line that is none", async () => {
    const rows = Array.from({length: 300}, (_, i) => `${i === 0 ? "n/k" : i % 7},${i % 9},${i % 5 === 0 ? "yes" : "no"}`);
    const {definition} = await infer(["visits,calls,churned", ...rows].join("\n"));
    expect(definition.notRows).toBeUndefined();
  });

  it("names no time where a customer has several rows of one", async () => {
    const rows = Array.from({length: 240}, (_, i) => `c${i % 60},2025-0${1 + (i % 2)},${(i * 37) % 101},${i % 5 === 0 ? "yes" : "no"}`);
    const {definition} = await infer(["customer,month,visits,churned", ...rows].join("\n"));
    expect(definition.protocol).toEqual({group: "customer"});
  });

  it.each(PEOPLES_TABLES)("knows the columns of a table as people have them: $name", async (table) => {
    const inferred = await infer(printTable(table, 800));
    const found = inferred.columns.map(({name, role}) => [name, role.role === "input" ? role.kind : role.role]);
    expect(found).toEqual(table.columns.map(({name, role}) => [name, role]));
    expect(inferred.definition.label.churned).toBe(table.churned);
    const {report, labels} = await readBy(inferred);
    expect(report.nRows).toBe(800);
    expect(labels.reduce((sum, d) => sum + d, 0)).toBeGreaterThan(150);
    expect(new Set(inferred.definition.guessed!.map((d) => d.of))).toEqual(
      new Set([
        ...table.columns.map((d) => d.name),
        "rows",
        ...(table.name === "telefon" ? ["the numbers"] : []),
        ...(table.columns.some(({role}) => role === "date") ? ["dates"] : [])
      ])
    );
  });

  it("leaves out what tells the label alone, unless it is kept", async () => {
    const rows = Array.from({length: 200}, (_, i) => `${i},${i % 7},${i % 4 === 0 ? 9 : 1},${i % 4 === 0 ? "yes" : "no"}`);
    const text = `id,visits,calls_to_close,churn\n${rows.join("\n")}\n`;
    expect((await infer(text)).definition.inputs.map((d) => d.name)).toEqual(["visits"]);
    expect((await infer(text, {keep: ["calls_to_close"]})).definition.inputs.map((d) => d.name)).toEqual(["visits", "calls_to_close"]);
  });

  it("finds orders that hold in every row between columns of one unit", async () => {
    const rows = Array.from({length: 200}, (_, i) => `${i % 20},${(i % 20) + (i % 3)},${i % 5 === 0 ? "yes" : "no"}`);
    const {definition} = await infer(`driving_days,active_days,left\n${rows.join("\n")}\n`);
    expect(definition.constraints).toMatchObject([{left: "driving_days", right: "active_days", action: "warn"}]);
  });

  it("finds what one category says of another in every row, once, and a build counts who breaks it", async () => {
    const rows = Array.from({length: 300}, (_, i) => {
      const net = ["dsl", "fibre", "no"][i % 3];
      const extra = (k: number): string => (net === "no" ? "no net" : (i >> k) % 2 ? "on" : "off");
      return `${net},${extra(1)},${extra(2)},${i % 50},${i % 5 === 0 ? "yes" : "no"}`;
    });
    const inferred = await infer(["net,backup,tv,tenure,left", ...rows].join("\n"));
    expect(inferred.definition.checks?.map(({when}) => when)).toEqual(
      ["backup", "tv"].map((right) => [
        {left: "net", is: "=", level: "no"},
        {left: right, is: "!=", level: "no net"}
      ])
    );
    expect(inferred.definition.checks?.[0].why).toMatch(/^Where Net is “no”, Backup was “no net” in every row/);
    await writeFile(inferred.path, ["net,backup,tv,tenure,left", ...rows, "no,on,no net,3,yes"].join("\n"));
    const {table, labels} = await readBy(inferred);
    const definition = await readDefinition(join(folder, "people.dataset.json"));
    const counts = definition.checks.map(({when}) => Array.from(labels.keys()).filter(bindConditions(table, when)).length);
    expect(counts).toEqual([1, 0]);
  });

  it("keeps orders to columns that are inputs, and says nothing of texts and counts of few", async () => {
    const rows = Array.from(
      {length: 200},
      (_, i) => `3,${3 + (i % 7)},${i === 7 ? "sued us" : ""},${i < 4 ? "bad" : i},${i % 5 === 0 ? "yes" : "no"}`
    );
    const {definition, columns} = await infer(`trial_days,active_days,remark,spend,left\n${rows.join("\n")}\n`);
    expect(definition.constraints).toBeUndefined(); // trial_days is always 3, and no input
    expect(columns.map(({name, role}) => [name, role.role])).toEqual([
      ["trial_days", "left out"],
      ["active_days", "input"],
      ["remark", "left out"],
      ["spend", "input"],
      ["left", "label"]
    ]);
    expect(JSON.stringify(definition.guessed)).not.toMatch(/sued us|bad|\b4 of its cells/);
    expect(JSON.stringify(definition.guessed)).toContain("fewer than 20 of its cells are no numbers");
  });

  it("lists the levels of a category where one of them is a missing word among numbers", async () => {
    const rows = Array.from(
      {length: 200},
      (_, i) => `${i < 10 ? "unknown" : (i * 37) % 150},${["a", "b", "unknown"][i === 3 ? 2 : i % 2]},${i % 5 === 0 ? "yes" : "no"}`
    );
    const inferred = await infer(`spend,plan,left\n${rows.join("\n")}\n`);
    expect(inferred.definition.missing).toContain("unknown");
    expect(inferred.definition.inputs).toMatchObject([
      {name: "spend", kind: "integer"},
      {name: "plan", levels: ["a", "b", "unknown"]}
    ]);
    const {table} = await readBy(inferred);
    expect(table.columns[1]).toMatchObject({levels: ["a", "b", "unknown"]});
  });

  it.each([
    ["Avg Monthly Long Distance Charges", "input"],
    ["phone_minutes", "input"],
    ["ip_calls", "input"],
    ["Zip Code", "left out"],
    ["longitude", "left out"],
    ["Lat Long", "left out"],
    ["mobile", "left out"],
    ["phone number", "left out"],
    ["Code postal", "left out"],
    ["Código postal", "left out"],
    ["CAP", "left out"],
    ["Teléfono móvil", "left out"],
    ["credit cap", "input"],
    ["postal orders", "input"]
  ])("tells how much from where: %s is %s", async (name, role) => {
    const rows = Array.from({length: 100}, (_, i) => `${(i * 7919) % 1000},${i % 7},${i % 5 === 0 ? "yes" : "no"}`);
    expect((await infer(`${name},visits,left\n${rows.join("\n")}\n`)).columns[0].role.role).toBe(role);
  });

  it.each([
    ["no label", "a,b\n1,2\n3,4\n5,6\n7,8\n", {}, /a column of two values must say who left; got none/],
    ["an unknown column", "a,churn\n1,yes\n2,no\n3,yes\n4,no\n", {label: "x"}, /a column that is named must be in the table; got x/],
    ["a label of three", "s,a\nx,1\ny,1\nz,2\nx,3\n", {label: "s"}, /the label "s" must have two values, or a few .*; got 3: x, y, z/],
    ["an unknown class", "a,churn\n1,yes\n2,no\n3,yes\n4,no\n", {churned: ["maybe"]}, /it must be a value of "churn"; got maybe/],
    ["nothing to learn from", "churn,id\nyes,1\nno,1\nyes,1\nno,1\n", {}, /must be left to learn from; got none: "churn" is the label/],
    ["no rows", "a,churn\n", {}, /there must be a row under the header/],
    ["a column twice", "a,A,churn\n1,2,yes\n", {}, /each column must have a name of its own/],
    ["a broken line", "a,churn\n1,yes\n2,no,3\n", {}, /every line must be a row of the table; got 1 that are not: line 3/]
  ])("complains of %s", async (_what, text, said, message) => {
    await expect(infer(text, said)).rejects.toThrow(message);
  });

  it("gives a definition by which the build reads the table, or a complaint, whatever the cells are", async () => {
    const cell = fc.oneof(
      {weight: 3, arbitrary: fc.constantFrom("", "NA", "None", "unknown", "-", "0", "1", "yes", "no", "true", "x", "y")},
      fc.integer({min: -99, max: 99}).map(String),
      fc.double({noNaN: true, min: -1e3, max: 1e3}).map((d) => d.toFixed(2)),
      fc.constantFrom(
        "1.234,50",
        "1,234.5",
        "2024-01-31",
        "31.01.2024",
        "a@b.de",
        "__proto__",
        "constructor",
        "'",
        "é",
        "1_000",
        "0x10",
        "inf"
      )
    );
    const header = fc.constantFrom(
      "plan",
      "id",
      "tenure_days",
      "constructor",
      "note",
      "surname",
      "zip",
      "left_date",
      "total",
      "a b",
      "Ümlaut"
    );
    let nRead = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(header, {minLength: 1, maxLength: 4, selector: (d) => d.toLowerCase()}),
        fc.array(fc.array(cell, {minLength: 4, maxLength: 4}), {minLength: 8, maxLength: 40}),
        fc.integer({min: 0, max: 3}),
        async (names, cells, repeat) => {
          const rows = cells.map((row, i) => [
            ...names.map((_, j) => row[(j * (repeat > 0 ? 1 : i)) % 4] ?? ""),
            i % 3 === 0 ? "yes" : "no"
          ]);
          const inferred = await unlessNothingIsLeft(
            infer(`${[[...names, "churn"], ...rows].map((row) => row.map((d) => `"${d}"`).join(",")).join("\n")}\n`)
          );
          if (inferred === null) return;
          const {table} = await readBy(inferred);
          expect(table.nRows).toBe(rows.length);
          ++nRead;
        }
      ),
      {numRuns: 60}
    );
    expect(nRead).toBeGreaterThan(30);
  });
});
