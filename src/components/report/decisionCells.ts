import type {ModelsBook} from "../../lib/book/models.js";
import {isBlind, tellDecision} from "../../lib/decide/lineWords.js";
import {assumptionsOf, contactLine} from "../shared/contactLine.js";
import {setText} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";

/** Keeps the three answers of the page, which are written for the recommended line, true to the line as it is. */
export function followDecision({finalists, champion}: Pick<ModelsBook, "finalists" | "champion">): void {
  const line = contactLine();
  const crowned = finalists.find(({name}) => name === champion) ?? finalists[0];
  const blind = isBlind(crowned, finalists[0].name);
  const say = (): void => {
    const {now, ranking, words} = line;
    const told = tellDecision({line: now, ranking, assumptions: assumptionsOf(words), isBlind: blind, many: rowUnit.many});
    for (const [name, {value, words: why}] of Object.entries(told)) {
      for (const [part, text] of [
        ["value", value],
        ["words", why]
      ]) {
        const place = document.querySelector(`[data-told="${name}-${part}"]`);
        if (place) setText(place, text);
      }
    }
  };
  line.follow(say);
  say();
}
