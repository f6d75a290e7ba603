import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {initTable} from "../../../data-loaders/init/initTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "kinds-"))));
afterAll(() => rm(folder, {recursive: true}));

/** Infers a definition of a text, as a file. */
async function infer(text: string) {
  const path = join(folder, "people.csv");
  await writeFile(path, text);
  return initTable(path, {identifiers: [], keep: []}, async (_, unchanged) => unchanged);
}

describe("initTable(path, said, ask), of columns whose names say what they hold", () => {
  it("takes ranks written one after another for codes, and a sum of them for a number", async () => {
    const digit = (i: number): number => 1 + (i % 5);
    const rows = Array.from({length: 3000}, (_, i) => {
      const [r, f, m] = [digit(i), digit(Math.floor(i / 5)), digit(Math.floor(i / 25))];
      return [`${r}${f}${m}`, `${f}${r}${m}`, r + f + m, 300 + ((i * 7) % 251), i % 2].join(",");
    });
    const {definition} = await infer(["RFM_Segment,rfm,RFM_Score,credit,churned", ...rows].join("\n"));
    expect(definition.inputs.map(({name, kind}) => [name, kind])).toEqual([
      ["RFM_Segment", "category"],
      ["rfm", "category"],
      ["RFM_Score", "integer"],
      ["credit", "integer"]
    ]);
  });

  it("leaves names of those who serve or lead somebody out, of however few, and no name of a plan", async () => {
    const rows = Array.from({length: 200}, (_, i) => `Ann ${"ABCDEFGH"[i % 8]},Bob ${"ABC"[i % 3]},plan ${i % 3},${i % 7},${i % 2}`);
    const {columns} = await infer(["ManagerName,sales_rep_name,plan_name,visits,churned", ...rows].join("\n"));
    expect(columns.filter(({role}) => role.role === "left out").map(({name}) => name)).toEqual(["ManagerName", "sales_rep_name"]);
  });
});
