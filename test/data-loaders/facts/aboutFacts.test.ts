import {expect, test} from "vitest";
import {sayTestShare} from "../../../data-loaders/facts/aboutFacts.js";

const counts = {rows: 1200, labelled: 1000, unlabelled: 200, churned: 300, retained: 700, train: 800, test: 200};

test("the share that was judged on is one of all labelled rows, or says of how many it is", () => {
  expect(sayTestShare(counts)).toBe("20%");
  expect(sayTestShare({...counts, labelled: 4000})).toBe("20% of the 1,000 that took part");
});
