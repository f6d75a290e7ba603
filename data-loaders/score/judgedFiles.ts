import type {JudgedFile} from "../../lib/judge/writeCard.js";
import {readFile} from "node:fs/promises";
import {check} from "../../lib/check.js";
import {cardJson, cardMarkdown, isCardJson, isCardMarkdown} from "../../lib/judge/writeCard.js";
import {writeWhole} from "../flow/files.js";
import {explainSystemError, isAbsent} from "../flow/systemErrors.js";

/** Where a file's score card goes, beside its scores. */
export interface CardFiles {
  json: string;
  markdown: string;
}

export function cardFilesOf(output: string): CardFiles {
  return {json: `${output}.judged.json`, markdown: `${output}.judged.md`};
}

/** Makes sure that nothing is replaced but an earlier score card. @throws ChurnbookError for any other file in its place */
export async function checkCardFiles({json, markdown}: CardFiles): Promise<void> {
  const isOwn = [isCardJson, isCardMarkdown];
  for (const [i, path] of [json, markdown].entries()) {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
      if (isAbsent(error)) return "";
      throw explainSystemError(error, path);
    });
    check(text === "" || isOwn[i](text), {
      where: "--judge",
      rule: "the place for the score card must be free, or hold an earlier one",
      got: `another file, ${path}`,
      remedy: "Nothing was touched. Move it away, or name another output by --out."
    });
  }
}

/** Writes the card, whole or not at all. @param titleOf what readers call an input */
export async function writeCardFiles({json, markdown}: CardFiles, judged: JudgedFile, titleOf: (name: string) => string): Promise<void> {
  await writeWhole(json, `${JSON.stringify(cardJson(judged), null, 2)}\n`);
  await writeWhole(markdown, cardMarkdown(judged, titleOf));
}
