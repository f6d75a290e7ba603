import type {LineDesign, ScoreGroup, ScoreGroupsBook} from "../../../lib/book/scores.js";
import * as fc from "fast-check";
import {expect, it} from "vitest";
import {openGroups, packGroups} from "../../../lib/metrics/groupColumns.js";

const count = fc.nat(9999);
const effect = fc.double({min: 0.1, max: 9, noNaN: true});
const design: fc.Arbitrary<LineDesign | undefined> = fc.option(fc.tuple(effect, effect, effect, effect, effect), {nil: undefined});
const group = fc
  .record({n: count, churned: count, from: count, mean: fc.double({min: 1e-4, max: 1, noNaN: true}), design})
  .map(({design: ofLine, ...rest}): ScoreGroup => (ofLine === undefined ? rest : {...rest, design: ofLine}));
const side = fc.option(fc.array(group, {maxLength: 12}));
const book = fc.array(fc.record({name: fc.string(), outOfFold: side, test: side}), {maxLength: 4}).map((models): ScoreGroupsBook => ({
  minGroup: {outOfFold: 20, test: 20},
  ladders: [],
  models: models.map((model) => ({...model, outOfFoldMetrics: null, outOfFoldByChance: null, lossError: null}))
}));

it("openGroups(file) has of any book what packGroups(book) has packed, also by way of JSON", () => {
  fc.assert(fc.property(book, (own) => void expect(openGroups(JSON.parse(JSON.stringify(packGroups(own))))).toEqual(own)));
});

it("openGroups(file) takes groups one by one, as sites of an earlier edition have them", () => {
  fc.assert(fc.property(book, (own) => void expect(openGroups(own)).toEqual(own)));
});
