import {describe, expect, it} from "vitest";
import {moneySignOf} from "../../../lib/dataset/moneySign.js";

describe("moneySignOf(definition)", () => {
  it.each([
    [["GBP", "days", "GBP a month"], "£"],
    [["USD"], "$"],
    [["PLN", undefined, null], "PLN"],
    [["RUB", "thousand RUB"], "RUB"],
    [["JPY", "万円", "JPY a month"], "¥"],
    [["kr a month"], "kr"],
    [["EUR", "USD"], "units"],
    [["$", "MXN"], "units"],
    [["$ a month"], "$"],
    [["cents", "km"], "units"],
    [[], "units"]
  ])("of the units %j is %s", (units, sign) => expect(moneySignOf({inputs: units.map((unit) => ({unit}))})).toBe(sign));

  it("is what the definition says", () => expect(moneySignOf({money: "€", inputs: [{unit: "USD"}]})).toBe("€"));

  it("is what the column of value says, which need be no input", () =>
    expect(moneySignOf({value: "revenue_chf", inputs: [{unit: "days"}]})).toBe("CHF"));
});
