import type {DatasetDefinition, InputDefinition} from "../../lib/dataset/definition.js";
import {createRandom, drawIndex} from "../../lib/random.js";
import {exampleDefinition} from "../lib/dataset/exampleDefinition.js";

/** Columns of one book, each named as something else is: of objects, of addresses, of pages, of files. */
export const HOSTILE_NUMBERS = [
  ...["constructor", "toString", "valueOf", "hasOwnProperty", "__proto__", "length", "value", "contact", "model", "depth", "threshold"],
  ...["set", "y", "_model", "in.value", "two words", "a<b>{{x}}", "50% / #1", 'say "it\'s"', "1"]
];
export const HOSTILE_CATEGORIES = ["then", "unit", "offer"];
const LEVELS = ["constructor", "__proto__", "</script><script>alert(1)</script>", "{{x}}"];

/** A definition whose every name, title and text tries to be something else. */
export function hostileDefinition(): DatasetDefinition {
  const about = {group: "prototype", timing: "before"} as const;
  const numbers = HOSTILE_NUMBERS.map((name): InputDefinition => ({
    ...about,
    name,
    title: `The ${name}`,
    kind: "integer",
    unit: "toString",
    meaning: `What ${name} means.`,
    range: {min: 0}
  }));
  const categories = HOSTILE_CATEGORIES.map((name): InputDefinition => ({
    ...about,
    name,
    title: `The ${name}`,
    kind: "category",
    meaning: `What ${name} means.`
  }));
  const [first, second] = HOSTILE_NUMBERS;
  return exampleDefinition({
    name: "hostile",
    title: "A book </script><script>import 'x'</script> of {{x}}",
    groups: [{name: "prototype", title: "constructor"}],
    inputs: [...numbers, ...categories],
    constraints: [{name: "constructor", title: "One cannot exceed the other", left: first, is: "<=", right: second, action: "warn"}],
    checks: [{name: "constructor", title: "Far too much", why: "Nobody has that.", when: [{left: first, is: ">", right: 35}]}],
    inputSets: [
      {name: "all", title: "All", inputs: [...HOSTILE_NUMBERS, ...HOSTILE_CATEGORIES]},
      {name: "length", title: "Few", inputs: [first, "__proto__"]}
    ],
    recipes: [
      {name: "set", title: "By hand", story: "A guess.", inputs: ["value"], learners: ["logistic"], metric: "accuracy", nTrials: 1}
    ],
    protocol: {
      seed: 3,
      testShare: 0.25,
      folds: 3,
      learners: ["baseline", "logistic", "tree"],
      nTrials: {baseline: 1, logistic: 2, tree: 2},
      selectionMetric: "logLoss",
      bootstrapRepeats: 20,
      searchRows: 50_000,
      fitRows: 2_000_000
    }
  });
}

/** Its table. Four of the numbers go with the label, "__proto__" and "value" among them. */
export function hostileCsv(n = 1500): string {
  const random = createRandom(5);
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = Array.from({length: n}, (_, i) => {
    const numbers = HOSTILE_NUMBERS.map(() => drawIndex(40, random));
    const levels = HOSTILE_CATEGORIES.map(() => LEVELS[drawIndex(LEVELS.length, random)]);
    const push = [0, 4, 6, 10].reduce((sum, j) => sum + (numbers[j] - 20) / 12, 0);
    const label = random() < 1 / (1 + Math.exp(1 + push)) ? "left" : "stayed";
    return [i, label, ...numbers, ...levels.map(quote)].join(",");
  });
  return [["member", "status", ...HOSTILE_NUMBERS, ...HOSTILE_CATEGORIES].map(quote).join(","), ...lines, ""].join("\n");
}
