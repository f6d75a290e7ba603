import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {createCellReader} from "../../../lib/rows/cell.js";
import {createDaysReader, dateCounted, dayOf} from "../../../lib/rows/dates.js";

describe("dayOf(text, order)", () => {
  it.each([
    ["1970-01-02", undefined, 1],
    ["2024-02-29T23:59:59Z", undefined, 19782],
    ["2024/2/29", undefined, 19782],
    ["29.02.2024", "dmy", 19782],
    ["2/29/2024 10:00", "mdy", 19782],
    ["2024-02-29", "dmy", 19782],
    ["0099-12-31", undefined, -683_004],
    ["29-Feb-2024", undefined, 19782],
    ["29FEB2024:10:00", undefined, 19782],
    ["29. Februar 2024", undefined, 19782],
    ["29 févr. 24", undefined, 19782],
    ["Feb 29, 2024", undefined, 19782],
    ["2024年2月29日", undefined, 19782],
    ["20240229", undefined, 19782],
    ["20240229.0", undefined, 19782],
    ["20230229", undefined, NaN],
    ["202402290", undefined, NaN],
    ["29.02.24", "dmy", 19782],
    ["2/29/24", "mdy", 19782],
    ["31.12.69", "dmy", -1],
    ["31 Dec 69", undefined, -1]
  ] as const)("reads %s", (text, order, day) => {
    expect(dayOf(text, order)).toBe(day);
  });

  it.each([
    ["2023-02-29", undefined],
    ["29.02.2024", undefined],
    ["29.02.2024", "mdy"],
    ["45291", undefined],
    ["", undefined],
    ["2024-01", undefined],
    ["29.02.24", undefined],
    ["30-Feb-2024", undefined],
    ["29 jui 2024", undefined],
    ["2 years 10 months", undefined],
    ["Feb 2024", undefined],
    ["May", undefined]
  ] as const)("takes %s for no date", (text, order) => {
    expect(dayOf(text, order)).toBeNaN();
    expect(createDaysReader({asOf: "2024-12-31"}, order)(text)).toBe(Infinity);
  });

  it("goes back to the date that it came from", () => {
    const day = fc.date({min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true});
    fc.assert(
      fc.property(day, fc.integer({min: -40_000, max: 40_000}), fc.boolean(), (date, days, ahead) => {
        const asOf = date.toISOString().slice(0, 10);
        expect(createDaysReader({asOf, ahead})(dateCounted({asOf, ahead}, days))).toBe(days);
        expect(createDaysReader({asOf, ahead: !ahead})(dateCounted({asOf, ahead}, days))).toBe(0 - days);
      })
    );
  });
});

it("cells of true and false are the levels that say yes and no, whatever they are called", () => {
  const read = createCellReader({name: "a", kind: "category", levels: ["Ja", "Nein"]}, {type: {name: "boolean"}});
  expect(["true", "false"].map(read)).toEqual([0, 1]);
  const strange = createCellReader({name: "a", kind: "category", levels: ["Ja", "vielleicht"]}, {type: {name: "boolean"}});
  expect(strange("true")).toBeLessThan(0);
});
