import type {BuildDates} from "../../lib/book/history.js";
import {address} from "../ui/address.js";
import {sayDates, sayOverdue} from "./dateWords.js";

// When the book was built and of what data, which stand in a file of their own: pages of equal input stay equal bytes. Whether it is
// overdue hangs on the reader's day.

const link = document.querySelector<HTMLAnchorElement>("a[data-build-dates]");
if (link) void show(link);

async function show(from: HTMLAnchorElement): Promise<void> {
  const isSite = address.savedFrom === undefined;
  const response = await address.fetch(isSite ? from.href : "api/build.json").catch(() => null); // the page for wrong addresses has whole links
  const dates = response?.ok ? ((await response.json().catch(() => null)) as BuildDates | null) : null;
  if (dates === null) return;
  from.replaceWith(sayDates(dates));
  const overdue = sayOverdue(dates, new Date());
  const notice = document.querySelector<HTMLElement>("[data-overdue]");
  if (overdue === null || notice === null) return;
  notice.append(overdue);
  notice.hidden = false;
}
