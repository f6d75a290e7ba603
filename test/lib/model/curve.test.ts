import * as fc from "fast-check";
import {describe, expect, it} from "vitest";
import {heightAt, piecesOf} from "../../../lib/model/curve.js";

/** Rising knots, some far apart and some close, and a value at each. */
const shapes = fc
  .array(fc.tuple(fc.double({min: 0.01, max: 100, noNaN: true}), fc.double({min: -3, max: 3, noNaN: true})), {minLength: 1, maxLength: 9})
  .map((steps) => {
    let knot = -50;
    return {knots: steps.map(([step]) => (knot += step)), values: steps.map(([, value]) => value)};
  });

describe("piecesOf(shape), heightAt(pieces, x)", () => {
  it("go through every value, without a jump in height, slope or bend, and straight beyond both ends", () => {
    fc.assert(
      fc.property(shapes, ({knots, values}) => {
        const pieces = piecesOf({knots, values});
        const {from, value, slope, square, cube} = pieces;
        for (const [k, knot] of knots.entries()) expect(heightAt(pieces, knot)).toBeCloseTo(values[k], 10);
        for (let k = 0; k + 1 < knots.length; ++k) {
          const h = from[k + 1] - from[k];
          const size = Math.abs(slope[k]) + Math.abs(h * square[k]) + Math.abs(h * h * cube[k]) + 1;
          expect(value[k] + h * (slope[k] + h * (square[k] + h * cube[k])) - value[k + 1]).toBeCloseTo(0, 8);
          expect((slope[k] + h * (2 * square[k] + 3 * h * cube[k]) - slope[k + 1]) / size).toBeCloseTo(0, 8);
          expect((h * (square[k] + 3 * h * cube[k] - square[k + 1])) / size).toBeCloseTo(0, 8);
        }
        const last = knots.length - 1;
        expect([square[0], square[last], cube[last]].map(Math.abs)).toEqual([0, 0, 0]);
        expect(heightAt(pieces, knots[0] - 7)).toBeCloseTo(values[0] - 7 * slope[0], 8);
        expect(heightAt(pieces, knots[last] + 7)).toBeCloseTo(values[last] + 7 * slope[last], 8);
      }),
      {numRuns: 200, seed: 1}
    );
  });

  it("jump by each step from where it is on, and follow the curve beside", () => {
    fc.assert(
      fc.property(
        shapes,
        fc.array(fc.tuple(fc.double({min: 0.01, max: 40, noNaN: true}), fc.double({min: -3, max: 3, noNaN: true}))),
        (shape, rises) => {
          let at = shape.knots[0];
          const steps = rises.map(([way, rise]) => ({at: (at += way), rise}));
          const [plain, stepped] = [piecesOf(shape), piecesOf({...shape, steps})];
          const near = steps.flatMap((step) => [step.at, step.at - 1e-9, step.at + 5]);
          for (const x of [...shape.knots, ...near, shape.knots[0] - 9, at + 99]) {
            const risen = steps.reduce((sum, step) => (x >= step.at ? sum + step.rise : sum), 0);
            expect(heightAt(stepped, x)).toBeCloseTo(heightAt(plain, x) + risen, 5);
          }
        }
      ),
      {numRuns: 200, seed: 2}
    );
  });

  it("is scipy's natural cubic spline", () => {
    // CubicSpline([0, 1, 3, 4.5], [1, -1, 2, 0], bc_type="natural") at 0.5, 2 and 4, and its slope at both ends
    const pieces = piecesOf({knots: [0, 1, 3, 4.5], values: [1, -1, 2, 0]});
    const theirs = {
      heights: [-0.2976973684210526, 0.25657894736842124, 1.0877192982456143],
      ends: [-2.793859649122807, -2.2807017543859645]
    };
    for (const [i, x] of [0.5, 2, 4].entries()) expect(heightAt(pieces, x)).toBeCloseTo(theirs.heights[i], 12);
    for (const [i, k] of [0, 3].entries()) expect(pieces.slope[k]).toBeCloseTo(theirs.ends[i], 12);
  });
});
