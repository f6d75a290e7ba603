import type {CohortMap, MapCell} from "../../../lib/book/cohorts.js";
import {expect, test} from "vitest";
import {describeCohorts} from "../../../lib/cohorts/describeCohorts.js";
import {isFine} from "../../../lib/cohorts/follows.js";
import {exploreTable} from "../../../lib/explore/exploreTable.js";
import {drawCohortUsers} from "./cohortUsers.js";

/** The map's cells by bands of one input, then by those of the other; null: it is of other inputs. */
function turned({first, second, cells}: CohortMap, variable: string, held: string): {cells: (MapCell | null)[][]; labels: string[]} | null {
  if (first.input === variable && second.input === held) return {cells, labels: second.labels};
  if (second.input !== variable || first.input !== held) return null;
  return {cells: second.labels.map((_, c) => cells.map((row) => row[c])), labels: first.labels};
}

test.each([400, 800, 2000])("a map of %i users less the halves of /eda isolates nobody", (n) => {
  let compared = 0;
  for (let seed = 1; seed <= 3; ++seed) {
    const {data, definition} = drawCohortUsers({n, seed});
    const {holdConstant} = exploreTable(data.table, data.labels, definition);
    const {maps} = describeCohorts(data, definition);
    for (const {variable, held, strata} of holdConstant) {
      const map = maps.flatMap((d) => turned(d, variable, held) ?? []).at(0);
      for (const {label, lowHalf} of strata) {
        const place = map?.labels.indexOf(label) ?? -1;
        const below = {n: 0, churned: 0};
        for (const row of place < 0 ? [] : (map?.cells ?? [])) {
          const cell = row[place];
          if (cell === null) break;
          below.n += cell.n;
          below.churned += cell.churned;
          const between = {n: Math.abs(lowHalf.n - below.n), churned: Math.abs(lowHalf.churned - below.churned)};
          expect([variable, label, between, isFine(between)]).toEqual([variable, label, between, true]);
          ++compared;
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(3);
});
