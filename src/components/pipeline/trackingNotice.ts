import type {TrackingBook} from "../../lib/book/tracking.js";
import {notice} from "../ui/notice.js";
import {sayTracking} from "./sayTracking.js";

/** Whether the tracking server knows this run; nothing where none is used. */
export function trackingNotice(tracking: TrackingBook): HTMLElement | null {
  const said = sayTracking(tracking);
  return said && notice(said.kind, said.title, said.body);
}
