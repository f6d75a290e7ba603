import type {Watch} from "./work.js";
import {ChurnbookError} from "../../lib/check.js";
import {el} from "../ui/dom.js";
import {emptyState, errorState} from "../ui/notice.js";
import {progressPanel} from "./work.js";

/** In pixels: with less of the stage in sight, readers would not see that work has begun. */
const LEAST_SEEN = 160;

export interface Stage {
  element: HTMLElement;
  /** does work under a progress bar, after whatever was going on is stopped; what goes wrong is shown */
  play(name: string, work: (watch: Watch) => Promise<void>): Promise<void>;
  /** what came of the work, in place of the progress bar */
  show(...content: (Node | null)[]): void;
}

/** The place under the file's entrance: what is needed, what is going on, or what came of it. @param onCancel called after the reader stopped the work */
export function createStage(first: HTMLElement, onCancel: () => void): Stage {
  const element = el("div", {class: "bt-stage", "data-testid": "stage"}, first);
  let running: AbortController | null = null;
  const show = (...content: (Node | null)[]): void => element.replaceChildren(...content.filter((d) => d !== null));
  const cancel = (): void => {
    running?.abort();
    show(emptyState("Cancelled", "Nothing of the file was kept. Choose it again, or another."));
    onCancel();
  };
  return {
    element,
    show,
    async play(name, work) {
      running?.abort();
      const {signal} = (running = new AbortController());
      const panel = progressPanel(name, cancel);
      show(panel.element);
      if (element.getBoundingClientRect().top > innerHeight - LEAST_SEEN) element.scrollIntoView({block: "start"});
      try {
        await work({signal, panel});
      } catch (error) {
        if (!signal.aborted) show(failure(error));
      }
    }
  };
}

/** Errors of the house say all themselves; others are a browser's, mostly that there is no room. */
function failure(error: unknown): HTMLElement {
  if (error instanceof ChurnbookError) return errorState("The file cannot be scored", error.message);
  const message = error instanceof Error ? error.message : String(error);
  return errorState(
    "The file cannot be scored",
    `This browser could not read it (${message}). On a computer with this project, npx churnbook score takes any file.`
  );
}
