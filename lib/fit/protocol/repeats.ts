import type {Table} from "../../dataset/table.js";
import type {Places} from "./places.js";
import {bisectLeft, bisectRight, median} from "d3-array";
import {FAR, join, joinEqual, leastOf, rootOf, rowsToLookAt, toPlaces} from "./places.js";

/** Rows that seem to be of one customer, though no column says so. */
export interface Repeats {
  /** share of the rows looked at that have a row much nearer than chance puts one */
  share: number;
  /** rows looked at */
  nLooked: number;
  /** the repeats among the rows looked at */
  twins: readonly Twin[];
  /** length nRows: rows that were found to be of one customer have one code; null where none were */
  groups: Int32Array | null;
  /** share of the rows that have a repeat outside their group; null unless all rows were looked at */
  left: number | null;
}

/** A row, the one that it repeats, and its 20th nearest, which is somebody else. */
export interface Twin {
  row: number;
  twin: number;
  stranger: number;
}

/** About so many cells are compared: of more rows a random share is looked at, each against all. */
const MOST_CELLS = 3e8;
/** By the distances of this neighbour and the {@link FAR}th a row's own surroundings are measured. */
const NEAR = 20;
/** A row this unlikely to be so near by chance is a repeat. */
const CHANCE = 1e-4;

/**
 * Looks for rows that repeat one another, exactly or nearly, such as the months of one customer: a model learns them by heart, and with
 * some to learn from and some to judge by that looks like skill, on noise too.
 *
 * Rows are compared by the ranks of their numbers and by their levels. Around a row the number of others grows with distance as the
 * table's own dimension says (from the 20th to the 40th neighbour); the nearest is a repeat if it is so near that chance puts one there
 * once in {@link CHANCE}, and if so many cells as near as these are as unlikely, were the columns independent: in a table of levels and
 * small whole numbers, customers are alike without being the same, and distances do not grow as in a space.
 *
 * @see Levina and Bickel (2005), Maximum likelihood estimation of intrinsic dimension
 * @param cells compared at the most
 */
export function findNearRepeats(table: Table, seed: string | number, cells = MOST_CELLS): Repeats {
  const {nRows} = table;
  const none = {share: 0, nLooked: 0, twins: [], groups: null, left: null};
  if (nRows < 2 * FAR) return none;
  const columns = table.columns.map((column) => toPlaces(column, nRows));
  const looked = rowsToLookAt(columns, seed, cells);
  const squares = new Float64Array(nRows);
  const found = Array.from(looked, (row) => ({row, ...lookAround(columns, row, squares)}));
  const dimension = median(found.map(({near, far}) => (near > 0 && far > near ? Math.log(FAR / NEAR) / Math.log(far / near) : NaN)));
  if (dimension === undefined || !(dimension > 0)) return none;
  const group = Int32Array.from({length: nRows}, (_, i) => i);
  const twins: Twin[] = [];
  const isRepeat = ({row, near, neighbours, distances}: (typeof found)[number], k: number): boolean => {
    const chance = NEAR * (distances[k] / near) ** dimension; // 0 at distance 0, where it is the cells that tell
    return near > 0 && chance < CHANCE && expectedAsNear(columns, row, neighbours[k]) < CHANCE;
  };
  for (const around of found) {
    if (!isRepeat(around, 0)) continue;
    const {row, neighbours} = around;
    twins.push({row, twin: neighbours[0], stranger: neighbours[NEAR - 1]});
    join(group, row, neighbours[0]);
  }
  const exact = joinEqual(columns, group, CHANCE);
  const hasOneOutside = (around: (typeof found)[number]): boolean => {
    const k = around.neighbours.findIndex((other) => rootOf(group, other) !== rootOf(group, around.row));
    return k < 0 || isRepeat(around, k);
  };
  return {
    share: twins.length / looked.length,
    nLooked: looked.length,
    twins,
    groups: twins.length + exact > 0 ? Int32Array.from(group.keys(), (i) => rootOf(group, i)) : null,
    left: looked.length < nRows ? null : found.filter(hasOneOutside).length / nRows
  };
}

/** So many standard errors, and so much less often than strangers do: twins agree by more than luck, and by more than a little nearness. */
const SURE = 3;
const FAR_LESS = 0.5;

/**
 * Whether repeats know one another's labels: whether they differ from their twins in far fewer cases than from others about as alike.
 * Customers that only look the same, because one column follows from others or takes few values, are as likely to differ as any that
 * score alike; the rows of one customer are not, and these are what a model could learn by heart.
 *
 * @param y length nRows, each 0 or 1
 * @see McNemar (1947), Note on the sampling error of the difference between correlated proportions
 */
export function knowLabels(twins: readonly Twin[], y: ArrayLike<number>): boolean {
  let [onlyTwinDiffers, onlyStrangerDiffers, bothDiffer] = [0, 0, 0];
  for (const {row, twin, stranger} of twins) {
    const [isTwinOther, isStrangerOther] = [y[twin] !== y[row], y[stranger] !== y[row]];
    if (isTwinOther && isStrangerOther) ++bothDiffer;
    else if (isTwinOther) ++onlyTwinDiffers;
    else if (isStrangerOther) ++onlyStrangerDiffers;
  }
  const lead = onlyStrangerDiffers - onlyTwinDiffers;
  return (
    lead > SURE * Math.sqrt(onlyStrangerDiffers + onlyTwinDiffers) &&
    onlyTwinDiffers + bothDiffer < FAR_LESS * (onlyStrangerDiffers + bothDiffer)
  );
}

/** How many rows chance would put as near to a row as another one is, in every column, were the columns independent. */
function expectedAsNear(columns: readonly Places[], row: number, other: number): number {
  const nRows = columns[0].place.length;
  return columns.reduce((product, column) => {
    const {place, alike} = column;
    const reach = Math.abs(place[row] - place[other]);
    if (reach === 0) return (product * alike[row]) / nRows;
    if (column.isLevel) return product;
    const inReach = bisectRight(column.sorted, place[row] + reach) - bisectLeft(column.sorted, place[row] - reach);
    return (product * inReach) / nRows;
  }, nRows);
}

interface Surroundings {
  /** the 40 nearest rows, the nearest first, and how far they are */
  neighbours: Int32Array;
  distances: Float64Array;
  /** how far the 20th is, and the 40th */
  near: number;
  far: number;
}

/** @param squares length nRows: room for distances, whatever it holds */
function lookAround(columns: readonly Places[], row: number, squares: Float64Array): Surroundings {
  const nRows = squares.length;
  squares.fill(0);
  for (const {isLevel, place} of columns) {
    const own = place[row];
    if (isLevel) for (let i = 0; i < nRows; ++i) squares[i] += place[i] === own ? 0 : LEVEL_STEP;
    else for (let i = 0; i < nRows; ++i) squares[i] += (place[i] - own) ** 2;
  }
  squares[row] = Infinity;
  const {rows: neighbours, values} = leastOf(squares, row);
  const distances = values.map(Math.sqrt);
  return {neighbours, distances, near: distances[NEAR - 1], far: distances[FAR - 1]};
}

/** Another level counts as a tenth of a number's whole range: a customer may change a plan, and is the same customer. */
const LEVEL_STEP = 0.01;
