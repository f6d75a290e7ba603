import type {ParseArgsConfig} from "node:util";
import {parseArgs} from "node:util";
import {complain} from "../lib/check.js";

/**
 * What follows a command, by Node's own parser.
 *
 * @param where the command, for errors
 * @param help how it explains itself
 * @throws ChurnbookError if an option is unknown, or lacks its value
 */
export function parseOptions<T extends ParseArgsConfig>(
  where: string,
  config: T,
  help = `${where} --help`
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const got = (error as Error).message.split(". ")[0];
    throw complain({where, rule: "its options must be known", got, remedy: `See ${help}.`});
  }
}
