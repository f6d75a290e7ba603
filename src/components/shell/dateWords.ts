import type {BuildDates} from "../../lib/book/history.js";
import {isDay, sayDay} from "../../lib/format.js";

/** @example sayDates(dates) // "Data as of 31 December 2024. Built on 12 January 2025." */
export function sayDates({data, builtOn}: Pick<BuildDates, "data" | "builtOn">): string {
  const as =
    data === null
      ? "The data has no date."
      : `Data as of ${sayDay(data.date)}${data.of === "file" ? ", when its file was last written" : ""}.`;
  return `${as} Built on ${sayDay(builtOn.slice(0, 10))}.`;
}

/** That newer data was due; null where it was not. @param now whose local day decides */
export function sayOverdue({data, builtOn, refresh, due}: BuildDates, now: Date): string | null {
  if (due === null || due >= localDay(now)) return null;
  const from =
    data === null || !isDay(data.date) ? `it was built on ${sayDay(builtOn.slice(0, 10))}` : `its data is as of ${sayDay(data.date)}`;
  return ` ${from}, and a new one was due by ${sayDay(due)}${refresh === null ? "" : `, ${sayRefresh(refresh)}`}.`;
}

const UNITS: ReadonlyMap<string, string> = new Map([
  ["Y", "year"],
  ["M", "month"],
  ["W", "week"],
  ["D", "day"]
]);

/** @example sayRefresh("P1M") // "as it should be built every month" */
function sayRefresh(refresh: string): string {
  const parts = [...refresh.matchAll(/(\d+)([YMWD])/g)].filter(([, n]) => Number(n) > 0);
  const words = parts.map(([, n, letter]) => {
    const unit = UNITS.get(letter) ?? letter;
    return Number(n) === 1 ? (parts.length === 1 ? unit : `1 ${unit}`) : `${Number(n)} ${unit}s`;
  });
  return `as it should be built every ${words.join(" and ")}`;
}

function localDay(now: Date): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
