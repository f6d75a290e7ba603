import * as fc from "fast-check";
import {expect, it} from "vitest";
import {findRepeatedKeys, joinKeys, KeyCollector} from "../../../data-loaders/ingest/rowKeys.js";

const collect = (texts: readonly (string | null)[]) => {
  const collector = new KeyCollector(["n/a"]);
  for (const text of texts) collector.push(text);
  return collector.finish();
};

it("finds each key that names several rows, its first two rows, and none of those without a key", () => {
  const texts = fc.array(fc.oneof(fc.constantFrom(null, "n/a"), fc.integer({min: 0, max: 30}).map(String), fc.string()), {maxLength: 60});
  fc.assert(
    fc.property(texts, fc.nat(60), (all, cut) => {
      const places = new Map<string, number[]>();
      for (const [row, text] of all.entries()) if (text !== null && text !== "n/a") places.set(text, [...(places.get(text) ?? []), row]);
      const repeated = [...places.values()].filter((rows) => rows.length > 1).map(([first, second]) => ({first, second}));
      const found = findRepeatedKeys(joinKeys([collect(all.slice(0, cut)), collect(all.slice(cut))]), 100);
      expect(found).toEqual({count: repeated.length, rows: repeated.sort((a, b) => a.first - b.first)});
    })
  );
});

it("tells 300,000 keys apart that differ by a digit, and finds the two that do not", () => {
  const keys = Array.from({length: 300_000}, (_, i) => `user-${i}`);
  expect(findRepeatedKeys(collect(keys), 5)).toEqual({count: 0, rows: []});
  keys[299_999] = "user-17";
  expect(findRepeatedKeys(collect(keys), 5)).toEqual({count: 1, rows: [{first: 17, second: 299_999}]});
});
