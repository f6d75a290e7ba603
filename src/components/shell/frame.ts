import type {Address} from "../ui/address.js";
import type {el as makeElement} from "../ui/dom.js";
import {judgeFraming} from "./framing.js";
import {frameStyle} from "./frameStyle.js";

// What a page does within a frame, and with `?embed=<figure>`: it is drawn for origins that the definition names, and of the figure asked
// for alone. Until this is settled the page is hidden (data-loaders/site/shell); few readers need it, so that it comes by itself.

/** A figure that can be shown alone, by this attribute's value. */
const FIGURE = "data-figure";

const root = document.documentElement;

/** What it needs of the page's code, handed over: a module that both imported would be one more file for every page. */
export interface FrameParts {
  address: Address;
  el: typeof makeElement;
}

/** Settles how the page is shown, and then shows it. */
export function openFrame(parts: FrameParts): void {
  const asked = new URLSearchParams(parts.address.search).get("embed");
  const isFramed = self !== top;
  const {refusal, around} = isFramed ? judgeFraming(framing()) : {refusal: null, around: null};
  document.head.append(parts.el("style", {}, frameStyle));
  if (refusal !== null) refuse(refusal, parts);
  else if (asked !== null) showAlone(asked, parts);
  if (refusal === null && asked !== null && around !== null) tellHeight(asked, around);
  root.dataset.framed = asked === null || refusal !== null ? "whole" : "figure";
}

function framing(): Parameters<typeof judgeFraming>[0] {
  // oxlint-disable-next-line no-restricted-globals -- a book in one file never comes here
  const {ancestorOrigins, origin} = location;
  const allowed = document.querySelector<HTMLMetaElement>("meta[name=embed]")?.content.split(" ") ?? [];
  return {ancestors: ancestorOrigins ? [...ancestorOrigins] : null, referrer: document.referrer, origin, allowed};
}

function refuse(words: string, {address, el}: FrameParts): void {
  document.body.replaceChildren(
    el(
      "div",
      {class: "embed-refused", role: "alert"},
      el("p", {}, words),
      el("p", {}, el("a", {href: address.href(), target: "_blank", rel: "noopener"}, "Open it on its own site"))
    )
  );
}

/** Keeps to the figure of this name, also when the page draws it anew. */
function showAlone(name: string, parts: FrameParts): void {
  const {el} = parts;
  const absent = el("div", {class: "embed-absent", role: "alert", hidden: true});
  document.head.append(el("base", {target: "_blank"})); // nothing else opens within the frame
  document.body.append(absent, sourceFoot(parts));
  let shown: HTMLElement | null = null;
  let told: string | null = null;
  const look = (): void => {
    if (shown?.isConnected && shown.getAttribute(FIGURE) === name) return;
    const figures = [...document.querySelectorAll<HTMLElement>(`[${FIGURE}]`)];
    const found = figures.find((d) => d.getAttribute(FIGURE) === name) ?? null;
    if (found) isolate(found);
    shown = found;
    absent.hidden = found !== null || root.dataset.ready === undefined;
    const names = [...new Set(figures.flatMap((d) => d.getAttribute(FIGURE) ?? []))];
    if (absent.hidden || names.join() === told) return; // what stands there may be about to be pressed
    told = names.join();
    absent.replaceChildren(...sayAbsent(name, names, parts));
  };
  const watch = new MutationObserver(look);
  watch.observe(root, {attributeFilter: ["data-ready"]});
  const main = document.querySelector("#observablehq-main");
  if (main) watch.observe(main, {childList: true, subtree: true}); // and not what this adds itself
  look();
}

/** Marks the way to a figure: what is beside it is hidden, what is around it is open and has no box of its own. */
function isolate(figure: HTMLElement): void {
  for (const old of document.querySelectorAll("[data-alone], [data-around]")) {
    old.removeAttribute("data-alone");
    old.removeAttribute("data-around");
  }
  figure.dataset.alone = "";
  for (let node = figure.parentElement; node !== null && node !== root; node = node.parentElement) {
    node.dataset.around = "";
    if (node instanceof HTMLDetailsElement) node.open = true;
  }
  const line = document.querySelector<HTMLElement>(".line-chip");
  if (line && figure.dataset.line !== undefined) document.querySelector(".embed-foot")?.append(line); // it is wired, and moves the line here too
}

/** Which book this is of, and the way to its page. */
function sourceFoot({address, el}: FrameParts): HTMLElement {
  const params = new URLSearchParams(address.search);
  params.delete("embed");
  const link = el("a", {href: address.href(params.size > 0 ? `?${params}` : ""), rel: "noopener"}, document.title);
  const provenance = document.querySelector<HTMLMetaElement>("meta[name=provenance]")?.content ?? "";
  return el("footer", {class: "embed-foot"}, el("p", {}, "From ", link, `. ${provenance}.`));
}

/** @param names of the figures that there are */
function sayAbsent(name: string, names: readonly string[], {address, el}: FrameParts): Node[] {
  const links = names.map((other) => {
    const params = new URLSearchParams(address.search);
    params.set("embed", other);
    return el("li", {}, el("a", {href: `?${params}`, target: "_self"}, other));
  });
  return [
    el("p", {}, `No figure of this page is called “${name}”. ${names.length === 0 ? "It has none that can stand alone." : "There are:"}`),
    el("ul", {}, links)
  ];
}

/** The page around hears how high the figure is, and nobody else does. */
function tellHeight(figure: string, around: string): void {
  new ResizeObserver(() => {
    parent.postMessage({type: "churnbook", figure, height: Math.ceil(document.body.getBoundingClientRect().height)}, around);
  }).observe(document.body);
}
