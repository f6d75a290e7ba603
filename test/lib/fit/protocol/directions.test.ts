import {expect, it} from "vitest";
import {learners} from "../../../../lib/fit/learners/learners.js";
import {checkDirections} from "../../../../lib/fit/protocol/definitionChecks.js";

const inputs = [{title: "Complaints", monotone: "increasing" as const}, {title: "Plan"}];
const find = (name: string) => learners.find((d) => d.name === name) ?? learners[0];

it("checkDirections(inputs, learner) says when the Champion cannot keep a direction", () => {
  expect(checkDirections(inputs, find("boosting"))).toMatchObject({
    passed: true,
    detail: "Gradient boosting was fitted within them: Complaints (increasing)"
  });
  const check = checkDirections(inputs, find("logistic"));
  expect(check).toMatchObject({
    passed: false,
    detail: "Logistic regression cannot be held to a direction, so its scores may run against these: Complaints (increasing)"
  });
  expect(checkDirections([{title: "Plan"}], find("logistic"))).toBeNull();
});
