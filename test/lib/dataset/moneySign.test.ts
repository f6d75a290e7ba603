import {describe, expect, it} from "vitest";
import {moneySignOf} from "../../../lib/dataset/moneySign.js";

describe("moneySignOf(inputs)", () => {
  it.each([
    [["GBP", "days", "GBP a month"], "£"],
    [["USD"], "$"],
    [["PLN", undefined, null], "PLN"],
    [["EUR", "USD"], "€"],
    [["cents", "km"], "€"],
    [[], "€"]
  ])("of the units %j is %s", (units, sign) => expect(moneySignOf(units.map((unit) => ({unit})))).toBe(sign));
});
