import type {HonestyCheck} from "../../book/honesty.js";
import {formatFixed} from "../../format.js";

/** What people do next is never known so well by what was known before. */
const TOO_GOOD_AUC = 0.99;

/**
 * Cries out if the Champion hardly ever ranks anybody wrongly: inputs together may know the label where none does alone.
 *
 * @param rocAuc of the Champion on rows that it had not seen, in [0, 1]
 */
export function judgeTooGood(rocAuc: number): HonestyCheck {
  const found = `on rows that it had not seen the Champion has a ROC AUC of ${formatFixed(rocAuc, 3)}`;
  const passed = rocAuc < TOO_GOOD_AUC;
  return {
    name: "tooGood",
    title: "The Champion’s skill is plausible",
    passed,
    detail: passed
      ? `${found}; under ${TOO_GOOD_AUC} is plausible`
      : `${found}, and people are hardly ever that foreseeable: look for inputs that were written down after somebody had left, or that the label is made of`,
    numbers: {rocAuc}
  };
}
