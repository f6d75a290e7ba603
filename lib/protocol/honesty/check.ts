import type {Gate} from "../../book/models.js";

/** A check that cries out when something is wrong with the data or the protocol, with the numbers that decided it. */
export interface HonestyCheck extends Gate {
  numbers: Record<string, number>;
}
