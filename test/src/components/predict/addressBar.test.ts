import type {Address} from "../../../../src/components/ui/address.js";
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {goTo} from "../../../../lib/whatif/history.js";
import {openSession} from "../../../../lib/whatif/session.js";
import {settingAt} from "../../../../src/components/predict/pageState.js";
import {createMembers, predictBook as book, predictModel} from "../../../fixtures/book/predict.js";

const heard = new Map<string, () => void>();
let search = "";

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  search = "";
  vi.stubGlobal("churnbookFile", {
    get search() {
      return search;
    },
    replace: (next: string) => (search = next),
    onMove: () => {}
  } as Partial<Address>);
  vi.stubGlobal("addEventListener", (event: string, listener: () => void) => heard.set(event, listener));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("keepAddress(book) has a change in the address at once, so that going back loses none, and of many in a row the last a moment later", async () => {
  const {keepAddress, searchOf} = await import("../../../../src/components/predict/addressBar.js");
  const {openState} = await import("../../../../src/components/predict/openState.js");
  const {state} = openState(book, openSession(book, "logistic", predictModel), "", null);
  const changed = createMembers(4, "bar").map((row) => ({...state, history: goTo(state.history, settingAt(row))}));
  const searchAfter = (i: number): string => searchOf(changed[i], book, "");
  const bar = keepAddress(book, 250);
  bar.write(changed[0]);
  expect(search).toBe(searchAfter(0));
  bar.write(changed[1]);
  bar.write(changed[2]);
  expect(search).toBe(searchAfter(0));
  vi.advanceTimersByTime(250);
  expect(search).toBe(searchAfter(2));
  bar.write(changed[0]);
  bar.write(changed[3]);
  expect(search).toBe(searchAfter(0));
  heard.get("pagehide")?.();
  expect(search).toBe(searchAfter(3));
});
