import {expect, test} from "vitest";
import {check, ChurnbookError, complain, someOf} from "../../lib/check.js";

test("check(condition, complaint) passes what rules", () => {
  expect(() => check(true, {where: "a", rule: "b", got: "c"})).not.toThrow();
});

test("check(condition, complaint) says where, what must rule, what came, and the remedy", () => {
  expect(() => check(0, {where: "mean", rule: "values must not be empty", got: 0, remedy: "Give at least one."})).toThrow(
    new ChurnbookError("mean: values must not be empty; got 0. Give at least one.")
  );
});

test("complain({...}) without a remedy ends with the value", () => {
  expect(complain({where: "f", rule: "n must be finite", got: NaN}).message).toBe("f: n must be finite; got NaN.");
});

test("someOf(values, limit) names the first few and counts the rest", () => {
  expect(someOf([])).toBe("none");
  expect(someOf(["a", "b"])).toBe("a, b");
  expect(someOf(["a", "b", "c"], 2)).toBe("a, b and 1 more");
});
