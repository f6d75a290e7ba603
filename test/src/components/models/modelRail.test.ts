import fc from "fast-check";
import {expect, it} from "vitest";
import {pickModel} from "../../../../src/components/models/modelRail.js";

it("pickModel(picked, name) joins a second, puts a third in its place, and takes a picked one away", () => {
  expect(pickModel({a: "tree", b: "tree"}, "forest")).toEqual({a: "tree", b: "forest"});
  expect(pickModel({a: "tree", b: "forest"}, "logistic")).toEqual({a: "tree", b: "logistic"});
  expect(pickModel({a: "tree", b: "forest"}, "forest")).toEqual({a: "tree", b: "tree"});
  expect(pickModel({a: "tree", b: "forest"}, "tree")).toEqual({a: "forest", b: "forest"});
  expect(pickModel({a: "tree", b: "tree"}, "tree")).toEqual({a: "tree", b: "tree"});
});

it("pickModel(picked, name) leaves one or two picked, and picks whatever was not", () => {
  const name = fc.constantFrom("a", "b", "c", "d");
  fc.assert(
    fc.property(fc.array(name, {maxLength: 12}), name, (presses, last) => {
      const before = presses.reduce(pickModel, {a: "a", b: "b"});
      const after = pickModel(before, last);
      const wasPicked = last === before.a || last === before.b;
      expect(last === after.a || last === after.b).toBe(!wasPicked || before.a === before.b);
    })
  );
});
