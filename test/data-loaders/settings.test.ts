import {expect, test} from "vitest";
import {readSettings} from "../../data-loaders/settings.js";

test("readSettings(env) takes CHURN_NESTED as 1 or 0, and leaves it to the definition otherwise", () => {
  expect(readSettings({}).nested).toBeUndefined();
  expect(readSettings({CHURN_NESTED: "1"}).nested).toBe(true);
  expect(readSettings({CHURN_NESTED: "0"}).nested).toBe(false);
  expect(() => readSettings({CHURN_NESTED: "yes"})).toThrow("CHURN_NESTED: it must be 1 or 0; got yes.");
});
