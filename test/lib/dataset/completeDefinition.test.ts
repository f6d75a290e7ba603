import type {GivenDefinition} from "../../../lib/dataset/definition.js";
import {describe, expect, it} from "vitest";
import {completeDefinition} from "../../../lib/dataset/completeDefinition.js";
import {parseDefinition} from "../../../lib/dataset/parseDefinition.js";
import {learners} from "../../../lib/fit/learners/learners.js";
import {METRIC_NAMES} from "../../../lib/metrics/metrics.js";

const least = {
  label: {column: "left", churned: "yes", retained: "no"},
  inputs: [
    {name: "tenure_months", kind: "integer" as const},
    {name: "plan", kind: "category" as const}
  ]
};

describe("completeDefinition(given, fileName)", () => {
  it("makes a whole definition of a label and inputs, which is consistent and fits by every learner that there is", () => {
    const definition = completeDefinition(least, "My customers.dataset.json", learners);
    const known = {learners: learners.map(({name}) => name), metrics: [...METRIC_NAMES]};
    expect(parseDefinition(definition, "here", known)).toBe(definition);
    expect(definition.protocol.learners).toEqual(known.learners);
    expect(definition).toMatchObject({name: "my-customers", title: "My customers", publishRows: false, groups: [{name: "inputs"}]});
    expect(definition.inputs).toMatchObject([
      {title: "Tenure", unit: "months", group: "inputs", timing: "unknown", meaning: "The column “tenure_months”, in months."},
      {title: "Plan", group: "inputs", meaning: "The column “plan”."}
    ]);
    expect(definition.inputs[1]).not.toHaveProperty("unit");
  });

  it("gives no two inputs one title, but where a person did", () => {
    const titlesOf = (...inputs: GivenDefinition["inputs"]): string[] =>
      completeDefinition({...least, inputs}, "a.json", learners).inputs.map(({title}) => title);
    const number = (name: string, title?: string) => ({name, kind: "number" as const, ...(title === undefined ? {} : {title})});
    expect(titlesOf(number("tenure_days"), number("tenure_months"), number("age"))).toEqual(["Tenure in days", "Tenure in months", "Age"]);
    expect(titlesOf(number("Plan_Fee"), number("plan fee"))).toEqual(["Plan fee (Plan_Fee)", "Plan fee (plan fee)"]);
    expect(titlesOf(number("fee"), number("fee_usd"))).toEqual(["Fee", "Fee in USD"]);
    expect(titlesOf(number("a", "Same"), number("b", "Same"))).toEqual(["Same", "Same"]);
  });

  it.each([
    ["lastPaymentTs", "Days since last payment"],
    ["signup_date", "Days since signup date"],
    ["Date de souscription", "Days since souscription"],
    ["Fecha de alta", "Days since alta"],
    ["Date d’entrée", "Days since entrée"],
    ["date_of_birth", "Days since birth"],
    ["Date Of Birth", "Days since birth"],
    ["DOB", "Days since birth"],
    ["DateofHire", "Days since hire"],
    ["Last Order Date", "Days since last order date"],
    ["Data usage", "Days since data usage"],
    ["Last promotion", "Days since last promotion"],
    ["Vertragsbeginn", "Days since Vertragsbeginn"],
    ["Datum der Anmeldung", "Days since Datum der Anmeldung"],
    ["Letzter Besuch", "Days since Letzter Besuch"],
    ["opened_on", "Days since opened"],
    ["Last Seen At", "Days since last seen"],
    ["last_login_at", "Days since last login"],
    ["Habitat", "Days since Habitat"],
    ["Registriert am", "Days since registriert"],
    ["createdAt", "Days since created"]
  ])("calls the date %s “%s”", (name, title) => {
    const dated = {...least, asOf: "2024-12-31", inputs: [{name, kind: "date" as const}]};
    expect(completeDefinition(dated, "people.dataset.json", learners).inputs[0].title).toBe(title);
    const ahead = {...dated, inputs: [{name, kind: "date" as const, ahead: true}]};
    const [input] = completeDefinition(ahead, "people.dataset.json", learners).inputs;
    expect(input.title).toBe(title.replace("since", "until"));
    expect(input.meaning).toBe(`Days from 2024-12-31 to the date in the column “${name}”.`);
  });

  it("calls the days to a date that is until when itself what is left", () => {
    const inputs = ["valid_until", "Gültig bis"].map((name) => ({name, kind: "date" as const, ahead: true}));
    const completed = completeDefinition({...least, asOf: "2024-12-31", inputs}, "people.dataset.json", learners);
    expect(completed.inputs.map(({title}) => title)).toEqual(["Days left (valid until)", "Days left (gültig bis)"]);
  });

  it("says what a blank is, of an input in its meaning, of the label to every reader", () => {
    const {label, inputs} = least;
    const ticked = (blank: string): GivenDefinition => ({
      label: {...label, blank},
      inputs: [...inputs, {name: "locker", kind: "boolean", blank: "no", values: {x: "yes"}}]
    });
    const told = completeDefinition(ticked(label.retained), "a.json", learners);
    expect(told.inputs.at(-1)).toMatchObject({kind: "category", isSwitch: true, blank: "no", meaning: "The column “locker”; blank is no."});
    expect(told.cautions).toContain(`A customer whose “${label.column}” is blank counts as retained.`);
    expect(told.label.meaning).toBe(`The column “${label.column}” says “${label.churned}”.`);
    const turned = completeDefinition(ticked(label.churned), "a.json", learners);
    expect(turned.cautions).toContain(`A customer whose “${label.column}” is blank counts as churned.`);
    expect(turned.label.meaning).toBe(`The column “${label.column}” says “${label.churned}” or is blank.`);
    expect(completeDefinition(least, "a.json", learners).cautions.join(" ")).not.toContain("blank");
  });

  it("changes nothing that is given", () => {
    const whole = completeDefinition(least, "a.json", learners);
    expect(completeDefinition(whole, "b.json", learners)).toEqual(whole);
  });

  it("takes trials as given, and gives the others their usual ones", () => {
    const protocolOf = (protocol: GivenDefinition["protocol"]) => completeDefinition({...least, protocol}, "a.json", learners).protocol;
    expect(protocolOf({learners: ["logistic"]}).nTrials).toEqual({logistic: 8});
    expect(protocolOf({learners: ["logistic", "tree"], nTrials: {tree: 2}}).nTrials).toEqual({logistic: 8, tree: 2});
    expect(protocolOf({nTrials: {tree: 2}})).toMatchObject({learners: ["tree"], nTrials: {tree: 2}, folds: 5});
  });

  it("searches a table of many inputs on fewer rows, unless told", () => {
    const rowsOf = (nInputs: number, protocol?: GivenDefinition["protocol"]): number => {
      const inputs = Array.from({length: nInputs}, (_, i) => ({...least.inputs[0], name: `input_${i}`}));
      return completeDefinition({...least, inputs, protocol}, "a.json", learners).protocol.searchRows;
    };
    expect([2, 60, 100, 150, 5000].map((n) => rowsOf(n))).toEqual([20_000, 20_000, 12_000, 8_000, 8_000]);
    expect(rowsOf(150, {searchRows: 500})).toBe(500);
  });

  it("compares groups of inputs, if there are several", () => {
    const groups = [
      {name: "a", title: "A"},
      {name: "b", title: "B"}
    ];
    const inputs = [
      {...least.inputs[0], group: "a"},
      {...least.inputs[1], group: "b"}
    ];
    expect(completeDefinition({...least, groups, inputs}, "a.json", learners).inputSets.map(({title}) => title)).toEqual([
      "A",
      "B",
      "All inputs"
    ]);
    expect(completeDefinition(least, "a.json", learners).inputSets).toEqual([]);
  });

  it("puts inputs without a group into one of their own", () => {
    const groups = [{name: "a", title: "A"}];
    const {groups: all, inputs} = completeDefinition(
      {...least, groups, inputs: [{...least.inputs[0], group: "a"}, least.inputs[1]]},
      "a.json",
      learners
    );
    expect(all.map(({name}) => name)).toEqual(["a", "inputs"]);
    expect(inputs[1].group).toBe("inputs");
  });
});
