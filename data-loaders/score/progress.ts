import {formatCount, formatSeconds} from "../../lib/format.js";

/** Tells a person how the scoring goes on. */
export interface Progress {
  /** @param total null where it is not known */
  scored(nRows: number, total: number | null): void;
  /** the scores are put beside the file's columns */
  writing(): void;
  end(): void;
}

const EVERY_MS = 1000;

/**
 * One line that is written anew in a terminal; elsewhere a line now and then.
 *
 * @param clock milliseconds
 */
export function createProgress(write: (text: string) => void, {isTerminal, clock}: {isTerminal: boolean; clock: () => number}): Progress {
  const begun = clock();
  let saidAt = begun;
  const say = (line: string): void => write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
  return {
    scored(nRows, total) {
      const now = clock();
      if (now - saidAt < (isTerminal ? EVERY_MS / 4 : 5 * EVERY_MS)) return;
      saidAt = now;
      const seconds = (now - begun) / 1000;
      const share = total ? ` of ${formatCount(total)}, about ${formatSeconds(Math.max(0, (seconds / nRows) * (total - nRows)))} left` : "";
      say(`score: ${formatCount(nRows)} rows${share}`);
    },
    writing: () => say("score: writing"),
    end() {
      if (isTerminal) write("\r\u001b[K");
    }
  };
}
