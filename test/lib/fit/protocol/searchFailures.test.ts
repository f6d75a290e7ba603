import type {Trial} from "../../../../lib/book/experiments.js";
import {describe, expect, it} from "vitest";
import {findSearchFailures, saySearchFailure} from "../../../../lib/fit/protocol/searchFailures.js";

type Ended = Pick<Trial, "learner" | "recipe" | "state" | "error">;

const ended = (learner: string, states: Trial["state"][], recipe: string | null = null): Ended[] =>
  states.map((state, i) => ({learner, recipe, state, error: state === "failed" ? `${learner} broke (${i})` : null}));

const names = [
  {name: "tree", title: "Tree"},
  {name: "forest", title: "Forest"},
  {name: "study", title: "Study"},
  {name: "linear", title: "Linear"}
];

describe("findSearchFailures(trials, names)", () => {
  it("names whole losses first, and leaves sound searches out", () => {
    const trials = [
      ...ended("tree", ["finished", "failed", "stopped", "failed"]),
      ...ended("forest", ["failed", "failed"]),
      ...ended("linear", ["finished", "stopped"])
    ];
    expect(findSearchFailures(Object.freeze(trials), names)).toEqual([
      {name: "forest", title: "Forest", nTrials: 2, nFailed: 2, nFinished: 0, error: "forest broke (0)"},
      {name: "tree", title: "Tree", nTrials: 4, nFailed: 2, nFinished: 1, error: "tree broke (1)"}
    ]);
  });

  it("counts a recipe's trials for the recipe, not for their learner", () => {
    const trials = [...ended("tree", ["finished"]), ...ended("tree", ["failed"], "study")];
    expect(findSearchFailures(trials, names).map(({name}) => name)).toEqual(["study"]);
  });

  it("finds nothing in a sound run", () => {
    expect(findSearchFailures(ended("tree", ["finished", "stopped"]), names)).toEqual([]);
  });
});

describe("saySearchFailure(failure)", () => {
  it("tells a whole loss from a partial one", () => {
    const failure = {name: "tree", title: "Tree", nTrials: 4, nFailed: 2, nFinished: 1, error: "x"};
    expect(saySearchFailure(failure)).toBe("Tree: 2 of 4 trials failed, so its best is the best of those that are left.");
    expect(saySearchFailure({...failure, nFinished: 0, nFailed: 4})).toBe(
      "Tree: none of 4 trials finished, so it took no part in the choice."
    );
    expect(saySearchFailure({...failure, nFinished: 0, nFailed: 1, nTrials: 1})).toBe(
      "Tree: its only trial failed, so it took no part in the choice."
    );
  });
});
