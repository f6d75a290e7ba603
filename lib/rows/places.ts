/** Where the rows of a file stand in it: from row `from[k]` (from 0) on, `shift[k]` below their number. */
export interface Places {
  /** as an editor counts lines, or rows from 1 where there are no lines */
  unit: "line" | "row";
  from: number[];
  shift: number[];
}

/** Where rows stand that follow one another, but for some. @param leftOut rising, from 0 */
export function placesWithout(leftOut: readonly number[]): Places {
  const places: Places = {unit: "row", from: [0], shift: [1]};
  for (const [k, row] of leftOut.entries()) {
    if (row - k !== places.from[places.from.length - 1]) {
      places.from.push(row - k);
      places.shift.push(k + 1);
    }
    ++places.shift[places.shift.length - 1];
  }
  return places;
}

/** Where the rows stand that are left without some. @param leftOut rising, from 0, as rows of the places that are given */
export function leaveOut(places: Places, leftOut: readonly number[]): Places {
  const kept = placesWithout(leftOut);
  const starts = places.from.map((start) => start - leftOut.filter((row) => row < start).length);
  const from = [...new Set([...kept.from, ...starts])].sort((a, b) => a - b);
  return {unit: places.unit, from, shift: from.map((row) => placeOf(places, placeOf(kept, row) - 1) - row)};
}

/** The line or row of the file at which a row stands. @param row from 0 */
export function placeOf({from, shift}: Places, row: number): number {
  return row + shift[from.findLastIndex((start) => start <= row)];
}

/** Collects the lines on which rows begin, in their order; takes no room as long as every row has one line. */
export function collectLines(): {places: Places; push: (line: number) => void} {
  const places: Places = {unit: "line", from: [], shift: []};
  let n = 0;
  let last = NaN;
  return {
    places,
    push(line) {
      if (line - n !== last) {
        last = line - n;
        places.from.push(n);
        places.shift.push(last);
      }
      ++n;
    }
  };
}
