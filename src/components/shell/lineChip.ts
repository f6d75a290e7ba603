import {sayLine} from "../../lib/decide/bookLine.js";
import {sayMove, sayUnmoved} from "../../lib/decide/rateWords.js";
import {lineInHundred} from "../../lib/whatif/values.js";
import {contactLine} from "../shared/contactLine.js";
import {address} from "../ui/address.js";

// The book's contact line in the head of every page, where it can be moved: whoever reads a page sees what another line does to it.
// Without a script the head shows the recommended line, and leads to where lines are explained.

const line = contactLine();
/** The pages whose scores and counts move with a churn rate that is known of now. */
const isMoving = ["decide", "batch"].includes(address.page);
const chip = document.querySelector<HTMLElement>("#observablehq-header .line-chip");
if (chip) wire(chip);

function wire(element: HTMLElement): void {
  const shown = element.querySelector("[data-testid=contact-line]");
  const mover = element.querySelector<HTMLElement>("[data-line-move]");
  const range = element.querySelector<HTMLInputElement>("input");
  const back = element.querySelector<HTMLButtonElement>("[data-line-back]");
  if (!shown || !mover || !range || !back) return;
  const showRate = wireRate(element);
  const show = (): void => {
    const said = `${sayLine(isMoving ? line.moved : line.now)}${line.rate ? ` · churn at ${lineInHundred(line.rate.to)}%` : ""}`;
    showRate();
    if (shown.textContent !== said) shown.textContent = said;
    back.hidden = !line.now.isChosen;
    const {ranking, now} = line;
    mover.hidden = ranking === null;
    if (ranking === null) return;
    const last = ranking.stops.length - 1;
    const at = ranking.stops.findIndex(({contacted}) => contacted === now.point?.contacted);
    range.max = String(last); // before the value, which it bounds
    range.value = String(at);
    range.style.setProperty("--at", String(at / last));
    range.setAttribute("aria-valuetext", said);
  };
  range.addEventListener("input", () => moveTo(range.valueAsNumber));
  back.addEventListener("click", () => {
    range.focus(); // the button goes
    line.draw(null);
  });
  line.follow(show);
  show();
}

/** What a churn rate that the reader set does to this page, and the way back. */
function wireRate(element: HTMLElement): () => void {
  const told = element.querySelector<HTMLElement>("[data-line-rate]");
  const back = element.querySelector<HTMLButtonElement>("[data-rate-back]");
  back?.addEventListener("click", () => {
    element.querySelector("summary")?.focus(); // the button goes
    line.set({rate: 0});
  });
  return () => {
    if (!told || !back) return;
    told.hidden = back.hidden = line.rate === null;
    if (line.rate) told.textContent = isMoving ? sayMove(line.rate) : sayUnmoved(line.rate);
  };
}

/** Stops are where counts are exact; at either end everybody or nobody is contacted, which no score says. */
function moveTo(stop: number): void {
  const {line: score, contacted} = line.ranking?.stops[stop] ?? {line: 0, contacted: 0};
  if (score > 0 && score < 1) line.draw(score);
  else line.set({threshold: 0, depth: contacted === 0 ? 0 : 100});
}
