import type {Facts} from "../../../lib/book/common.js";
import type {ExperimentsBook} from "../../../lib/book/experiments.js";
import type {HonestyBook} from "../../../lib/book/honesty.js";
import {saySearchFailure} from "../../../lib/protocol/searchFailures.js";

/**
 * What a reader must know before believing a number: trials that failed, and checks that cry out. A page shows it as
 * `<div class="notice error {{alarmClass}}">{{alarms}}</div>`, which is absent in a sound run.
 */
export function honestyFacts({checks}: HonestyBook, {failures}: ExperimentsBook): Facts {
  const broken = checks.filter((d) => d.kind === "alarm" && !d.passed).map((d) => `\u201c${d.title}\u201d does not hold: ${d.detail}.`);
  const lost = failures.map((failure) => `${saySearchFailure(failure)} The first error: ${failure.error}${/[.!?]$/.test(failure.error) ? "" : "."}`);
  const alarms = [...broken, ...lost];
  return {
    alarmClass: alarms.length > 0 ? "shown" : "absent",
    alarms: alarms.length > 0 ? `Mind this before you believe a number here. ${alarms.join(" ")}` : "",
    alarmCount: String(alarms.length)
  };
}
