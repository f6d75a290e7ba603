import type {PredictBook} from "../../lib/book/predict.js";
import type {SensitivityCurve} from "../../lib/whatif/sensitivity.js";
import type {Field} from "./field.js";
import type {PageState} from "./pageState.js";
import {traceInput} from "../../lib/whatif/sensitivity.js";
import {setText, el} from "../ui/dom.js";
import type {TracedInput} from "./curveTable.js";
import {curveTable} from "./curveTable.js";
import {presentRow} from "./pageState.js";
import {whenIdle} from "../ui/whenIdle.js";
import {hasSliders} from "./field.js";

/** While frames take all there is, a curve may wait so long for its turn. */
const PATIENCE_MS = 150;

export interface Responses {
  /** what the curves show, and the same as a table */
  key: HTMLElement;
  table: HTMLElement;
  show(state: PageState): void;
  /** a slider spans something else now */
  respan(name: string): void;
}

/**
 * Gives every input in view the curve of how the score answers it. The answer is painted first; then the curves follow
 * where the browser is idle, those longest unchanged first, so that the next movement never waits for them. What nobody sees is not computed.
 */
export function responses(book: PredictBook, fields: readonly Field[]): Responses {
  const seen = new Set<Field>();
  const stale = new Set<Field>(fields); // in the order in which they became so
  const curves = new Map<Field, SensitivityCurve | null>();
  const scale = el("span");
  const table = curveTable(book, () => wake());
  let latest: PageState | null = null;
  let top = 0;
  let isWaiting = false;
  let isPrinted = false;
  const isWanted = (field: Field): boolean => seen.has(field) || ((isPrinted || table.isOpen()) && isFirst(book, field));
  const next = (): Field | undefined => [...stale].find(isWanted);

  function run(isOver: () => boolean): void {
    isWaiting = false;
    if (!latest) return;
    let field = next();
    for (; field && !isOver(); field = next()) {
      stale.delete(field);
      curves.set(field, trace(book, field, latest));
      draw(latest, field);
    }
    if (field) wake();
    else table.show(listTraced(book, fields, curves), presentRow(latest));
  }

  /** One curve, or all that are known where their common scale has changed. */
  function draw(state: PageState, field: Field): void {
    const row = presentRow(state);
    const highest = [...curves.values()].flatMap((d) => d?.p ?? []).reduce((a, b) => Math.max(a, b), book.baseRate);
    const isRescaled = top !== (top = niceTop(highest));
    if (isRescaled) setText(scale, `${sayDrawn(book)}, from 0 to ${Math.round(top * 100)} in 100`);
    for (const drawn of isRescaled ? curves.keys() : [field]) drawn.respond(curves.get(drawn) ?? null, {top, row, baseRate: book.baseRate});
  }

  function wake(): void {
    if (isWaiting || !next()) return;
    isWaiting = true;
    whenIdle(run, PATIENCE_MS);
  }
  watch(fields, (field, isSeen) => {
    if (isSeen) seen.add(field);
    else seen.delete(field);
    wake();
  });
  addEventListener("beforeprint", () => {
    isPrinted = true;
    run(() => false);
    isPrinted = false;
  });
  return {
    key: scale,
    table: table.element,
    show(state) {
      const isSame = latest !== null && keyOf(latest).every((d, i) => d === keyOf(state)[i]);
      latest = state;
      if (isSame) return;
      for (const field of fields) stale.add(field);
      wake();
    },
    respan(name) {
      const field = fields.find((d) => d.name === name);
      if (field) stale.add(field);
      wake();
    }
  };
}

/** All that the curves follow from. */
function keyOf({history, session, isTogether}: PageState): unknown[] {
  return [history.present.row, history.present.own, session, isTogether];
}

function isFirst({first}: PredictBook, {name}: Field): boolean {
  return first?.includes(name) ?? true;
}

function trace(book: PredictBook, field: Field, state: PageState): SensitivityCurve | null {
  const {session, isTogether, history} = state;
  const input = book.inputs.find((d) => d.name === field.name);
  if (!input || !session.inputs.includes(field.name)) return null;
  const {own} = history.present;
  return traceInput(session.scorer.scoreRow, presentRow(state), {input, rules: book, own, together: isTogether, range: field.span()});
}

function listTraced({inputs}: PredictBook, fields: readonly Field[], curves: ReadonlyMap<Field, SensitivityCurve | null>): TracedInput[] {
  return inputs.flatMap((input, i) => {
    const curve = curves.get(fields[i]);
    return curve === undefined ? [] : [{input, curve}];
  });
}

/** The curves' common top: steps that leave it as it is while little changes. */
function niceTop(p: number): number {
  return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75].find((top) => p <= top * 0.96) ?? 1;
}

/** Tells which fields are in view, or nearly so; one that is hidden never is. */
function watch(fields: readonly Field[], onChange: (field: Field, isSeen: boolean) => void): void {
  const byElement = new Map<Element, Field>(fields.map((field) => [field.element, field]));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const {target, isIntersecting} of entries) {
        const field = byElement.get(target);
        if (field) onChange(field, isIntersecting);
      }
    },
    {rootMargin: "200px"}
  );
  for (const element of byElement.keys()) observer.observe(element);
}

/** What is drawn of the score: along sliders, where there are any, or at levels alone. */
function sayDrawn(book: PredictBook): string {
  return hasSliders(book) ? "the score as this input moves" : "the score at each level";
}
