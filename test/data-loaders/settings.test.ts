import {expect, test} from "vitest";
import {readPort, readSettings} from "../../data-loaders/settings.js";

test("readSettings(env) takes CHURN_NESTED as 1 or 0, and leaves it to the definition otherwise", () => {
  expect(readSettings({}).nested).toBeUndefined();
  expect(readSettings({CHURN_NESTED: "1"}).nested).toBe(true);
  expect(readSettings({CHURN_NESTED: "0"}).nested).toBe(false);
  expect(() => readSettings({CHURN_NESTED: "yes"})).toThrow("CHURN_NESTED: it must be 1 or 0; got yes.");
});

test("readPort(text, fallback) takes a port, the fallback for nothing, and nothing else, as the settings do", () => {
  expect([undefined, "", "0", "65535"].map((text) => readPort(text, 8000))).toEqual([8000, 8000, 0, 65535]);
  expect([undefined, "", "0", "65535"].map((PORT) => readSettings({PORT}).port)).toEqual([3000, 3000, 0, 65535]);
  for (const text of ["abc", "65536", "-1", "1e3", " 1"])
    for (const read of [() => readPort(text, 8000), () => readSettings({PORT: text})])
      expect(read).toThrow(`PORT: it must be a whole number from 0 to 65535; got ${text}.`);
});
