import fc from "fast-check";
import type {Schema} from "../../../../src/components/ui/urlState.js";
import {describe, expect, test} from "vitest";
import {choiceField, flagField, formatQuery, numberField, parseQuery} from "../../../../src/components/ui/urlState.js";

interface State {
  by: string;
  depth: number;
  open: boolean;
}

const names = ["a", "b", "c"];
const schema: Schema<State> = {
  by: choiceField(names, "a"),
  depth: numberField({min: 0, max: 100, fallback: 20}),
  open: flagField(false)
};
const defaults: State = {by: "a", depth: 20, open: false};

describe("parseQuery(schema, search)", () => {
  test("takes the fallback for what is absent, without a word", () => {
    expect(parseQuery(schema, "")).toEqual({value: defaults, notices: []});
    expect(parseQuery(schema, "?other=1")).toEqual({value: defaults, notices: []});
  });

  test("reads every kind of field", () => {
    expect(parseQuery(schema, "?by=c&depth=7.5&open=1").value).toEqual({by: "c", depth: 7.5, open: true});
  });

  test("repairs a bad value and says which, what it was and what may stand there", () => {
    const {value, notices} = parseQuery(schema, "?by=zebra&depth=101");
    expect(value).toEqual(defaults);
    expect(notices).toEqual([
      "The address asked for by = “zebra”, which must be one of a, b, c; showing a.",
      "The address asked for depth = “101”, which must be a number from 0 to 100; showing 20."
    ]);
  });

  test.each(["", " ", "NaN", "Infinity", "1e999", "0x"])("refuses the number %j", (text) => {
    expect(parseQuery(schema, `?depth=${text}`).notices).toHaveLength(1);
  });

  test("takes the first of a repeated word, says so, and leaves one in the address", () => {
    const {value, notices} = parseQuery(schema, "?depth=5&depth=50");
    expect(value.depth).toBe(5);
    expect(notices).toEqual(["The address holds depth more than once; only the first, “5”, counts."]);
    expect(formatQuery(schema, value, "?depth=5&depth=50")).toBe("?depth=5");
  });
});

describe("formatQuery(schema, value, search)", () => {
  test("leaves defaults out and other parameters alone", () => {
    expect(formatQuery(schema, defaults, "?by=c&other=x")).toBe("?other=x");
    expect(formatQuery(schema, defaults, "?by=c")).toBe("");
  });

  test("is undone by parseQuery for any state", () => {
    const states = fc.record({
      by: fc.constantFrom(...names),
      depth: fc.double({min: 0, max: 100, noNaN: true}).map((d) => d + 0),
      open: fc.boolean()
    });
    fc.assert(
      fc.property(states, (state) => {
        const depth = Object.is(state.depth, -0) ? 0 : state.depth;
        expect(parseQuery(schema, formatQuery(schema, {...state, depth}))).toEqual({value: {...state, depth}, notices: []});
      })
    );
  });
});
