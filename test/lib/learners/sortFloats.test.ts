import * as fc from "fast-check";
import {expect, it} from "vitest";
import {sortFloats} from "../../../lib/learners/sortFloats.js";

it("sortFloats(values) sorts as the language does, and leaves its input alone", () => {
  const floats = fc.array(fc.float({noNaN: true}), {maxLength: 300});
  fc.assert(
    fc.property(floats, (numbers) => {
      const values = Float32Array.from(numbers);
      expect([...sortFloats(values)]).toEqual([...values.slice().sort()]);
      expect([...values]).toEqual([...Float32Array.from(numbers)]);
    }),
    {seed: 1}
  );
});
