import {describe, expect, test} from "vitest";
import {cohortsFacts} from "../../../data-loaders/facts/cohortsFacts.js";
import {describeCohorts} from "../../../lib/cohorts/describeCohorts.js";
import {drawCohortUsers} from "../../lib/cohorts/cohortUsers.js";

const said = (options: Parameters<typeof drawCohortUsers>[0], isBaseline = false): ReturnType<typeof cohortsFacts> => {
  const {data, definition} = drawCohortUsers(options);
  return cohortsFacts(describeCohorts({...data, model: {title: "A model", isBaseline}}, definition), {definition});
};

describe("cohortsFacts", () => {
  test("says that nothing stands out of pure noise", () => {
    const {cohortsHeadline, cohortsDeck} = said({n: 2000, seed: 12});
    expect(cohortsHeadline).toBe("Nothing stands out: it is about as right for each cohort as for all");
    expect(cohortsDeck).toMatch(/^\d+ cohorts of 5 inputs and \d slices were looked at\. The largest gap: said \d/);
  });

  test("speaks of slices where there are some, and of one cohort in the singular", () => {
    const {data, definition} = drawCohortUsers({n: 2000, seed: 12});
    const book = describeCohorts({...data, model: {title: "A model", isBaseline: false}}, definition);
    const [input] = book.inputs;
    const say = (cohorts: typeof input.cohorts): string =>
      cohortsFacts({...book, inputs: [{...input, cohorts}], weakest: {...book.weakest, slices: []}}, {definition}).cohortsDeck;
    expect(say(input.cohorts)).toMatch(/^\d+ cohorts of 1 input were looked at\. /);
    expect(say(input.cohorts.slice(0, 1))).toMatch(/^1 cohort of 1 input was looked at\. /);
  });

  test("tells of no largest gap where none shows", () => {
    const {data, definition} = drawCohortUsers({n: 2000, seed: 12});
    const book = describeCohorts({...data, model: {title: "A model", isBaseline: false}}, definition);
    const [input] = book.inputs;
    const cohorts = input.cohorts.map((d) => ({...d, said: d.churned / d.n, gap: {...d.gap, estimate: 0}}));
    const {cohortsDeck} = cohortsFacts({...book, inputs: [{...input, cohorts}], weakest: {...book.weakest, slices: []}}, {definition});
    expect(cohortsDeck).toMatch(/looked at\. None has a gap /);
    expect(cohortsDeck).not.toContain("largest");
  });

  test("names those whom it is wrong about, and which way", () => {
    const {cohortsHeadline, cohortsDeck} = said({n: 6000, seed: 5, unknown: (_, plan) => (plan === 1 ? 1.2 : 0)});
    expect(cohortsHeadline).toMatch(/^It says too little where plan is b/);
    expect(cohortsDeck).toMatch(/^Said \d+ in 100, \d+ in 100 churned where plan is b/);
    expect(said({n: 6000, seed: 5, unknown: (_, plan) => (plan === 1 ? -1.5 : 0)}).cohortsHeadline).toMatch(/^It says too much where/);
  });

  test("says that it is wrong about everyone, where all churn more or less than was said", () => {
    const {cohortsHeadline, cohortsDeck} = said({n: 6000, seed: 5, unknown: () => 0.5});
    expect(cohortsHeadline).toMatch(/^It says too little of everyone: said \d+ in 100, \d+ in 100 churned$/);
    expect(cohortsDeck).toMatch(
      /looked at\. Once all scores are moved to the rate at which they churned, nothing stands out beyond chance\.$/
    );
    expect(said({n: 6000, seed: 5, unknown: () => -0.5}).cohortsHeadline).toMatch(/^It says too much of everyone/);
  });

  test("says that there are too few, or that the base rate stands in", () => {
    expect(said({n: 60, seed: 3}).cohortsHeadline).toMatch(/^Too few /);
    expect(said({n: 60, seed: 3}).cohortSearch).toBe("");
    // of the 1,000 who judge, 44 are in a slice of too few who churned
    expect(said({n: 2000, seed: 3}).cohortSearch).toMatch(/^A tree searched one half of the members .* 956 members in 6 slices\.$/);
    expect(said({n: 2000, seed: 2}, true).cohortsHeadline).toMatch(/^The base rate says the same of everyone/);
  });
});
