import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {formatHash, parseHash} from "../../../src/singleFile/hash.js";

describe("parseHash(hash, first) and formatHash(place)", () => {
  test.each([
    ["", {page: "report", search: "", anchor: "", file: null}],
    ["#/", {page: "report", search: "", anchor: "", file: null}],
    ["#/predict?visits=3&_from=1_2#answer", {page: "predict", search: "?visits=3&_from=1_2", anchor: "#answer", file: null}],
    ["#/models#calibration", {page: "models", search: "", anchor: "#calibration", file: null}],
    ["#calibration", {page: "report", search: "", anchor: "#calibration", file: null}],
    ["#/api/models/tree.json", {page: "report", search: "", anchor: "", file: "api/models/tree.json"}],
    ["#/licences.txt", {page: "report", search: "", anchor: "", file: "licences.txt"}]
  ])("%s", (hash, place) => {
    expect(parseHash(hash, "report")).toEqual(place);
  });

  test("a place comes back as it was", () => {
    const words = fc.string({unit: fc.constantFrom(..."abz09_-.%&=+ü")});
    fc.assert(
      fc.property(fc.constantFrom("predict", "report"), words, words, (page, query, anchor) => {
        const place = {page, search: query && `?${query}`, anchor: anchor && `#${anchor}`};
        expect(parseHash(formatHash(place), "report")).toEqual({...place, file: null});
      })
    );
  });
});
