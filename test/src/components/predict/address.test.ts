import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {goTo} from "../../../../lib/whatif/setting/history.js";
import {openSession} from "../../../../lib/whatif/answer/session.js";
import {addressOf} from "../../../../src/components/predict/state/addressBar.js";
import {openState} from "../../../../src/components/predict/state/openState.js";
import {presentRow} from "../../../../src/components/predict/state/pageState.js";
import {createMembers, predictBook as book, predictModel} from "../../../fixtures/book/predict.js";

const session = openSession(book, "logistic", predictModel);
const here = new URL("http://127.0.0.1/predict");
const members = createMembers(40, "addresses");

describe("addressOf(state, book, current) and openState(book, session, search)", () => {
  test("what is usual leaves no trace", () => {
    expect(addressOf(openState(book, session, "").state, book, here).href).toBe(here.href);
  });

  test("every state comes back as it was, without repairs, in under 2,000 characters", () => {
    const states = fc.record({
      row: fc.constantFrom(...members), pinned: fc.subarray(members, {maxLength: 6}), threshold: fc.option(fc.integer({min: 1, max: 999}).map((d) => d / 1000)),
      reference: fc.constantFrom("average" as const, "typical" as const, "retained" as const, "previous" as const, "kept" as const), isGrouped: fc.boolean()
    });
    fc.assert(fc.property(states, ({row, ...choices}) => {
      const {state} = openState(book, session, "");
      const sent = {...state, ...choices, history: goTo(state.history, {row, own: new Set<string>()})};
      const url = addressOf(sent, book, here);
      const back = openState(book, session, url.search);
      expect(url.href.length).toBeLessThan(2000);
      expect(back.repairs).toEqual([]);
      expect(presentRow(back.state)).toEqual(row);
      expect({pinned: back.state.pinned, threshold: back.state.threshold, reference: back.state.reference, isGrouped: back.state.isGrouped}).toEqual(choices);
    }));
  });

  test("carries the model's hash, and tells when the site has another one", () => {
    const url = addressOf(openState(book, session, "visits=3").state, book, here);
    expect(url.searchParams.get("_hash")).toBe("a1b2c3d4");
    url.searchParams.set("_hash", "00000000");
    expect(openState(book, session, url.search).repairs).toEqual(["The link was made with another version of the model; its numbers may have been different."]);
  });

  test("mends what cannot be, and says so", () => {
    expect(openState(book, session, "threshold=7").repairs).toEqual(["The contact line must lie between 0 and 1; none is set."]);
    expect(openState(book, session, "_against=nobody").repairs).toHaveLength(1);
  });
});
