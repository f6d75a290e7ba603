import fc from "fast-check";
import {expect, test} from "vitest";
import {closestTo} from "../../data-loaders/closestTo.js";

const NAMES = ["start", "init", "build", "serve", "dev", "score", "endpoint", "flow", "track", "worker", "nginx"];

test.each([
  ["scroe", "score"],
  ["biuld", "build"],
  ["end", "endpoint"],
  ["servee", "serve"],
  ["tarck", "track"],
  ["customers", null],
  ["", null]
])("closestTo(%j, names) is %j", (given, meant) => {
  expect(closestTo(given, NAMES)).toBe(meant);
});

test("closestTo(given, names) forgives one typing error in any name of four letters or more", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NAMES.filter((name) => name.length > 3)),
      fc.nat(),
      fc.constantFrom("drop", "swap", "add"),
      (name, at, error) => {
        const i = at % (name.length - 1);
        const [head, tail] = [name.slice(0, i), name.slice(i + 1)];
        const typed =
          error === "drop" ? head + tail : error === "add" ? `${head}q${name.slice(i)}` : head + tail[0] + name[i] + tail.slice(1);
        expect(closestTo(typed, NAMES)).toBe(name);
      }
    )
  );
});
