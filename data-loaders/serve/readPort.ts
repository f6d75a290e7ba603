import {check} from "../../lib/check.js";

const DEFAULT_PORT = "8000";

/**
 * A port as an option or the environment gives it; nothing, or an empty text, is 8000.
 *
 * @param where the option or the variable, for errors
 */
export function readPort(text: string | undefined, where: string): number {
  const port = Number(text || DEFAULT_PORT);
  check(/^\d*$/.test(text ?? "") && port <= 65535, {where, rule: "it must be a whole number from 0 to 65535", got: text});
  return port;
}
