import {describe, expect, it} from "vitest";
import {findFormatFaults} from "../../../lib/rows/format.js";

describe("findFormatFaults(format)", () => {
  it("lets pass what tables have", () => {
    expect(findFormatFaults({})).toEqual([]);
    expect(
      findFormatFaults({delimiter: ";", encoding: "windows-1252", decimal: ",", thousands: ".", symbols: ["€", "R$", "zł", "%"]})
    ).toEqual([]);
  });

  it("names what cannot be", () => {
    expect(findFormatFaults({delimiter: '"'})).toEqual(["format.delimiter is the quote"]);
    expect(findFormatFaults({decimal: ",", thousands: ","})).toEqual(['format.thousands and format.decimal are both ","']);
    expect(findFormatFaults({encoding: "klingon"})).toHaveLength(1);
  });

  it.each(["", "e", "E", "5", "-", ".", "a b", "[", "\\", "^"])("refuses the symbol %j, which a number or a pattern may hold", (symbol) => {
    expect(findFormatFaults({symbols: ["€", symbol]})).toEqual([
      `format.symbols has ${JSON.stringify(symbol)}, which can be part of a number or a pattern`
    ]);
  });
});
