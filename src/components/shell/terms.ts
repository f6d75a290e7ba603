import type {Term} from "./termWords.js";
import {el, uniqueId} from "../ui/dom.js";
import {findTerms, termsOf} from "./termWords.js";

// The first use of a term on a page is dotted and opens what the glossary of /about says of it, with this book's value; on paper these
// are footnotes. Pages draw themselves anew while they are read, so this looks again whenever one has been quiet for a while.

const quietMs = 400;
/** What is no running text, or acts already, or is rewritten letter by letter. */
const NOT_PROSE = [
  ...["h1, h2, h3, h4, a, button, summary, label, select, textarea, option, output, code, pre, svg, th"],
  ...["[aria-live], [aria-hidden=true], .kicker, .figure-title, .term, .term-note, .term-notes"]
].join(", ");

const main = document.querySelector<HTMLElement>("#observablehq-main");
const template = document.querySelector<HTMLTemplateElement>("template#glossary");
const isGlossary = !!main?.querySelector("dl.glossary");
if (main && template && !isGlossary && "popover" in HTMLElement.prototype) watch(main, termsOf(template.content));

function watch(page: HTMLElement, terms: readonly Term[]): void {
  const marked = new Map<string, HTMLElement>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => mark(page, terms, marked), quietMs);
  };
  new MutationObserver(look).observe(page, {childList: true, subtree: true, attributes: true, attributeFilter: ["hidden", "open"]});
  look();
  const notes = el("ol", {class: "term-notes"});
  addEventListener("beforeprint", () => {
    mark(page, terms, marked);
    const used = [...page.querySelectorAll<HTMLElement>(".term")].filter((node) => node.checkVisibility());
    used.forEach((node, i) => {
      node.dataset.note = String(i + 1);
    });
    notes.replaceChildren(...used.map((node) => el("li", {}, ...say(terms.find(({name}) => name === node.dataset.term)))));
    if (used.length > 0) page.append(notes);
  });
  addEventListener("afterprint", () => notes.remove());
}

/** Dots the first use in sight of each term that has none. */
function mark(page: HTMLElement, terms: readonly Term[], marked: Map<string, HTMLElement>): void {
  let wanted = terms.filter(({name}) => !(marked.get(name)?.isConnected && marked.get(name)?.checkVisibility()));
  if (wanted.length === 0) return;
  for (const {name} of wanted) unmark(marked.get(name));
  for (const text of proseOf(page)) {
    const found = findTerms(text.data, terms).filter(({term}) => wanted.includes(term));
    if (found.length > 0) keepTogether(text);
    for (const {term, from, to} of found.reverse()) {
      const use = text.splitText(from);
      const closing = splitClosing(use.splitText(to - from));
      const [button, note] = makeNote(term);
      use.replaceWith(closing ? el("span", {class: "term-word"}, button, closing) : button, note);
      button.append(use);
      button.popoverTargetElement = note; // takes what stands in the page
      marked.set(term.name, button);
    }
    if (found.length > 0) wanted = wanted.filter((term) => !found.some((d) => d.term === term));
    if (wanted.length === 0) return;
  }
}

/** A box that lays out its children as items (flex, grid) would take each piece of a text for an item: the text becomes one. */
function keepTogether(text: Text): void {
  if (!text.parentElement || !/flex|grid/.test(getComputedStyle(text.parentElement).display)) return;
  const whole = el("span");
  text.replaceWith(whole);
  whole.append(text);
}

/** What closes a word, apart from the text that goes on: a line must not begin with it, as it might after a button. */
function splitClosing(text: Text): Text | null {
  const length = /^[.,;:!?)\]”’»…]+/.exec(text.data)?.[0].length ?? 0;
  if (length === 0) return null;
  text.splitText(length);
  return text;
}

/** A word that is out of sight is plain again, and its note goes with it. */
function unmark(word: HTMLElement | undefined): void {
  const whole = word?.closest(".term-word") ?? word;
  if (whole?.nextElementSibling?.matches(".term-note")) whole.nextElementSibling.remove();
  word?.replaceWith(...word.childNodes);
  if (whole !== word) whole?.replaceWith(...whole.childNodes);
}

/** The page's running text that can be seen, in its order. */
function proseOf(page: HTMLElement): Text[] {
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const {currentNode: node} = walker;
    const parent = node.parentElement;
    if (node instanceof Text && parent && /\S/.test(node.data) && !parent.closest(NOT_PROSE) && parent.checkVisibility()) texts.push(node);
  }
  return texts;
}

function makeNote(term: Term): [HTMLButtonElement, HTMLElement] {
  const note = el("span", {class: "term-note", id: uniqueId("term"), popover: "auto", role: "note"});
  const button = el("button", {type: "button", class: "term", "data-term": term.name});
  // its words stand in the page only while they are shown, so that copied or searched text holds each sentence once
  note.addEventListener("beforetoggle", (event) => {
    if (event instanceof ToggleEvent && event.newState === "open") note.replaceChildren(...say(term), linkToAll());
  });
  note.addEventListener("toggle", (event) => {
    if (event instanceof ToggleEvent && event.newState === "open") place(note, button);
    else note.replaceChildren();
  });
  return [button, note];
}

function say(term: Term | undefined): Node[] {
  return term ? [el("strong", {}, term.name), document.createTextNode(" "), term.sentence.cloneNode(true)] : [];
}

/** The footer's own link to /about: it is right on every host, and in a book of one file. */
function linkToAll(): Node {
  const link = document.querySelector("a[data-glossary]")?.cloneNode(true);
  return el("span", {class: "term-more"}, link);
}

/** Below the word, or above it where there is no room, and within the window. */
function place(note: HTMLElement, word: HTMLElement): void {
  const at = word.getBoundingClientRect();
  const {clientWidth, clientHeight} = document.documentElement;
  const left = Math.max(8, Math.min(at.left, clientWidth - note.offsetWidth - 8));
  const below = at.bottom + 6;
  const top = below + note.offsetHeight > clientHeight && at.top > note.offsetHeight ? at.top - note.offsetHeight - 6 : below;
  note.style.left = `${left + scrollX}px`;
  note.style.top = `${top + scrollY}px`;
}
