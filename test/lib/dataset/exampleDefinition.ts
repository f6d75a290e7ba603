import type {DatasetDefinition} from "../../../lib/dataset/definition.js";

/** A small definition of a made-up table, for tests: two whole numbers, a number, a category. */
export function exampleDefinition(changes: Partial<DatasetDefinition> = {}): DatasetDefinition {
  return {
    name: "example",
    title: "Members of a gym",
    description: "One row is one member over one quarter.",
    source: "Made up.",
    cautions: [],
    unit: {singular: "member", plural: "members"},
    period: "the quarter",
    label: {column: "status", churned: "left", retained: "stayed", meaning: "The member left."},
    identifiers: ["member"],
    groups: [{name: "use", title: "Use"}],
    inputs: [
      {
        name: "visits",
        title: "Visits",
        kind: "integer",
        unit: "visits",
        meaning: "Visits.",
        group: "use",
        range: {min: 0, max: 90},
        timing: "same-period"
      },
      {
        name: "classes",
        title: "Classes",
        kind: "integer",
        unit: "classes",
        meaning: "Classes.",
        group: "use",
        range: {min: 0},
        timing: "same-period"
      },
      {name: "hours", title: "Hours", kind: "number", unit: "hours", meaning: "Hours.", group: "use", timing: "lifetime"},
      {
        name: "plan",
        title: "Plan",
        kind: "category",
        meaning: "Plan.",
        group: "use",
        levels: ["basic", "plus"],
        timing: "before",
        fixed: true
      }
    ],
    constraints: [
      {name: "classes-within-visits", title: "Classes cannot exceed visits", left: "classes", is: "<=", right: "visits", action: "enforce"}
    ],
    checks: [
      {
        name: "long-visits",
        title: "More than 5 hours a visit",
        why: "Nobody stays that long.",
        when: [{left: {divide: ["hours", "visits"]}, is: ">", right: 5}]
      }
    ],
    inputSets: [{name: "all", title: "All", inputs: ["visits", "classes", "hours", "plan"]}],
    recipes: [],
    protocol: {
      seed: 1,
      testShare: 0.2,
      folds: 5,
      learners: ["baseline", "logistic"],
      nTrials: {baseline: 1, logistic: 2},
      selectionMetric: "logLoss",
      bootstrapRepeats: 10,
      searchRows: 50_000,
      fitRows: 2_000_000
    },
    publishRows: false,
    ...changes
  };
}
