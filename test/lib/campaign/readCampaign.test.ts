import {describe, expect, test} from "vitest";
import {countArms} from "../../../lib/campaign/campaign.js";
import {findColumns} from "../../../lib/campaign/columns.js";
import {collectCampaign, fillOutcomes, readCampaign} from "../../../lib/campaign/readCampaign.js";
import {sayCounts} from "../../../lib/campaign/tell.js";
import {checkWords, findWords} from "../../../lib/campaign/words.js";
import {campaignOf} from "./readFixture.js";

describe("columns are found by their names", () => {
  const find = (names: string): string[] => {
    const columns = names.split(",");
    return Object.values(findColumns(columns)).map((place) => columns[place] ?? "");
  };
  test.each([
    ["id,score,group,churned,value", "group churned score value id"],
    ["customer_id,churn_probability,arm,left,revenue", "arm left churn_probability revenue customer_id"],
    ["account id,is_control,Exited", "is_control Exited   account id"],
    ["user,treatment,outcome,churn_score", "treatment outcome churn_score  user"],
    ["churn_probability,contacted,churn_date,cancelled", "contacted cancelled churn_probability  "],
    ["Kundennummer,Kontaktiert,Gekündigt,Umsatz", "Kontaktiert Gekündigt  Umsatz Kundennummer"],
    ["a,b,c", "    "]
  ])("%s", (names, found) => {
    expect(find(names).join(" ")).toBe(found);
  });

  test("a book's own come first", () => {
    const places = findColumns(["id", "label2", "gone_by_june", "ltv", "worth"], {
      label: {column: "gone_by_june", churned: "x", retained: "y"},
      value: "worth"
    });
    expect([places.outcome, places.value]).toEqual([2, 4]);
  });
});

describe("words", () => {
  const count = (...texts: string[]): {text: string; n: number}[] => texts.map((text) => ({text, n: 10}));
  test.each([
    [["contacted", "left alone"], "group", "contacted", "left alone"],
    [["1", "0"], "treated", "1", "0"],
    [["1", "0"], "control", "0", "1"],
    [["TRUE", "FALSE"], "is_holdout", "FALSE", "TRUE"],
    [["treatment", "control"], "arm", "treatment", "control"],
    [["Email", "None"], "campaign group", "Email", "None"],
    [["not contacted", "called"], "group", "called", "not contacted"],
    [["hold-out", "offer", "test mail"], "group", null, "hold-out"],
    [["A", "B"], "arm", null, null],
    [["contacted"], "group", "contacted", null]
  ])("groups %j of “%s”", (texts, name, contacted, alone) => {
    const words = findWords({group: count(...texts), outcome: count("yes", "no")}, {group: name, outcome: "churned"}, {});
    expect(words).toEqual({contacted, alone, left: "yes", stayed: "no"});
  });

  test.each([
    [["churned", "retained"], "label", "churned", "retained"],
    [["0", "1"], "retained", "0", "1"],
    [["no"], "churned", null, "no"],
    [["yes", "no", "pending"], "churned", "yes", "no"],
    [["x", "y"], "churned", null, null]
  ])("outcomes %j of “%s”", (texts, name, left, stayed) => {
    const words = findWords({group: count("1", "0"), outcome: count(...texts)}, {group: "treated", outcome: name}, {});
    expect([words.left, words.stayed]).toEqual([left, stayed]);
  });

  test("what is asked for stands, and the other of two follows", () => {
    const texts = {group: count("A", "B"), outcome: count("x", "y")};
    const names = {group: "arm", outcome: "churned"};
    expect(findWords(texts, names, {asked: {contacted: "B", stayed: "x"}})).toEqual({contacted: "B", alone: "A", left: "y", stayed: "x"});
  });

  test("one text for all is no control group, whatever it is", () => {
    const texts = {group: count("Email"), outcome: count("yes", "no")};
    const names = {group: "arm", outcome: "churned"};
    const options = {where: "campaign june.csv", texts, names, remedies: {group: "", outcome: ""}};
    expect(() => checkWords(findWords(texts, names, {}), options)).toThrow(
      /left alone by lot, as a control group.*got only "Email" in “arm”/
    );
  });

  test("who cannot be told is asked for", () => {
    const texts = {group: count("A", "B"), outcome: count("x", "y")};
    const names = {group: "arm", outcome: "churned"};
    const options = {
      where: "campaign june.csv",
      texts,
      names,
      remedies: {group: "Say it with --contacted.", outcome: "Say it with --left."}
    };
    expect(() => checkWords(findWords(texts, names, {}), options)).toThrow(
      'campaign june.csv: “arm” must say who was contacted, and who was left alone; got "A", "B". Say it with --contacted.'
    );
    expect(() => checkWords(findWords(texts, names, {asked: {contacted: "A"}}), options)).toThrow(/“churned” must say who left.*--left/);
  });
});

test("what does not count is counted", () => {
  const {counts, ...campaign} = campaignOf(
    [
      "customer,score,group,churned,value",
      "a,0.5,contacted,yes,10",
      "a,0.6,contacted,no,99",
      "b,0.4,left alone,no,",
      "c,,contacted,no,20",
      "d,0.1,left alone,,20",
      "e,0.1,contacted,maybe,20",
      "f,0.1,???,no,20",
      "g,0.1,contacted,no,-20",
      "g,0.1,left alone,no,-20",
      "h,0.1,left alone,yes,-30",
      ",0.2,contacted,no,0"
    ].join("\n")
  );
  expect(countArms(campaign)).toEqual({nContacted: 3, contactedLeft: 1, nAlone: 2, aloneLeft: 1});
  expect([...(campaign.score ?? [])]).toEqual([0.5, 0.4, NaN, 0.1, 0.2]);
  expect([...(campaign.value ?? [])]).toEqual([10, 0, 20, -30, 0]); // the mean of the others for b: (10 + 20 - 30 + 0) / 4
  expect(sayCounts(counts)).toEqual([
    "1 row says neither group, such as “???”: set aside.",
    "2 rows do not say who left, such as “maybe”: set aside (1 contacted, 1 left alone).",
    "2 rows repeat customers: each customer counts once, as one who left if any row says so.",
    "1 customer stands in both groups, and is in none.",
    "1 customer has no score: counted in the effect, and not by score.",
    "1 customer has no value: counted at the mean of the others."
  ]);
});

test("numbers may be written with decimal commas", () => {
  const places = {group: 0, outcome: 1, score: 2, value: 3, customer: -1};
  const collector = collectCampaign(places);
  for (const cells of [
    ["contacted", "yes", "0,5", "1.234,5"],
    ["left alone", "no", "0,25", "7"]
  ])
    collector.add({cells, fault: null});
  const {score, value} = readCampaign(collector.done(), {contacted: "contacted", alone: "left alone", left: "yes", stayed: "no"});
  expect([...(score ?? [])]).toEqual([0.5, 0.25]);
  expect([...(value ?? [])]).toEqual([1234.5, 7]);
});

test("fillOutcomes(table, column, label) reads blanks of the book's label as it does, unless nobody left", () => {
  const places = {group: 0, outcome: 1, score: -1, value: -1, customer: -1};
  const read = (outcomes: readonly string[]) => {
    const collector = collectCampaign(places);
    for (const [i, outcome] of outcomes.entries()) collector.add({cells: [i % 2 ? "called" : "control", outcome], fault: null});
    return collector.done();
  };
  const label = {column: "left", churned: "x", retained: "no", blank: "no"};
  const table = read(["x", "", "NA", "no", "x", ""]);
  expect(fillOutcomes(table, "left", label).columns).toEqual({...table.columns, outcome: ["x", "no", "no", "no", "x", "no"]});
  expect(fillOutcomes(table, "gone", label)).toBe(table);
  expect(fillOutcomes(table, "left", {...label, blank: undefined})).toBe(table);
  const silent = read(["", ""]);
  expect(fillOutcomes(silent, "left", label)).toBe(silent);
});
