import {assert, property, string, anything} from "fast-check";
import {describe, expect, test} from "vitest";
import {findNamed, getNamed} from "../../lib/named.js";
import {hostileName} from "../support/hostileNames.js";

describe("findNamed and getNamed(byName, name)", () => {
  test("find nothing that was not put there, whatever the name", () => {
    assert(
      property(hostileName, (name) => {
        expect(findNamed({}, name)).toBeUndefined();
        expect(() => getNamed({}, name)).toThrow("there must be an entry");
      })
    );
  });

  test("find what was put there, also after JSON, a spread and a clone", () => {
    assert(
      property(hostileName, string(), (name, value) => {
        const made = Object.fromEntries([[name, value]]);
        const spread = {...made, [name]: value};
        for (const byName of [made, spread, structuredClone(spread), JSON.parse(JSON.stringify(spread)) as typeof made])
          expect([findNamed(byName, name), getNamed(byName, name)]).toEqual([value, value]);
      })
    );
  });

  test("leave everybody else's objects alone", () => {
    assert(
      property(hostileName, anything(), (name, value) => {
        const made = {...{}, [name]: value};
        expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
        expect(Object.keys({})).toEqual([]);
      })
    );
  });
});
