import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {goTo, startHistory} from "../../../../lib/whatif/history.js";
import {openSession} from "../../../../lib/whatif/session.js";
import {searchOf, chosenReference} from "../../../../src/components/predict/addressBar.js";
import {openState} from "../../../../src/components/predict/openState.js";
import {barChoices, presentRow, settingAt} from "../../../../src/components/predict/pageState.js";
import {limitsIn, queriesIn} from "../../../fixtures/book/queries.js";
import {createMembers, predictBook as book, predictModel} from "../../../fixtures/book/predict.js";

const session = openSession(book, "logistic", predictModel);
const open = (search: string) => openState(book, session, search, null);
const opening = book.presets[1].row;
const members = createMembers(40, "addresses");

describe("searchOf(state, book, current) and openState(book, session, search, line)", () => {
  const only = <T extends {reference: unknown}>({reference: _, ...rest}: T): Omit<T, "reference"> => rest;

  test("what is usual leaves no trace", () => {
    const typical = {...open("").state, history: startHistory(settingAt(book.typical))};
    expect(searchOf(typical, book, "")).toBe("?_hash=a1b2c3d4&_v=1");
    expect(presentRow(open(searchOf(open("").state, book, "")).state)).toEqual(opening); // a link does not rest on whom the next build opens on
  });

  test("an address without a setting opens on the case worth a look; one that names an input, or was written here, does not", () => {
    const rowOf = (search: string) => presentRow(open(search).state);
    for (const search of ["", "threshold=0.2", "_model=logistic", "nonsense=1"]) expect(rowOf(search)).toEqual(opening);
    expect(open("").state.history.present.start).toEqual(opening);
    for (const search of ["visits=banana", "_v=1", "_from=typical"]) expect(rowOf(search)).toEqual(book.typical);
    expect(rowOf("tenure=2000")).toEqual({...book.typical, tenure: 2000});
    const typical = {...open("").state, history: startHistory(settingAt(book.typical))};
    expect(rowOf(searchOf(typical, book, ""))).toEqual(book.typical);
  });

  test("every state comes back as it was, without repairs, in under 2,000 characters", () => {
    const states = fc.record({
      row: fc.constantFrom(book.typical, opening, ...members),
      start: fc.constantFrom(book.typical, opening, ...members),
      isTogether: fc.boolean(),
      limits: limitsIn(book),
      query: fc.option(queriesIn(book)),
      pinned: fc.subarray(members, {maxLength: 6}),
      before: fc.constantFrom(...members),
      reference: fc.constantFrom("average" as const, "typical" as const, "retained" as const, "previous" as const, "kept" as const),
      isGrouped: fc.boolean(),
      bars: fc.constantFrom(...barChoices)
    });
    fc.assert(
      fc.property(states, ({row, start, before, ...choices}) => {
        const sent = {
          ...open("").state,
          ...choices,
          history: goTo(startHistory(settingAt(before)), {row, own: new Set<string>(), start})
        };
        const search = searchOf(sent, book, "?threshold=0.12345678901234568");
        const back = open(search);
        expect(search.length).toBeLessThan(1950);
        expect(back.repairs).toEqual([]);
        expect(presentRow(back.state)).toEqual(row);
        expect(back.state.history.present.start).toEqual(start);
        const {pinned, isGrouped, isTogether, bars, limits, query} = back.state;
        expect({pinned, isGrouped, isTogether, bars, limits, query}).toEqual(only(choices));
        expect(chosenReference(book, back.state)).toEqual(chosenReference(book, sent));
      })
    );
  });

  test("carries the model's hash, and tells when the site has another one", () => {
    const search = searchOf(open("visits=3").state, book, "");
    expect(new URLSearchParams(search).get("_hash")).toBe("a1b2c3d4");
    expect(open(search.replace("_hash=a1b2c3d4", "_hash=00000000")).repairs).toEqual([
      "The link was made with another version of the model; its numbers may have been different."
    ]);
  });

  test("mends what cannot be, and says so", () => {
    for (const search of [
      "_against=nobody",
      "_against=kept",
      "_against=previous",
      "_apart=banana",
      "_bars=7",
      "_pinned=",
      "_pinned=visits%3D900",
      "_pinned=typical!typical!typical!typical!typical!typical!typical",
      "_whatever=1",
      "nonsense=1",
      "_before=visits%3D900&_against=previous",
      "visits=3&classes=9",
      "_linked=maybe",
      "_from=1_2",
      "_limits=0_x_3",
      "_limits=4_0_3",
      "_find=in_0_5!nobody",
      "_find=is_0_1!score_7!beside_9_5!in_6_0_1",
      "_v=0",
      "threshold=0.2&threshold=0.4",
      "visits=3&visits=12"
    ]) {
      const {repairs, state} = open(search);
      expect({search, n: repairs.length}).toEqual({search, n: 1});
      expect(open(searchOf(state, book, search)).repairs).toEqual([]);
    }
  });

  test("keeps what belongs to /decide, and only that, without a word", () => {
    const search = "?visits=3&value=80&save=12&threshold=0.2&nonsense=1";
    const {state, repairs} = open(search);
    expect(repairs).toEqual(["“nonsense” is no input of this page and was left out."]);
    expect(Object.fromEntries(new URLSearchParams(searchOf(state, book, search)))).toEqual({
      visits: "3",
      classes: "3",
      value: "80",
      save: "12",
      threshold: "0.2",
      _hash: "a1b2c3d4",
      _v: "1"
    });
  });
});
