import type {Above} from "../book/cohorts.js";
import type {Cell} from "../groups.js";
import {addCells} from "../groups.js";
import {findLeak, isFine, NOBODY} from "./follows.js";

/**
 * How many users of each cohort score at least each line, as far as it may be told: neither between two lines nor by subtraction
 * between cohorts does a sum of too few users follow, though the book tells how many of all lie above each line, and
 * how many each cohort has.
 *
 * @param slices by cohort, then by slice of the scores from the highest: above the first line, between it and the second, ..., below the last
 * @returns by cohort, then by line
 */
export function tellAbove(slices: readonly (readonly Cell[])[]): (Above | null)[][] {
  const nLines = slices.length === 0 ? 0 : slices[0].length - 1;
  const cuts = slices.map((): number[] => []); // by cohort, the lines that it can tell
  for (let line = 0; line < nLines; ++line) {
    const above = (k: number): Cell => addCells(slices[k].slice(0, line + 1));
    // those with fewest users above the line hide the others first
    const told = [...slices.keys()].filter((k) => isFine(above(k))).sort((a, b) => above(b).n - above(a).n);
    while (told.length > 0) {
      const tried = cuts.map((own, k) => (told.includes(k) ? [...own, line] : own));
      if (findLeak(tried.flatMap((own, k) => blocksOf(slices[k], own))) === null) {
        told.forEach((k) => cuts[k].push(line));
        break;
      }
      const unfit = told.filter((k) => !blocksOf(slices[k], [...cuts[k], line]).every((cells) => isFine(addCells(cells))));
      if (unfit.length > 0) unfit.forEach((k) => told.splice(told.indexOf(k), 1));
      else told.pop();
    }
  }
  return slices.map((own, k) =>
    Array.from({length: nLines}, (_, line) => (cuts[k].includes(line) ? rowsOf(addCells(own.slice(0, line + 1))) : null))
  );
}

/** A cell's rows alone: whose they are does not ship. */
export function rowsOf({n, churned}: Cell): Above {
  return {n, churned};
}

/** A cohort's slices in runs between the lines that are told; each run has a place for every slice. */
function blocksOf(slices: readonly Cell[], cuts: readonly number[]): Cell[][] {
  const starts = [0, ...cuts.map((line) => line + 1)];
  return starts.map((from, b) => slices.map((cell, m) => (m >= from && m < (starts[b + 1] ?? slices.length) ? cell : NOBODY)));
}
