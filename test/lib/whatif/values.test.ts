import fc from "fast-check";
import {listWords, lowerFirst} from "../../../lib/format.js";
import {describe, expect, test} from "vitest";
import {
  describeBare,
  describeValue,
  formatBeside,
  formatLine,
  saysUnit,
  tellApart,
  titleWithUnit,
  unitFor
} from "../../../lib/whatif/values.js";

describe("values with units", () => {
  test.each([
    [1, "days", "1 day"],
    [1, "entries", "1 entry"],
    [1, "classes", "1 class"],
    [1, "km", "1 km"],
    [1, "check-ins", "1 check-in"],
    [1.04, "days", "1.04 days"],
    [0, "days", "0 days"],
    [1, "hours a week", "1 hour a week"],
    [12, "%", "12%"],
    [3, "EUR a month", "3 EUR a month"],
    [1749, "days", "1749 days"]
  ])("%f %s", (value, unit, text) => {
    expect(describeValue({unit}, value)).toBe(text);
  });
  test("the unit is said once beside its title", () => {
    expect(saysUnit({title: "Active days", unit: "days"})).toBe(true);
    expect(titleWithUnit({title: "Active days", unit: "days"})).toBe("Active days");
    expect(titleWithUnit({title: "Distance driven", unit: "km"}, "Distance…")).toBe("Distance…, km");
    expect(titleWithUnit({title: "Logins", unit: null})).toBe("Logins");
    expect(saysUnit({title: "Distance driven", unit: "km"})).toBe(false);
    expect(saysUnit({title: "Monthly charges", unit: "a month"})).toBe(true);
    expect(saysUnit({title: "Monatsgebühr", unit: "a month"})).toBe(true);
    expect(saysUnit({title: "Weekly spend", unit: "a month"})).toBe(false);
    expect(describeBare({title: "Active days", unit: "days"}, 12)).toBe("12");
    expect(describeBare({title: "Distance driven", unit: "km"}, 12)).toBe("12 km");
    expect(unitFor(1, "glass")).toBe("glass");
  });
});

describe("tellApart(a, b)", () => {
  test("adds digits only until the two differ", () => {
    expect(tellApart(3, 12)).toEqual(["3", "12"]);
    expect(tellApart(1158.7, 1159.2)).toEqual(["1,158.7", "1,159.2"]);
    expect(tellApart(5, 5)).toEqual(["5", "5"]);
  });
});

describe("formatBeside(p, line)", () => {
  test("whole numbers where they say the side, decimals where they would hide it", () => {
    expect(formatBeside(0.14, 0.2)).toBe("14 in 100");
    expect(formatBeside(0.1996, 0.2)).toBe("19.96 in 100");
    expect(formatBeside(0.2044, 0.2)).toBe("20.4 in 100");
    expect(formatBeside(0.02, 0.2)).toBe("2 in 100");
    expect(formatBeside(0.013, 0.02)).toBe("13 in 1,000");
    expect(formatBeside(0.299995, 0.3)).toBe("29.9995 in 100");
  });
  test("never reads as the line unless it lies within a thousandth of a user", () => {
    fc.assert(
      fc.property(fc.double({min: 0.01, max: 0.99, noNaN: true}), fc.double({min: -0.02, max: 0.02, noNaN: true}), (line, gap) => {
        if (Math.abs(gap) > 1e-5) expect(formatBeside(line + gap, line)).not.toBe(formatBeside(line, line));
      })
    );
  });
  test("formatLine, listWords, lowerFirst", () => {
    expect(formatLine(0.205)).toBe("20.5 in 100");
    expect(listWords(["a"])).toBe("a");
    expect(listWords(["a", "b", "c"])).toBe("a, b and c");
    expect(lowerFirst("GPS trips")).toBe("GPS trips");
  });
});
