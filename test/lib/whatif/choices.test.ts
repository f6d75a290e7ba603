import type {PredictInput} from "../../../lib/book/predict.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {listChoices, sayChoices} from "../../../lib/whatif/choices.js";
import {everybody} from "../../../lib/whatif/findUsers.js";
import {packQuery, unpackQuery} from "../../../lib/whatif/queryAddress.js";
import {traceInput} from "../../../lib/whatif/sensitivity.js";
import {decodeRow, encodeRow, packRow, unpackRow} from "../../../lib/whatif/urlState.js";
import {describeValue} from "../../../lib/whatif/values.js";
import {predictBook} from "../../fixtures/book/predict.js";

const [visits] = predictBook.inputs;
const plan = predictBook.inputs.find((d) => d.kind === "category")!;

/** A book of one number and one category, either of which may be missing. */
function bookOf(levels: string[], isPooled: boolean): typeof predictBook {
  const other = {level: levels[0], nLevels: 5};
  const category: PredictInput = {...plan, levels, missing: true, ...(isPooled ? {other} : {})};
  return {
    ...predictBook,
    inputs: [{...visits, missing: true}, category],
    constraints: [],
    groups: [],
    typical: {[visits.name]: 12, [plan.name]: levels[0]}
  };
}

const level = fc.oneof(
  fc.constantFrom("other", "missing", "-", "None", "1", "a_b", "a!b", "é &=?#"),
  fc.string({minLength: 1, maxLength: 9})
);
const levelList = fc.uniqueArray(
  level.filter((d) => d.trim() !== ""),
  {minLength: 1, maxLength: 5}
);

describe("what a category can be set to", () => {
  it("is offered, traced, told and kept in addresses by the same list, whatever its levels are called", () => {
    fc.assert(
      fc.property(levelList, fc.boolean(), fc.option(fc.integer({min: 0, max: 31})), (levels, isPooled, number) => {
        const book = bookOf(levels, isPooled);
        const [, input] = book.inputs;
        const choices = listChoices(input);
        expect(choices.map(({value}) => value)).toEqual([...levels, null]);
        const curve = traceInput(() => 0.5, book.typical, {input, rules: book});
        expect(curve.x).toEqual(choices.map(({value}) => value));
        for (const {value, word} of choices) {
          expect(describeValue(input, value)).toBe(word);
          const row = {[visits.name]: number, [plan.name]: value};
          const search = encodeRow(row, book.typical, book.inputs).toString();
          expect(decodeRow(new URLSearchParams(search), book)).toMatchObject({row, repairs: []});
          expect(unpackRow(packRow(row, book), book)).toMatchObject({row, repairs: []});
          const query = {...everybody, conditions: [{input: plan.name, level: value}]};
          expect(unpackQuery(packQuery(query, book), book)).toEqual({query, nLeftOut: 0});
        }
      })
    );
  });

  it("names the pooled level by what it stands for, and no value by a word that is no level", () => {
    const [, input] = bookOf(["other", "basic"], true).inputs;
    expect(sayChoices(input)).toBe("other (5 levels), basic or missing");
    expect(sayChoices({...input, levels: ["missing", "basic"]})).toBe("missing, basic or no value");
    expect(sayChoices({levels: ["basic", "plus"]})).toBe("basic or plus");
    const areas = Array.from({length: 21}, (_, i) => `A${i}`);
    expect(sayChoices({levels: areas})).toBe("A0, A1, A2, A3, A4 or 16 more");
    expect(sayChoices({levels: areas.slice(1)})).toMatch(/^A1, .*, A19 or A20$/);
  });

  it("keeps levels that are written from right to left apart from what follows them in a sentence", () => {
    const [, input] = bookOf(["باقة (4)", "خطة سنوية"], false).inputs;
    expect(sayChoices(input)).toBe("\u2068باقة (4)\u2069, \u2068خطة سنوية\u2069 or missing");
  });

  it("reads the words of choices in an address, and tells", () => {
    const book = bookOf(["other", "basic"], true);
    const read = (text: string): object => decodeRow(new URLSearchParams([[plan.name, text]]), book);
    expect(read("Missing")).toMatchObject({row: {[plan.name]: null}, repairs: [`${plan.title}: “Missing” was read as missing.`]});
    expect(read("")).toMatchObject({row: {[plan.name]: null}, repairs: []});
    const strict = {...book, inputs: [book.inputs[0], {...book.inputs[1], missing: undefined}]};
    expect(decodeRow(new URLSearchParams([[plan.name, ""]]), strict).repairs).toEqual([
      `${plan.title} must be other (5 levels) or basic; got “”, and the usual one stands.`
    ]);
  });
});
