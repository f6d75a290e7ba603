import type {Said} from "../../../data-loaders/init/chooseLabel.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "names-"))));
afterAll(() => rm(folder, {recursive: true}));

const N_ROWS = 400;

/** A table of columns, each by a row's number; every third row left. */
async function infer(columns: Record<string, (i: number) => unknown>) {
  const path = join(folder, "table.csv");
  const rows = Array.from({length: N_ROWS}, (_, i) => Object.values(columns).map((cell) => cell(i)));
  await writeFile(path, [Object.keys(columns), ...rows].map((row) => row.join(",")).join("\n"));
  const said: Said = {identifiers: [], keep: []};
  const {definition, columns: taken} = await initTable(path, said, async (_, unchanged) => unchanged);
  return {definition, roleOf: (name: string) => taken.find((d) => d.name === name)?.role};
}

const hasLeft = (i: number): boolean => i % 3 === 0;
const visits = (i: number): number => (i * 37) % 101;
const churned = (i: number): string => (hasLeft(i) ? "yes" : "no");
/** Who left but for one row in ten. */
const nearlyLeft = (i: number): boolean => (i % 10 === 1 ? !hasLeft(i) : hasLeft(i));

describe("initTable(path, said, ask), by what names and classes say", () => {
  it.each([
    [["is_cancel", "is_churn"], "is_churn"],
    [["canceled", "Attrition"], "Attrition"],
    [["churn", "exited"], "churn"],
    [["exited", "canceled"], "exited"]
  ])("of %j takes %s for the label", async (names, label) => {
    const {definition} = await infer({[names[0]]: (i) => Number(i % 7 === 0), visits, [names[1]]: (i) => Number(hasLeft(i))});
    expect(definition.label.column).toBe(label);
  });

  it.each(["turnover", "Turnover"])("takes %s of 0 and 1 for a label", async (name) => {
    const {definition} = await infer({visits, [name]: (i) => Number(hasLeft(i))});
    expect(definition.label).toEqual({column: name, churned: "1", retained: "0"});
  });

  it.each([
    ["account_state", "closed", "open"],
    ["Kind", "Former", "Current"],
    ["policy", "Surrendered", "In force"]
  ])("leaves out %s, of which “%s” is nearly who left", async (name, left, stayed) => {
    const {roleOf} = await infer({visits, [name]: (i) => (nearlyLeft(i) ? left : stayed), churned});
    expect(roleOf(name)).toMatchObject({role: "left out", why: expect.stringMatching(/^it may say who left, too/)});
  });

  it.each([
    ["account_state", "closed", "open"],
    ["plan", "gold", "silver"]
  ])("keeps %s of “%s” and “%s” that says little, or nothing of leaving", async (name, a, b) => {
    const {roleOf} = await infer({visits, [name]: (i) => (a === "gold" ? (nearlyLeft(i) ? a : b) : i % 7 < 3 ? a : b), churned});
    expect(roleOf(name)).toMatchObject({role: "input", kind: "category"});
  });

  it.each(["TermReason", "Kündigungsgrund 2", "exit motif", "Reason"])("leaves out %s, however many reasons there are", async (name) => {
    const reason = (i: number): string => (nearlyLeft(i) ? `for ${"abcdefgh"[i % 8]}` : "still here");
    expect((await infer({visits, [name]: reason, churned})).roleOf(name)?.role).toBe("left out");
  });

  it("keeps a reason that says little of who left", async () => {
    const {roleOf} = await infer({visits, "Reason for joining": (i) => `for ${"abc"[(i % 7) % 3]}`, churned});
    expect(roleOf("Reason for joining")).toMatchObject({role: "input", kind: "category"});
  });

  it.each([
    ["CMPLNT_CNT", "integer"],
    ["number_of_complaints", "integer"],
    ["Anzahl Mahnungen", "integer"],
    ["has_complaints", "boolean"],
    ["Complains", "boolean"],
    ["phone_number", "boolean"],
    ["GenderID", "category"],
    ["sex_code", "category"],
    ["MarriedID", "boolean"]
  ])("takes %s of 0 and 1 for %s", async (name, kind) => {
    const {roleOf} = await infer({visits, [name]: (i) => Number(i % 7 === 0), churned});
    expect(roleOf(name)).toMatchObject({role: "input", kind});
  });

  it.each(["CUST_NO", "acct id", "subs_id", "emp_code", "N° client", "Código cliente", "Klantnummer", "Numéro d’abonné", "customer_id"])(
    "keeps rows of one %s together",
    async (name) => {
      const {definition} = await infer({[name]: (i) => 20_000 + (i % 150), visits, churned});
      expect(definition.protocol).toEqual({group: name});
    }
  );

  it.each(["number of clients", "customers", "cust_age", "num_accounts"])("counts %s", async (name) => {
    const {definition, roleOf} = await infer({[name]: (i) => 20 + (i % 60), visits, churned});
    expect(definition.protocol).toBeUndefined();
    expect(roleOf(name)).toMatchObject({role: "input", kind: "integer"});
  });
});
