import type {CardMoney} from "../../lib/judge/cardWords.js";
import type {Batch} from "./batchState.js";
import {expectedGain} from "../../lib/decide/byValue.js";
import {formatMoney} from "../../lib/decide/moneyWords.js";
import {createCellReader, readingOf} from "../../lib/rows/cell.js";
import {matchColumns} from "../../lib/rows/matchColumns.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {assumptionsOf, lineSchema} from "../shared/contactLine.js";
import {parseQuery} from "../ui/urlState.js";
import {moneySign, rowUnit} from "../ui/rowUnit.js";

/** What contacting each row is expected to bring. */
export interface Gains {
  /** by row; NaN where it was not scored */
  gains: Float64Array;
  /** the sign of money */
  unit: string;
  /** how it was counted, in a sentence or two */
  told: string;
}

/** What /decide assumes of a campaign, by its words in the address. */
export function readMoney(search: string): CardMoney {
  const {value} = parseQuery(lineSchema, search);
  return {unit: new URLSearchParams(search).get("unit") ?? moneySign, assumptions: assumptionsOf(value)};
}

/** The columns that may say what each is worth: those whose cells can be read as numbers. @returns their places */
export function worthColumns({source}: Pick<Batch, "source">): number[] {
  return source.columns.flatMap((_, place) => (typeof readingOf("number", source.types?.[place] ?? TEXT) === "string" ? [place] : []));
}

/** The place of the book's own column, if the file has it, of numbers; -1: none. @param value of the definition */
export function findWorth(batch: Pick<Batch, "source">, value: string | undefined): number {
  const place = value === undefined ? -1 : matchColumns([value], batch.source.columns).places[0];
  return worthColumns(batch).includes(place) ? place : -1;
}

/**
 * Counts what contacting each row is expected to bring: score × save rate × (value − offer), less offers in vain and the contact.
 *
 * @param place of the column that says what each is worth
 * @param search the page's address, which may hold what /decide assumes
 * @returns null where the column holds no number
 */
export function countGains(
  {source, scored, model}: Pick<Batch, "source" | "scored" | "model">,
  place: number,
  search: string
): Gains | null {
  const {assumptions: costs, unit} = readMoney(search);
  const rule = {name: source.columns[place], kind: "number"} as const;
  const read = createCellReader(rule, {type: source.types?.[place] ?? TEXT, missing: model.missing, format: model.format});
  const worth = Float64Array.from({length: scored.nRows}, (_, row) => {
    const {cells} = source.read(row);
    const value = cells === null ? NaN : read(cells[place]);
    return Number.isFinite(value) ? value : NaN;
  });
  let [sum, known, missing] = [0, 0, 0];
  for (const [row, value] of worth.entries()) {
    if (!Number.isNaN(value)) {
      sum += value;
      ++known;
    } else if (!Number.isNaN(scored.probability[row])) ++missing;
  }
  if (known === 0) return null;
  const gains = worth.map((value, row) => expectedGain(scored.probability[row], Number.isNaN(value) ? sum / known : value, costs));
  const {saveRate, offerCost, contactCost, falseAccept} = costs;
  const told = gains.filter((gain) => !Number.isNaN(gain));
  return {
    gains,
    unit,
    told:
      `Expected gain: what “${rule.name}” says each of the ${rowUnit.many} is worth, with a save rate of ${formatShare(saveRate)}, ` +
      `${formatMoney(contactCost, unit)} per contact, ${formatMoney(offerCost, unit)} per offer taken, and ${formatShare(falseAccept, 0)} taken in vain, ` +
      `as Decide assumes.${missing > 0 ? ` Rows without a value: ${formatCount(missing)}, which count at the mean of the others.` : ""} ` +
      `Expected to bring at least what contact costs: ${formatCount(told.filter((gain) => gain >= 0).length)} of ${formatCount(told.length)} rows.`
  };
}
