import type {Assumptions} from "../../lib/decide/money.js";
import type {Field} from "../ui/query.js";
import type {UrlState} from "../ui/urlState.js";
import {choiceField, numberField, urlState} from "../ui/urlState.js";

/** All that a reader can choose on /decide; it stands in the address. */
export interface DecideChoice {
  /** the contact line, shared with the other pages; 0: the recommended depth */
  threshold: number;
  model: string;
  unit: string;
  value: number;
  contact: number;
  offer: number;
  save: number;
  vain: number;
  /** of the test planner */
  holdout: number;
  power: number;
}

/** Signs to count money in; the data knows no money. */
export const units = ["€", "$", "£", "units"] as const;

/** The choices, from the address. @param models names of those with scores; the first is the default */
export function decideState(models: readonly string[]): UrlState<DecideChoice> {
  return urlState<DecideChoice>({
    threshold: lineField,
    model: choiceField(models, models[0]),
    unit: choiceField<string>(units, "€"),
    value: numberField({min: 0, max: 10_000, fallback: 60}),
    contact: numberField({min: 0, max: 1_000, fallback: 1}),
    offer: numberField({min: 0, max: 10_000, fallback: 5}),
    save: numberField({min: 0, max: 100, fallback: 10}),
    vain: numberField({min: 0, max: 100, fallback: 30}),
    holdout: numberField({min: 5, max: 95, fallback: 50}),
    power: numberField({min: 50, max: 99, fallback: 80})
  });
}

/** Rates stand in the address as percent, which people write. */
export function assumptionsOf({value, contact, offer, save, vain}: DecideChoice): Assumptions {
  return {value, contactCost: contact, offerCost: offer, saveRate: save / 100, falseAccept: vain / 100};
}

const lineField: Field<number> = {
  fallback: 0,
  parse: (text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    return value > 0 && value < 1 ? value : null;
  },
  format: (value) => (value === 0 ? "" : String(Number(value.toPrecision(6)))),
  expects: "a chance between 0 and 1, or absent for the recommended depth"
};
