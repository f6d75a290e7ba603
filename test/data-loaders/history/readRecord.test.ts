import {expect, test} from "vitest";
import {HISTORY_FORMAT} from "../../../lib/book/history.js";
import {POPULATION} from "../../../lib/history/population.js";
import {hashOfRows, LARGEST_RECORD, readPopulation} from "../../../data-loaders/history/readRecord.js";

test("reads a population of as many inputs as a wide table has, whose names are long", () => {
  const names = Array.from({length: 150}, (_, j) => `average_monthly_minutes_of_calls_to_other_networks_${j}`);
  const rows = Array.from({length: POPULATION}, (_, i) => Object.fromEntries(names.map((name, j) => [name, i * j + 0.123])));
  const json = JSON.stringify({format: HISTORY_FORMAT, rows});
  expect(json.length).toBeLessThan(LARGEST_RECORD);
  const hash = hashOfRows(rows);
  expect(readPopulation(json, {where: "it", hash}).rows).toEqual(rows);
  expect(() => readPopulation(json.replace("0.123", "1.123"), {where: "it", hash})).toThrow(
    `it: the rows must have the hash ${hash}; got `
  );
});
