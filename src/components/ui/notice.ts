import type {Child} from "./dom.js";
import {el} from "./dom.js";

export type NoticeKind = "info" | "caution" | "error";

/** A framed remark. `caution` and `error` are spoken at once by screen readers when they appear later. */
export function notice(kind: NoticeKind, title: Child, ...body: Child[]): HTMLElement {
  return el(
    "div",
    {class: `notice ${kind}`, role: kind === "error" ? "alert" : kind === "caution" ? "status" : "note"},
    el("p", {class: "notice-title"}, title),
    body.map((part) => (part instanceof HTMLElement ? part : el("p", {}, part)))
  );
}

/** What had to be repaired in the address; nothing when there is nothing. */
export function repairNotice(notices: readonly string[]): HTMLElement | null {
  if (notices.length === 0) return null;
  return notice("caution", "The link asked for something that is not here", ...notices);
}

/** Where there is nothing to show: why, and what to do. */
export function emptyState(title: string, remedy: Child = null): HTMLElement {
  return el("div", {class: "state"}, el("p", {class: "state-title"}, title), remedy ? el("p", {}, remedy) : null);
}

/** Where something failed: what, and what to do; with a button when `retry` is given. */
export function errorState(title: string, detail: Child, retry?: () => void): HTMLElement {
  const button = retry ? el("button", {type: "button"}, "Try again") : null;
  button?.addEventListener("click", () => retry?.());
  return el("div", {class: "state error", role: "alert"}, el("p", {class: "state-title"}, title), el("p", {}, detail), button);
}
