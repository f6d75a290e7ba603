import type {BuildData} from "../../../lib/book/history.js";
import fc from "fast-check";
import {expect, test} from "vitest";
import {MIN_GROUP} from "../../../lib/groups.js";
import {describeBuild} from "../../../lib/history/describeBuild.js";
import {settleData} from "../../../lib/history/settleData.js";
import {usersOf} from "../../../lib/history/tellFigures.js";
import {describedBook} from "../../fixtures/book/history.js";

const usual = describedBook();
const facts = {book: "a", builtOn: "2026-01-02T03:04:05.000Z", program: "0.1.0", date: null, definitionHash: "b", population: null};

interface Counts {
  churned: number;
  retained: number;
}

const bookOf = ({churned, retained}: Counts): typeof usual => {
  const [labelled, test] = [churned + retained, Math.round((churned + retained) / 5)];
  const counts = {rows: labelled, labelled, unlabelled: 0, churned, retained, train: labelled - test, test};
  return {...usual, dataset: {...usual.dataset, counts}};
};

/** What the site of the later build keeps of the earlier one, which followed a first one. */
const keep = (earlier: Counts, later: Counts, first = earlier): BuildData =>
  settleData(describeBuild(bookOf(earlier), facts, describeBuild(bookOf(first), facts, null)).data, bookOf(later).dataset);

test("whoever knows today's counts does not learn of the earlier build's which fewer than 20 users came, nor whether they churned", () => {
  const count = fc.integer({min: 100, max: 4000});
  const few = fc.integer({min: 0, max: MIN_GROUP - 1});
  fc.assert(
    fc.property(fc.record({churned: count, retained: count}), few, few, few, (now, a, b, c) => {
      const came = {churned: Math.min(a, b), retained: Math.abs(a - b)};
      const earlier = {churned: now.churned - came.churned, retained: now.retained - came.retained};
      expect(keep(earlier, now, {churned: earlier.churned - c, retained: now.retained})).toEqual(keep(now, now));
    }),
    {seed: 22, numRuns: 500}
  );
});

test("keeps what many users moved", () => {
  const kept = keep({churned: 300, retained: 900}, {churned: 420, retained: 1400});
  expect(kept).toMatchObject({labelled: 1200, churned: 300, train: 960, test: 240});
  expect(kept.baseRate.estimate).toBeCloseTo(0.25, 12);
});

test("two builds kept differ by nobody or by 20 users at the least", () => {
  fc.assert(
    fc.property(fc.integer({min: 20, max: 900}), fc.integer({min: 20, max: 900}), (was, is) => {
      const [first, second] = [
        keep({churned: was, retained: 500}, {churned: is, retained: 500}),
        keep({churned: is, retained: 500}, {churned: is, retained: 500})
      ];
      const apart = Math.abs(first.churned - second.churned);
      expect(apart === 0 || apart >= MIN_GROUP).toBe(true);
    }),
    {seed: 23}
  );
});

test("tells the churn rate, and how far inputs may differ by chance, by customers where rows repeat them", () => {
  const {dataset} = bookOf({churned: 400, retained: 1600});
  const tell = (of: Partial<typeof dataset>): BuildData => describeBuild({...usual, dataset: {...dataset, ...of}}, facts, null).data;
  const [byRow, byCustomer] = [tell({}), tell({customers: 400, effective: 520})];
  const widthOf = ({baseRate: {low, high}}: BuildData): number => (high ?? NaN) - (low ?? NaN);
  expect(widthOf(byCustomer) / widthOf(byRow)).toBeCloseTo(Math.sqrt(2000 / 520), 1);
  expect([usersOf(byRow), usersOf(byCustomer)]).toEqual([2000, 400]);
  expect(settleData(byCustomer, {...dataset}).baseRate).toEqual(byCustomer.baseRate);
});
