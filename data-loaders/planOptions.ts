import type {Assumptions} from "../lib/decide/money.js";
import {check} from "../lib/check.js";
import {USUAL_ASSUMPTIONS} from "../lib/decide/money.js";

const percent = (share: number): number => share * 100;
const {value, contactCost, offerCost, saveRate, falseAccept} = USUAL_ASSUMPTIONS;

/** What a campaign costs and brings, as /decide assumes it: the words of its address are the options. */
export const planOptions = {
  value: {type: "string", value: "<money>", help: `planned: what one is worth who stays; default ${value}`},
  contact: {type: "string", value: "<money>", help: `planned: the cost of a contact; default ${contactCost}`},
  offer: {type: "string", value: "<money>", help: `planned: the cost of an offer that is taken; default ${offerCost}`},
  save: {
    type: "string",
    value: "<percent>",
    help: `planned: of those who would have left, the share that contact keeps; default ${percent(saveRate)}`
  },
  vain: {
    type: "string",
    value: "<percent>",
    help: `planned: of those who would have stayed, the share that takes the offer; default ${percent(falseAccept)}`
  }
} as const;

/** @throws ChurnbookError if an option is no number, or out of its domain */
export function readPlan(values: Partial<Record<keyof typeof planOptions, string>>): Assumptions {
  return {
    value: readNumber("--value", values.value, value),
    contactCost: readNumber("--contact", values.contact, contactCost),
    offerCost: readNumber("--offer", values.offer, offerCost),
    saveRate: readPercent("--save", values.save, percent(saveRate)),
    falseAccept: readPercent("--vain", values.vain, percent(falseAccept))
  };
}

function readNumber(where: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  const number = text.trim() === "" ? NaN : Number(text);
  check(number >= 0 && number < Infinity, {where, rule: "it must be a number of 0 or more", got: JSON.stringify(text)});
  return number;
}

/** @returns as a share */
export function readPercent(where: string, text: string | undefined, usual: number): number {
  const number = text === undefined ? usual : text.trim() === "" ? NaN : Number(text);
  check(number >= 0 && number <= 100, {where, rule: "it must be percent from 0 to 100", got: JSON.stringify(text)});
  return number / 100;
}
