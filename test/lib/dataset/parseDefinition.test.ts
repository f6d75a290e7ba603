import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import {describe, expect, it} from "vitest";
import {parseDefinition} from "../../../lib/dataset/parseDefinition.js";
import {exampleDefinition} from "./exampleDefinition.js";

describe("parseDefinition(definition, where, known)", () => {
  it("returns a consistent definition unchanged", () => {
    const definition = Object.freeze(exampleDefinition());
    expect(parseDefinition(definition, "here", {learners: ["baseline", "logistic"], metrics: ["logLoss"]})).toBe(definition);
  });

  it("lists every fault in one error", () => {
    const definition = exampleDefinition();
    const broken = exampleDefinition({
      identifiers: ["visits"],
      inputs: [
        ...definition.inputs.slice(0, 3),
        {...definition.inputs[3], group: "nowhere", range: {min: 0}},
        {...definition.inputs[0], range: {min: 3, max: 1}}
      ],
      constraints: [{name: "c", title: "c", left: "plan", is: "<=", right: "gone", action: "warn"}],
      checks: [{name: "k", title: "k", why: "k", when: [{left: {add: ["lost", 1]}, is: ">", right: 1}]}],
      inputSets: [{name: "s", title: "s", inputs: ["stray"]}],
      recipes: [{name: "r", title: "r", story: "r", inputs: ["astray"], learners: ["oracle"], metric: "luck", nTrials: 1}],
      protocol: {...definition.protocol, learners: ["baseline", "magic"], selectionMetric: "charm"}
    });
    const message = messageOf(() => parseDefinition(broken, "my.json", {learners: ["baseline"], metrics: ["logLoss"]}));
    expect(message).toMatch(/^my\.json: a dataset definition must be consistent; got /);
    for (const fault of [
      'inputs has "visits" more than once',
      'identifier "visits" is also an input',
      'input "plan" is in the unknown group "nowhere"',
      'input "plan" is a category and cannot have "range"',
      'input "visits" has a range from 3 to 1',
      'constraint "c" uses the category "plan" as a number',
      'constraint "c" uses the unknown input "gone"',
      'check "k" uses the unknown input "lost"',
      'input set "s" uses the unknown input "stray"',
      'recipe "r" uses the unknown input "astray"',
      'recipe "r" names the unknown learner "oracle" (known: baseline)',
      'recipe "r" names the unknown metric "luck" (known: logLoss)',
      'protocol.nTrials says nothing of the learner "magic"',
      'protocol.nTrials names "logistic", which protocol.learners does not',
      'protocol.learners names the unknown learner "magic"',
      'protocol.selectionMetric names the unknown metric "charm"'
    ]) {
      expect(message).toContain(fault);
    }
  });

  it("asks for the base rate among the learners, named or by their trials", () => {
    const {protocol} = exampleDefinition({});
    const without = exampleDefinition({protocol: {...protocol, learners: ["logistic"], nTrials: {logistic: 2}}});
    expect(messageOf(() => parseDefinition(without, "my.json"))).toContain('leaves out "baseline", without which no model can be judged');
    const withIt = exampleDefinition({protocol: {...protocol, learners: ["baseline", "logistic"], nTrials: {baseline: 1, logistic: 2}}});
    expect(parseDefinition(withIt, "my.json")).toBe(withIt);
  });

  it("takes origins as browsers write them, and names all that are none", () => {
    const good = ["https://intranet.example", "http://127.0.0.1:8080", "http://[::1]:3000", "https://xn--bcher-kva.example"];
    expect(parseDefinition(exampleDefinition({embed: good}), "my.json").embed).toEqual(good);
    const bad = [
      ...["https://intranet.example/", "https://intranet.example/wiki", "intranet.example", "https://*.example", "*", "null"],
      ...["https://Intranet.example", "https://intranet.example:443", "ftp://intranet.example", "https://a.example; script-src *"],
      ...["https://a.example\n", "https://me@a.example", "https://a.example:99999"]
    ];
    const message = messageOf(() => parseDefinition(exampleDefinition({embed: bad}), "my.json"));
    for (const text of bad)
      expect(message).toContain(`embed must hold origins, such as https://intranet.example, without a path and without *, not "${text}"`);
  });

  it.each(["group", "time"] as const)("refuses an identifier as protocol.%s", (key) => {
    const {protocol} = exampleDefinition();
    const broken = exampleDefinition({identifiers: ["stamp"], protocol: {...protocol, [key]: "stamp"}});
    expect(messageOf(() => parseDefinition(broken, "my.json"))).toContain(
      `protocol.${key} names "stamp", which is also an identifier: identifiers name one row each`
    );
  });

  it("refuses a value that is something else, and no number that is an input too", () => {
    const {label, protocol} = exampleDefinition();
    const said = (given: Partial<DatasetDefinition>): string => messageOf(() => parseDefinition(exampleDefinition(given), "my.json"));
    expect(said({value: label.column})).toContain(`value names "${label.column}", which is the label`);
    expect(said({identifiers: ["stamp"], value: "stamp"})).toContain('value names "stamp", which is also an identifier');
    expect(said({value: "month", protocol: {...protocol, time: "month"}})).toContain('value names "month", which protocol names too');
    expect(said({value: "plan"})).toContain('value names "plan", which is an input, and no number of its own');
    const sound = exampleDefinition({value: "visits"});
    expect(parseDefinition(sound, "my.json")).toBe(sound);
  });

  it("refuses a recipe that is named like a learner, and no other name", () => {
    const recipesOf = (name: string): Partial<DatasetDefinition> => ({
      recipes: [{name, title: "r", story: "r", inputs: ["visits"], learners: ["logistic"], metric: "accuracy", nTrials: 1}]
    });
    expect(messageOf(() => parseDefinition(exampleDefinition(recipesOf("logistic")), "my.json"))).toContain(
      'recipe "logistic" has a name that is taken'
    );
    for (const name of ["set", "y", "row", "constructor"]) parseDefinition(exampleDefinition(recipesOf(name)), "my.json");
  });

  it("refuses a label that is an input, has one text for both classes, or a class that reads as missing", () => {
    const label = {column: "visits", churned: "nan", retained: "nan", meaning: "m"};
    const message = messageOf(() => parseDefinition(exampleDefinition({label}), "my.json"));
    expect(message).toContain('the label "visits" is also an input');
    expect(message).toContain('label.churned and label.retained are both "nan"');
    expect(message).toContain('the label\'s class "nan" is a text that stands for a missing value');
  });

  it("takes a level whose text else stands for a missing value, but no blank one", () => {
    const withLevels = (levels: string[]) => {
      const {inputs, ...rest} = exampleDefinition({missing: ["None", "unknown"]});
      return {...rest, inputs: inputs.map((d) => (d.name === "plan" ? {...d, levels, unseen: "refuse" as const} : d))};
    };
    const listed = withLevels(["None", "plus"]);
    expect(parseDefinition(listed, "my.json")).toBe(listed);
    expect(messageOf(() => parseDefinition(withLevels([" ", "plus"]), "my.json"))).toContain('input "plan" has a blank level');
  });

  it("takes for blanks a level or a class that there is", () => {
    const label = {column: "status", churned: "gone", retained: "stays", blank: "maybe", meaning: "m"};
    const {inputs, ...rest} = exampleDefinition({label});
    const blanks: Record<string, string> = {visits: "no", plan: "gold"};
    const blank = inputs.map((d) => (d.name in blanks ? {...d, blank: blanks[d.name]} : d));
    const message = messageOf(() => parseDefinition({...rest, inputs: blank}, "my.json"));
    expect(message).toContain('label.blank is "maybe", which is none of its classes');
    expect(message).toContain('input "plan" reads a blank as the unknown level "gold"');
    expect(message).toContain('input "visits" is a number and cannot have "blank"');
    const [plan] = inputs.filter(({name}) => name === "plan");
    const sound = {...rest, label: {...label, blank: "stays"}, inputs: [{...plan, blank: plan.levels![0]}]};
    expect(messageOf(() => parseDefinition(sound, "my.json"))).not.toContain("blank");
  });

  it("takes for other spellings texts that are one level each", () => {
    const spelled: Record<string, Record<string, string[]>> = {
      visits: {"1": ["one"]},
      plan: {gold: ["Gold"], basic: ["b", " b", "plus", ""]}
    };
    const {inputs, ...rest} = exampleDefinition();
    const faulty = inputs.map((d) => (d.name in spelled ? {...d, spelled: spelled[d.name]} : d));
    const message = messageOf(() => parseDefinition({...rest, inputs: faulty}, "my.json"));
    expect(message).toContain('input "plan" spells the unknown level "gold"');
    expect(message).toContain('input "plan" has the spelling "b" more than once');
    expect(message).toContain('input "plan" spells "plus" otherwise, which is a level');
    expect(message).toContain('input "plan" has a blank spelling');
    expect(message).toContain('input "visits" is a number and cannot have "spelled"');
    const sound = inputs.map((d) => (d.name === "plan" ? {...d, spelled: {[d.levels![0]]: ["b"]}} : d));
    expect(() => parseDefinition({...rest, inputs: sound}, "my.json")).not.toThrow();
  });

  it("asks the definition which texts are missing, and keeps unseen for categories", () => {
    const label = {column: "status", churned: "gone", retained: "nan", meaning: "m"};
    const {inputs, ...rest} = exampleDefinition({label, missing: ["gone"]});
    const numbers = inputs.map((d) => (d.name === "visits" ? {...d, unseen: "other" as const} : d));
    const message = messageOf(() => parseDefinition({...rest, inputs: numbers}, "my.json"));
    expect(message).toContain('the label\'s class "gone" is a text that stands for a missing value');
    expect(message).not.toContain('"nan"');
    expect(message).toContain('input "visits" is a number and cannot have "unseen"');
  });
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected an error");
}
