import type {Said} from "../../../data-loaders/init/chooseLabel.js";
import fc from "fast-check";
import {mkdtemp, rm, utimes, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {getNumbers} from "../../../lib/dataset/table.js";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../../data-loaders/ingest/readTable.js";
import {initTable} from "../../../data-loaders/init/initTable.js";

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "init-money-"))));
afterAll(() => rm(folder, {recursive: true}));

const nothing: Said = {identifiers: [], keep: []};

async function infer(text: string, {written = new Date(), said = {}}: {written?: Date; said?: Partial<Said>} = {}) {
  const path = join(folder, "people.csv");
  await writeFile(path, text);
  await utimes(path, written, written);
  return {...(await initTable(path, {...nothing, ...said}, async (_, unchanged) => unchanged)), path};
}

describe("initTable(path, said, ask), of sums with signs and of codes", () => {
  it("takes no row of data for a line that is none, though sums of money begin with their sign", async () => {
    const rows = Array.from({length: 300}, (_, i) => `c${i},£${i + 1}.50,£${(i * 37) % 90}.00,-£${i % 7}.10,${i % 5 === 0 ? "yes" : "no"}`);
    const inferred = await infer(["customer,balance,income,overdraft,churned", ...rows].join("\n"));
    expect(inferred.definition.notRows).toBeUndefined();
    expect(inferred.definition.inputs.map(({name, unit}) => [name, unit])).toEqual([
      ["balance", "GBP"],
      ["income", "GBP"],
      ["overdraft", "GBP"]
    ]);
  });

  it("counts back from the last date that 20 rows reach, but from the file's own day where dates of birth are all there is", async () => {
    const dates = Array.from({length: 100}, (_, i) => [`${1950 + (i % 50)}-03-04`, `2020-01-${10 + (i % 20)}`, i % 5 === 0 ? "yes" : "no"]);
    const both = await infer(["Date Of Birth,joined,churned", ...dates.map((row) => row.join(","))].join("\n"));
    expect(both.definition.asOf).toBe("2020-01-26");
    const births = ["Date Of Birth,churned", ...dates.map(([born, , left]) => `${born},${left}`)].join("\n");
    const alone = await infer(births, {written: new Date("2022-05-06T12:00:00Z")});
    expect(alone.definition.asOf).toBe("2022-05-06");
    expect(alone.definition.guessed?.find(({of}) => of === "dates")?.why).toMatch(/^the file was last written on that day/);
    expect((await infer(births, {written: new Date("1990-01-01T12:00:00Z")})).definition.asOf).toBe("1990-03-04");
  });

  it("counts back from no date that lies ahead by its name, but where there is no other", async () => {
    const rows = Array.from({length: 100}, (_, i) => [`201701${10 + (i % 20)}`, `201803${10 + (i % 20)}`, i % 5 === 0 ? "yes" : "no"]);
    const both = await infer(["transaction_date,expire_date,churned", ...rows.map((row) => row.join(","))].join("\n"));
    expect(both.definition.asOf).toBe("2017-01-29");
    expect(both.definition.guessed?.find(({of}) => of === "dates")?.why).toMatch(
      /^20 of those that by their names do not lie ahead are of the week of that day or later/
    );
    const ahead = await infer(["expire_date,churned", ...rows.map(([, end, left]) => `${end},${left}`)].join("\n"));
    expect(ahead.definition.asOf).toBe("2018-04-01");
    const end = ["expire_date,churned", ...rows.map(([, day, left]) => `${day},${left}`)].join("\n");
    const early = await infer(end, {written: new Date("2017-12-01T12:00:00Z")});
    expect(early.definition).toMatchObject({asOf: "2017-12-01", inputs: [{name: "expire_date", ahead: true}]});
    expect(early.definition.guessed?.find(({of}) => of === "dates")).toEqual({
      of: "dates",
      guess: "days after 2017-12-01",
      why: "the file was last written on that day, and its dates lie ahead; say another with --as-of"
    });
  });

  it("counts back from the last of all dates that do not give the label away, those of columns that are no input too", async () => {
    const day = (month: number, i: number): string => `2021-0${month}-${10 + (i % 19)}`;
    const table = (columns: Record<string, (i: number) => string>, said: Partial<Said> = {}) =>
      infer(
        [
          ["id", "joined", ...Object.keys(columns), "visits", "churned"].join(),
          ...Array.from({length: 200}, (_, i) =>
            [`c${i}`, day(2, i), ...Object.values(columns).map((cell) => cell(i)), (i * 37) % 23, i % 5 === 0 ? "yes" : "no"].join()
          )
        ].join("\n"),
        {said}
      );
    const asOf = async (...given: Parameters<typeof table>) => (await table(...given)).definition.asOf;
    expect(await asOf({})).toBe("2021-02-28");
    expect(await asOf({loaded: () => "2021-03-31"})).toBe("2021-03-31"); // always the same, and no input
    expect(await asOf({signup_date: (i) => day(4, i)}, {identifiers: ["signup_date"]})).toBe("2021-05-02");
    expect(await asOf({cancel_date: (i) => (i % 5 === 0 ? day(5, i) : "")})).toBe("2021-02-28");
    expect(await asOf({contract_end: (i) => day(6, i)})).toBe("2021-02-28");
    expect(await asOf({milestone: (i) => `2099-01-${10 + (i % 19)}`})).toBe("2021-02-28"); // the file is older
    const undated = await table({signup_date: (i) => day(4, i)}, {identifiers: ["joined", "signup_date"]});
    expect(undated.definition.asOf).toBe("2021-05-02");
    expect(undated.definition.guessed?.find(({of}) => of === "dates")?.guess).toBe("the data are of 2021-05-02");
  });

  it("counts on to dates of which most lie ahead, whatever the column is called", async () => {
    const day = (after: number): string => new Date(Date.UTC(2017, 0, 31 + after)).toISOString().slice(0, 10);
    const ends = fc.array(fc.integer({min: -400, max: 900}), {minLength: 60, maxLength: 60});
    await fc.assert(
      fc.asyncProperty(ends, fc.constantFrom("contract_end", "milestone"), async (offsets, name) => {
        const rows = offsets.map((offset, i) => `${day(-(i % 3))},${day(offset)},${i % 4 === 0 ? "yes" : "no"}`);
        const {definition, columns} = await infer([`joined,${name},churned`, ...rows].join("\n"), {said: {asOf: day(0)}});
        const isAhead = 2 * offsets.filter((offset) => offset > 0).length > offsets.length;
        expect(definition.inputs.map(({ahead}) => ahead)).toEqual([undefined, isAhead ? true : undefined]);
        expect(/most lie ahead/.test(columns[1].role.why)).toBe(isAhead);
      }),
      {numRuns: 8}
    );
    const rows = Array.from({length: 90}, (_, i) => `${day(-(i % 3))},${day(i)},${i % 4 === 0 ? "yes" : "no"}`);
    const {definition} = await infer(["joined,contract_end,churned", ...rows].join("\n"));
    expect(definition.inputs[1]).toMatchObject({name: "contract_end", kind: "date", ahead: true});
    expect(definition.guessed?.find(({of}) => of === "dates")?.guess).toBe("days before 2017-01-31, or after it where most lie ahead");
  });

  it("counts back from no day of fewer than 20 users, who may be customers with many rows each, but from the last of its week", async () => {
    const days = (n: number, day: string): string[] => Array.from({length: n}, () => day);
    const of = async (last: string[], whose: (i: number) => string): Promise<string | undefined> => {
      const seen = [...Array.from({length: 300}, (_, i) => `2020-01-${10 + (i % 20)}`), ...last];
      const rows = seen.map((day, i) => `${whose(i)},${day},${i % 7},${i % 5 === 0 ? "yes" : "no"}`);
      return (await infer(["customer_id,last_seen,visits,churned", ...rows].join("\n"))).definition.asOf;
    };
    expect(await of([...days(19, "2099-12-31"), "2020-02-01"], (i) => `c${i}`)).toBe("2020-02-02");
    expect(await of(days(20, "2020-02-01"), (i) => `c${i}`)).toBe("2020-02-01");
    expect(await of(days(100, "2020-02-01"), (i) => `c${i < 300 ? i % 60 : 70 + (i % 19)}`)).toBe("2020-02-02");
  });

  it("finds what texts say of one another where 20 customers have them, however many rows a few have", async () => {
    const rows = Array.from({length: 600}, (_, i) => {
      const customer = i < 500 ? i % 100 : 200 + (i % 3);
      const [service, extra] =
        customer >= 200 ? ["vip", "gold"] : customer % 3 === 0 ? ["none", "no service"] : ["dsl", i % 2 ? "yes" : "no"];
      return [
        `c${customer}`,
        `2025-${10 + (Math.floor(i / 100) % 3)}-${10 + (Math.floor(i / 3) % 19)}`,
        service,
        extra,
        i % 7,
        i % 5 ? "no" : "yes"
      ].join(",");
    });
    const {definition} = await infer(["customer_id,seen,service,extra,visits,churned", ...rows].join("\n"));
    expect(definition.protocol?.group).toBe("customer_id");
    expect(definition.checks?.map(({when}) => when[0])).toContainEqual({left: "service", is: "=", level: "none"});
    expect(JSON.stringify([definition.checks, definition.guessed])).not.toMatch(/vip|gold/);
  });

  it("takes the texts of a named column beside the one that says who left for who stayed, and says so", async () => {
    const rows = Array.from({length: 300}, (_, i) => `${(i * 37) % 90},${i % 5 === 0 ? "cancelled" : i % 7 === 0 ? "paused" : "active"}`);
    const text = ["tenure,status", ...rows].join("\n");
    await expect(infer(text)).rejects.toThrow(/"status" has 3, of which “cancelled” says who left/);
    const label = {column: "status", churned: "cancelled", retained: "active", alsoRetained: ["paused"]};
    const named = await infer(text, {said: {label: "status"}});
    expect(named.definition.label).toEqual(label);
    expect(named.definition.guessed?.[0].why).toBe("“cancelled” says who left, and “active” and “paused” count as who stayed");
    expect((await infer(text, {said: {label: "status", churned: ["paused"]}})).definition.label).toMatchObject({
      churned: "paused",
      retained: "active",
      alsoRetained: ["cancelled"]
    });
    const file = join(folder, "people.dataset.json");
    await writeFile(file, JSON.stringify(named.definition));
    const {labels} = await readTable({paths: named.path, definition: await readDefinition(file)});
    expect([...labels].filter((y) => y === 1)).toHaveLength(60);
    expect([...labels].filter((y) => y === 0)).toHaveLength(240);
  });

  it("takes spellings of a class for one, and several ways to leave for who left where a person says so", async () => {
    const spelled = ["TRUE", "False", "true", "FALSE", "false "];
    const rows = Array.from({length: 300}, (_, i) => `${(i * 37) % 90},${spelled[i % 5]}`);
    const one = await infer(["tenure,churned", ...rows].join("\n"));
    expect(one.definition.label).toEqual({
      column: "churned",
      churned: "TRUE",
      alsoChurned: ["true"],
      retained: "FALSE",
      alsoRetained: ["False", "false"]
    });
    const ways = ["stayed", "stayed", "moved away", "left for another", "stayed"];
    const text = ["tenure,outcome", ...rows.map((row, i) => row.replace(/,.*/, `,${ways[i % 5]}`))].join("\n");
    const several = await infer(text, {said: {label: "outcome", churned: ["moved away", "left for another"]}});
    const {churned, alsoChurned = [], retained} = several.definition.label;
    expect([new Set([churned, ...alsoChurned]), retained]).toEqual([new Set(["moved away", "left for another"]), "stayed"]);
    await expect(infer(text, {said: {label: "outcome", churned: ["stayed", "moved away", "left for another"]}})).rejects.toThrow(
      /some values of "outcome" must be of who stayed/
    );
    const file = join(folder, "several.dataset.json");
    await writeFile(file, JSON.stringify(several.definition));
    const {labels} = await readTable({paths: several.path, definition: await readDefinition(file)});
    expect([...labels].filter((y) => y === 1)).toHaveLength(120);
    expect([...labels].filter((y) => y === 0)).toHaveLength(180);
  });

  it("says what a column named as an outcome holds where no two classes are to be seen in it", async () => {
    const rows = Array.from(
      {length: 100},
      (_, i) => `${i % 9},${["Stayed", "Cancelled", "Closed"][i % 3]},${i % 6 === 0 ? `2025-07-0${1 + (i % 9)}` : ""}`
    );
    await expect(infer(["visits,customer_status,churn_date", ...rows].join("\n"))).rejects.toThrow(
      /"customer_status" has 3: “Stayed” \(34\), “Cancelled” \(33\), “Closed” \(33\); "churn_date" is a date in 17 of 100 rows, and may say who left; .*said again where several values mean left/
    );
  });

  it("leaves out what may say who left beside the label, and names it where the label is a guess", async () => {
    const left = (i: number): boolean => i % 5 === 0;
    const rows = Array.from({length: 400}, (_, i) =>
      [
        (i * 37) % 90,
        left(i) ? "yes" : "no",
        left(i) && i % 3 > 0 ? "canceled" : ["active", "past_due"][i % 2],
        left(i) && i % 3 > 0 ? `2025-01-${10 + (i % 20)}` : "",
        i % 7 === 0 ? "TRUE" : "FALSE"
      ].join(",")
    );
    const {definition} = await infer(["tenure,churned,status,canceled_at,has_cancelled_before", ...rows].join("\n"));
    expect(definition.inputs.map(({name}) => name)).toEqual(["tenure", "has_cancelled_before"]);
    expect(definition.guessed?.[0].why).toMatch(
      /; "status", "canceled_at", "has_cancelled_before" may say it too: name the label with --label$/
    );
  });

  it("leaves out names of people, however few they are", async () => {
    const rows = Array.from(
      {length: 100},
      (_, i) => `${["Anna", "Ben"][i % 2]},Max,Weber,${["Plus", "Pro", "Max"][i % 3]},${i % 5 === 0 ? "yes" : "no"}`
    );
    const {columns} = await infer(["First Name,Middle name,Last_Name,Plan name,churned", ...rows].join("\n"));
    expect(columns.map(({role}) => role.role)).toEqual(["left out", "left out", "left out", "input", "label"]);
  });

  it("keeps the day that stands in a file's name", async () => {
    const path = join(folder, "shoppers_2025-03-31.csv");
    await writeFile(path, ["visits,churned", ...Array.from({length: 60}, (_, i) => `${i % 9},${i % 5 === 0 ? "yes" : "no"}`)].join("\n"));
    expect((await initTable(path, nothing, async (_, unchanged) => unchanged)).definition.title).toBe("Shoppers 2025-03-31");
  });

  it("sees one sign where one is part of another", async () => {
    const rows = Array.from({length: 100}, (_, i) => `R$ ${i + 1}.50,${i % 5 === 0 ? "yes" : "no"}`);
    const {definition} = await infer(["mensalidade,churned", ...rows].join("\n"));
    expect(definition.format?.symbols).toEqual(["R$"]);
    expect(definition.inputs[0].unit).toBe("BRL");
  });

  it("takes whole numbers for codes by what a name is of, and not by a word in it", async () => {
    const rows = Array.from({length: 300}, (_, i) => `${i % 9},${i % 8},${i % 7},${i % 6},${i % 5 === 0 ? "yes" : "no"}`);
    const {definition} = await infer(["Area code,Branch Visits (12m),store number,Number of store calls,churned", ...rows].join("\n"));
    expect(definition.inputs.map(({kind}) => kind)).toEqual(["category", "integer", "category", "integer"]);
  });

  it("reads numbers with a unit of measure in every cell, and takes those in several units for texts", async () => {
    const rows = Array.from(
      {length: 300},
      (_, i) => `${(i * 7) % 90} km,${i % 6}.5GB,${i % 2 ? "500 MB" : "2 GB"},${i % 5 === 0 ? "yes" : "no"}`
    );
    const {definition, path} = await infer(["distance,used,plan data,churned", ...rows].join("\n"));
    expect(definition.inputs.map(({name, kind, unit}) => [name, kind, unit])).toEqual([
      ["distance", "integer", "km"],
      ["used", "number", "GB"],
      ["plan data", "category", undefined]
    ]);
    expect(definition.format?.symbols).toEqual(["km", "GB"]);
    const ready = path.replace(".csv", ".dataset.json");
    await writeFile(ready, JSON.stringify(definition));
    const {table} = await readTable({paths: path, definition: await readDefinition(ready)});
    expect(["distance", "used"].map((name) => getNumbers(table, name)[1])).toEqual([7, 1.5]);
  });

  it("takes numbers that begin with noughts, and a gender of 0 and 1, for codes", async () => {
    const rows = Array.from(
      {length: 300},
      (_, i) => `00${i % 7},${i % 7},${i % 2},${i % 3 === 0 ? 1 : 0},${i % 9},${i % 5 === 0 ? "yes" : "no"}`
    );
    const {definition} = await infer(["BR_CD,visits,Gender,has_card,bonus,churned", ...rows].join("\n"));
    expect(definition.inputs.map(({kind}) => kind)).toEqual(["category", "integer", "category", "boolean", "integer"]);
    expect(definition.inputs[2].values).toBeUndefined();
  });

  it("leaves out what a model said of who will leave, by its name, and not what a customer risks", async () => {
    const names = ["predicted_churn", "ChurnProbability", "riesgo_abandono", "risk_profile", "churned"];
    const rows = Array.from({length: 300}, (_, i) => [1, 2, 3, 4].map((k) => ((i * k * 7) % 11) / 10).join() + `,${i % 5 === 0 ? 1 : 0}`);
    const {columns} = await infer([names, ...rows].join("\n"));
    expect(columns.map(({role}) => role.role)).toEqual(["left out", "left out", "left out", "input", "label"]);
  });

  it("takes a name of whose row it is, which repeats, for the customer, and a season for the time", async () => {
    const rows = Array.from({length: 300}, (_, i) => `G${i % 150},${2022 + Math.floor(i / 150)},${i % 7},${i % 5 === 0 ? 1 : 0}`);
    const {definition} = await infer(["Guest ID,Season,nights,lapsed", ...rows].join("\n"));
    expect(definition.protocol).toEqual({group: "Guest ID", time: "Season"});
  });

  it("finds of columns without a unit that one is never above the other where they are often equal, and only there", async () => {
    const rows = Array.from({length: 400}, (_, i) => {
      const limit = 1000 + ((i * 37) % 900);
      const used = i % 3 === 0 ? 0 : (i * 11) % 700;
      const net = i % 4 === 0 ? 0 : 1; // who has fibre has the net, and yes or no is no amount
      return `${limit},${limit - used},${Math.round(limit / 6)},${net && i % 2},${net},${i % 5 === 0 ? "yes" : "no"}`;
    });
    const {definition} = await infer(["Credit_Limit,Open_To_Buy,Fee,Has Fibre,Has Net,churned", ...rows].join("\n"));
    expect(definition.constraints?.map(({left, is, right}) => [left, is, right])).toEqual([["Open_To_Buy", "<=", "Credit_Limit"]]);
  });

  it("takes numbers of cities for codes, and leaves them out where they are too many", async () => {
    const rows = Array.from({length: 300}, (_, i) => `${(i * 7) % 250},${i % 30},${i % 3},${i % 60},${i % 5 === 0 ? "yes" : "no"}`);
    const {columns} = await infer(["city,home_city,net worth category,orders per city days,churned", ...rows].join("\n"));
    expect(columns.map(({role}) => (role.role === "input" ? role.kind : role.role))).toEqual([
      "left out",
      "category",
      "category",
      "integer",
      "label"
    ]);
  });

  it("reads many texts as levels where a fifth of the rows have a common one, and leaves names and codes out where not most have", async () => {
    const common = 25; // rows of each of twelve: 300 of 1,200
    const textOf = (i: number): string => `north ${i < 12 * common ? i % 12 : 12 + ((i - 12 * common) % 450)}`;
    const rows = Array.from({length: 1200}, (_, i) => [textOf(i), textOf(i), `x${i % 600}`, i % 7, i % 5 === 0 ? "yes" : "no"].join(","));
    const {columns} = await infer(["store,place_id,note,visits,churned", ...rows].join("\n"));
    expect(columns.map(({role}) => (role.role === "input" ? role.kind : role.role))).toEqual([
      "category",
      "left out",
      "left out",
      "integer",
      "label"
    ]);
  });
});
