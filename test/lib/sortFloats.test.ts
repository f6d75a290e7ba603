import * as fc from "fast-check";
import {expect, it} from "vitest";
import {sortFloats, sortedOrder} from "../../lib/sortFloats.js";

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

it("sortedOrder(values) sorts indices, equal values in their order", () => {
  const floats = fc.array(fc.oneof(fc.float({noNaN: true}), fc.constantFrom(1, 2, -1)), {maxLength: 300});
  fc.assert(
    fc.property(floats, (numbers) => {
      const values = Float32Array.from(numbers);
      const order = [...sortedOrder(values)];
      expect(order.map((i) => values[i])).toEqual([...sortFloats(values)]);
      order.slice(1).forEach((i, k) => expect(Object.is(values[i], values[order[k]]) && i < order[k]).toBe(false));
    }),
    {seed: 1}
  );
});
