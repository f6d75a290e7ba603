import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {inferInto, initCommand} from "../../../data-loaders/init/command.js";
import {devCommand, flowCommand, startCommand} from "../../../data-loaders/bookCommands.js";
import {makeReadOnly, mountDisk} from "../support/smallDisk.js";
import {PEOPLES_TABLES, printTable} from "../../support/peoplesTables.js";

let folder: string;
let said: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "init-"));
  said = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, {recursive: true});
});

async function writeTable(): Promise<string> {
  const path = join(folder, "people.csv");
  await writeFile(path, printTable(PEOPLES_TABLES[0], 200));
  return path;
}

describe("churnbook init", () => {
  it("says where else a definition can be written of a table on a disk that can only be read", async () => {
    const disk = await mkdtemp(join(tmpdir(), "disk-"));
    if (!mountDisk(disk)) return;
    await writeFile(join(disk, "people.csv"), printTable(PEOPLES_TABLES[0], 200));
    makeReadOnly(disk);
    const table = join(disk, "people.csv");
    await expect(initCommand([table, "--yes"])).rejects.toThrow(/nothing may be written \(EROFS\)\. Say where else with --definition\.$/);
    expect(said).toBe(""); // before the table is read
    await initCommand([table, "--yes", "--definition", join(folder, "people.json")]);
    expect(said).toContain("people.json is written");
  });

  it("writes a definition beside the table, says each column with its reason, and never writes over one", async () => {
    const table = await writeTable();
    await initCommand([table, "--yes", "--timing", "before"]);
    const path = join(folder, "people.dataset.json");
    const text = await readFile(path, "utf8");
    const definition = JSON.parse(text) as {inputs: {name: string; timing: string}[]; guessed: {of: string}[]};
    expect(definition.inputs.every(({timing}) => timing === "before")).toBe(true);
    expect(said.startsWith(`Reading people.csv ...\n  rows: 200; columns: ${PEOPLES_TABLES[0].columns.length}\n`)).toBe(true);
    expect(definition.guessed.map((d) => d.of)).toContain("Churn");
    for (const {name} of PEOPLES_TABLES[0].columns) expect(said).toMatch(new RegExp(`^  ${name} +\\w`, "m"));
    expect(said).toContain(`"Yes" in "Churn" is who left, "No" who stayed.`);
    expect(said).toMatch(/^ {2}MonthlyCharges +number +[\d.]+ to [\d.]+ a month +numbers; its name says the unit$/m);
    expect(said).toMatch(/^ {2}TotalCharges +number +[\d.,]+ to [\d.,]+; \d+ empty +numbers$/m);
    await expect(initCommand([table, "--yes"])).rejects.toThrow(
      /the definition must not stand there already; got .*people\.dataset\.json\. Remove it/
    );
    expect(await readFile(path, "utf8")).toBe(text);
  });

  it("keeps what another run wrote while both read the table", async () => {
    const table = join(folder, "twice.csv");
    await writeFile(table, printTable(PEOPLES_TABLES[0], 200));
    const path = join(folder, "twice.dataset.json");
    const written = await Promise.all([inferInto(path, table, {yes: true}), inferInto(path, table, {yes: true})]);
    expect(written.sort()).toEqual([false, true]);
    expect(said.match(/is written: look it over/g)).toHaveLength(1);
    expect(JSON.parse(await readFile(path, "utf8"))).toHaveProperty("inputs");
  });

  it("says what it guessed of the table as it says it of columns, and writes it down", async () => {
    const table = join(folder, "staff.csv");
    const line = (i: number): string =>
      [`E${i}`, 20 + (i % 30), 10 + (i % 30), i % 2 ? "yes" : "no", `2024-0${1 + (i % 9)}-11`, i % 3 === 0].join(",");
    await writeFile(
      table,
      `EmployeeNumber,total_years,years_in_role,overtime,hired,left\n${Array.from({length: 200}, (_, i) => line(i)).join("\n")}`
    );
    await initCommand([table, "--yes"]);
    expect(said).toContain("Guessed of rows: employees (the file or what names a row says so).");
    expect(said).toContain(
      "Guessed of dates: days before 2024-09-11 (20 of them are of the week of that day or later; say another with --as-of)."
    );
    expect(said).toContain("Guessed of years_in_role: at most total_years (it holds in every row; it was found, and is not known).");
    const {guessed} = JSON.parse(await readFile(join(folder, "staff.dataset.json"), "utf8")) as {guessed: object[]};
    expect(guessed).toContainEqual({
      of: "total_years",
      guess: "a whole number of years",
      why: "whole numbers; its name says the unit; none can be below 0"
    });
    expect(guessed).toContainEqual({of: "rows", guess: "employees", why: "the file or what names a row says so"});
  });

  it("asks to look at a label whose blanks were taken for a class, until a person says so", async () => {
    const table = join(folder, "club.csv");
    await writeFile(table, `visits,gone\n${Array.from({length: 200}, (_, i) => `${(i * 37) % 101},${i % 4 ? "" : "x"}`).join("\n")}`);
    await initCommand([table, "--label", "gone", "--yes"]);
    expect(said).toContain('"x" in "gone" is who left, "no" who stayed. A blank counts as "no".');
    expect(said).toContain("LOOK: nobody said that a blank is who stayed. If it is, say --blank retained; if it means not known,");
    said = "";
    await initCommand([table, "--label", "gone", "--blank", "retained", "--yes", "-d", join(folder, "sure.json")]);
    expect(said).toContain('A blank counts as "no".');
    expect(said).not.toContain("LOOK");
    const {label, guessed} = JSON.parse(await readFile(join(folder, "sure.json"), "utf8")) as {label: object; guessed: {of: string}[]};
    expect(label).toEqual({column: "gone", churned: "x", retained: "no", blank: "no"});
    expect(guessed.map((d) => d.of)).not.toContain("gone");
  });

  it("takes a person's word over its guesses, and writes none of these down as guessed", async () => {
    const path = join(folder, "mine.json");
    await initCommand([await writeTable(), "--label", "Partner", "--churned", "No", "--keep", "Churn", "-d", path, "-y"]);
    const {label, guessed} = JSON.parse(await readFile(path, "utf8")) as {label: object; guessed: {of: string}[]};
    expect(label).toEqual({column: "Partner", churned: "No", retained: "Yes"});
    expect(guessed.map((d) => d.of)).not.toContain("Partner");
  });

  it.each([
    [[], /it takes one table; got none/],
    [["a.csv", "b.csv"], /it takes one table; got a\.csv b\.csv/],
    [["none.csv", "--yes"], /the data must be a file that exists/],
    [["a.csv", "--colour", "red"], /its options must be known, each with its value; got Unknown option/],
    [["a.csv", "--timing", "later"], /it must be before or same-period; got later/],
    [["a.csv", "--encoding", "klingon"], /^--encoding: it must be an encoding of the web's Encoding Standard, such as .*; got klingon\.$/],
    [["a.csv", "--blank", "no"], /it must be retained, churned or unknown; got no/]
  ])("complains of %j", async (args, message) => {
    await expect(initCommand(args)).rejects.toThrow(message);
  });

  it.each(["broken.arrow", "broken.parquet", "broken.xlsx"])("complains of %s in its own name", async (name) => {
    const path = join(folder, name);
    await writeFile(path, Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8]));
    await expect(initCommand([path, "--yes"])).rejects.toThrow(`init ${name}: the file must be `);
  });
});

describe("churnbook <table>", () => {
  it.each([
    [["none.csv", "--port", "no"], /^--port: it must be a whole number/],
    [
      ["none.csv", "--colour"],
      /^churnbook start: its options must be known, each with its value; got Unknown option '--colour'.*See churnbook start --help\.$/
    ],
    [["exports/*.csv"], /^churnbook: several files must have their definition named; got exports\/\*\.csv\. Say by --definition/],
    [["none.csv", "--base", "x"], /^--base: it must be a path that begins with a slash/]
  ])("complains of %j before anything is read", async (args, message) => {
    const before = {...process.env};
    await expect(startCommand(args)).rejects.toThrow(message);
    for (const name of ["CHURN_DATA", "CHURN_DATASET", "CHURN_OUTPUT", "CHURN_HOME", "CHURN_BASE", "PORT", "CHURN_WORKERS"]) {
      if (before[name] === undefined) delete process.env[name];
    }
  });

  it("says which options go unread, and why: a definition that stands is not worked out, nor one of no table", async () => {
    for (const name of ["CHURN_DATA", "CHURN_DATASET", "CHURN_HOME"]) vi.stubEnv(name, "");
    const standing = join(folder, "standing.json");
    await writeFile(standing, "{}");
    const args = ["-d", standing, "--home", join(folder, "home"), "--label", "Churn", "--as-of", "2024-12-31", "--yes"];
    await expect(flowCommand([await writeTable(), ...args])).rejects.toThrow(/standing\.json: a dataset definition must follow/);
    expect(said).toBe(`Not read: --label and --as-of, because the definition stands already, and can be mended: ${standing}.\n`);
    said = "";
    await expect(flowCommand(args)).rejects.toThrow(/standing\.json: a dataset definition must follow/);
    expect(said).toBe("Not read: --label and --as-of, because no table is named of which a definition could be worked out.\n");
    said = "";
    await expect(flowCommand(["-d", standing, "--home", join(folder, "home"), "--yes"])).rejects.toThrow(/standing/);
    expect(said).toBe("");
  });

  it.each([
    [flowCommand, ["--out", "site"]],
    [flowCommand, ["--base", "/churn/"]],
    [devCommand, ["--out", "site"]]
  ])("offers no option that is not read", async (command, args) => {
    await expect(command(args)).rejects.toThrow(`Unknown option '${args[0]}'`);
  });

  it("explains itself", async () => {
    await startCommand(["people.csv", "--help"]);
    expect(said).toMatch(/^churnbook \[start\] \[table\] \[options\]/);
  });
});
