import {expect, it} from "vitest";
import {findRateMove} from "../../../lib/champion/rateMoved.js";
import {createRandom} from "../../../lib/random.js";

const random = createRandom("rates");
const draw = (n: number, rate: number): Uint8Array => Uint8Array.from({length: n}, () => Number(random() < rate));
const alone = (y: ArrayLike<number>) => ({y, groups: null});

it("findRateMove(before, after) tells the two rates where chance does not explain the difference", () => {
  const [old, late] = [Uint8Array.from({length: 500}, (_, i) => Number(i < 100)), Uint8Array.from({length: 200}, (_, i) => Number(i < 73))];
  expect(findRateMove(alone(old), alone(late))).toEqual({before: 0.2, after: 0.365});
  expect(findRateMove(alone(old), alone(late.subarray(40, 200)))).toBeNull();
  expect(findRateMove(alone(old), alone(late.subarray(0, 1)))).toBeNull();
});

it("findRateMove(before, after) says nothing in at least 97 of 100 tables of one rate", () => {
  const moved = Array.from({length: 500}, () => findRateMove(alone(draw(300, 0.2)), alone(draw(100, 0.2))));
  expect(moved.filter((d) => d !== null).length).toBeLessThanOrEqual(15);
});

it("findRateMove(before, after) says nothing in as many where customers have a row in each of many periods, all of one outcome", () => {
  const side = (customers: number, periods: number) => {
    const left = draw(customers, 0.2);
    const groups = Int32Array.from({length: customers * periods}, (_, row) => row % customers);
    return {y: Uint8Array.from(groups, (customer) => left[customer]), groups};
  };
  const moved = Array.from({length: 500}, () => findRateMove(side(150, 6), side(150, 2)));
  expect(moved.filter((d) => d !== null).length).toBeLessThanOrEqual(15); // of spans taken for other customers each, 50
});
