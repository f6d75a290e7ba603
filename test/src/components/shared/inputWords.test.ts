import fc from "fast-check";
import {describe, expect, test} from "vitest";
import type {Row} from "../../../../lib/dataset/table.js";
import {inputWord} from "../../../../lib/whatif/inputWord.js";
import {decodeRow, encodeRow, packRow, unpackRow} from "../../../../lib/whatif/urlState.js";
import {parseQuery} from "../../../../src/components/ui/urlState.js";
import {carriedSearch, carriedWords, pageWords, readStrangers} from "../../../../src/components/shared/addressWords.js";
import {ownSchema} from "../../../../src/components/decide/decideState.js";
import {lineSchema} from "../../../../src/components/shared/contactLine.js";
import {createMembers, predictBook as book} from "../../../fixtures/book/predict.js";
import {HOSTILE_NAMES, hostileName} from "../../../support/hostileNames.js";

describe("rows of inputs with hostile names", () => {
  test("come back from an address and from a packed parameter as they were", () => {
    fc.assert(
      fc.property(fc.uniqueArray(hostileName, {minLength: 7, maxLength: 7}), fc.constantFrom(...createMembers(10)), (names, member) => {
        const renamed = book.inputs.map((d, i) => ({...d, name: names[i]}));
        const rename = (row: Row): Row => Object.fromEntries(book.inputs.map(({name}, i) => [names[i], row[name]]));
        const rules = {...book, inputs: renamed, typical: rename(book.typical), constraints: [], groups: []};
        const row = rename(member);
        const params = new URLSearchParams(encodeRow(row, rules.typical, renamed, pageWords).toString());
        for (const [word] of params) expect(pageWords).not.toContain(word);
        params.set("value", "25");
        expect(decodeRow(params, rules, carriedWords)).toMatchObject({repairs: [], moves: []});
        expect(Object.entries(decodeRow(params, rules, carriedWords).row).sort()).toEqual(Object.entries(row).sort());
        expect(unpackRow(packRow(row, rules), rules)).toMatchObject({repairs: []});
        expect(Object.entries(unpackRow(packRow(row, rules), rules).row).sort()).toEqual(Object.entries(row).sort());
      })
    );
  });
});

describe("addresses that are carried from page to page", () => {
  const inputs = [...HOSTILE_NAMES];
  const search = `?${new URLSearchParams(inputs.map((name) => [inputWord(name, pageWords), "7"])).toString()}`;

  test("set no choice of /decide, and find every input again on the way back", () => {
    const there = carriedSearch(search, "predict", "decide");
    const schema = {...lineSchema, ...ownSchema(["logistic"])};
    expect(parseQuery(schema, there)).toEqual(parseQuery(schema, ""));
    expect(readStrangers(there, {inputs, hashes: []})).toEqual([]);
    for (const page of ["models", "batch", "predict"]) {
      const back = carriedSearch(carriedSearch(`${there}&threshold=0.3`, "decide", page), page, page === "predict" ? "decide" : "predict");
      expect([...new URLSearchParams(back)]).toEqual([...new URLSearchParams(search), ["threshold", "0.3"]]);
    }
  });

  test("set no input by a choice of any page", () => {
    const choices = new URLSearchParams(carriedWords.map((word) => [word, "7"]));
    const named = {...book, inputs: book.inputs.map((d, i) => ({...d, name: carriedWords[i]})), typical: {}, constraints: [], groups: []};
    expect(decodeRow(choices, named, carriedWords)).toMatchObject({row: {}, own: new Set(), repairs: []});
  });

  test("written by hand or before, name an input bare where that means nothing else", () => {
    for (const name of inputs.filter((d) => !carriedWords.includes(d) && !d.startsWith("in.")))
      expect(readStrangers(`?${new URLSearchParams([[name, "7"]]).toString()}`, {inputs, hashes: []})).toEqual([]);
  });
});
