import {expect, it} from "vitest";
import {sayIs, sayWhere} from "../../../lib/cohorts/words.js";

it("sayIs(label, is) says of a cohort without values that it has none", () => {
  expect([sayIs("0–2"), sayIs("Zwei Jahre", false)]).toEqual(["is 0–2", "is not Zwei Jahre"]);
  expect([sayIs("no value"), sayIs("no value", false)]).toEqual(["has no value", "has a value"]);
  expect(sayIs("0–2 or no value")).toBe("is 0–2 or has no value");
});

it("sayWhere(conditions) joins them, each title as it is", () => {
  const conditions = [
    {title: "Umsatz", is: true, label: "no value"},
    {title: "Vertrag", is: false, label: "Monatlich"}
  ];
  expect(sayWhere(conditions)).toBe("Umsatz has no value and Vertrag is not Monatlich");
});
