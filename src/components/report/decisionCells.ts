import type {DecideBook} from "../../lib/book/decide.js";
import type {ModelsBook} from "../../lib/book/models.js";
import {valueUsers} from "../../lib/decide/byValue.js";
import {isBlind, tellDecision} from "../../lib/decide/lineWords.js";
import {rankAtRate} from "../../lib/decide/ranking.js";
import {assumptionsOf, contactLine} from "../shared/contactLine.js";
import {setText} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";

/**
 * Keeps the three answers of the page, which are written for the recommended line, true to the line as it is.
 *
 * @param decide read where the definition names what each is worth; null: it does not
 */
export function followDecision(
  {finalists, champion}: Pick<ModelsBook, "finalists" | "champion">,
  decide: Pick<DecideBook, "values"> | null
): void {
  const line = contactLine();
  const crowned = finalists.find(({name}) => name === champion) ?? finalists[0];
  const blind = isBlind(crowned, finalists[0].name);
  const say = (): void => {
    const {now, ranking, rate, words} = line;
    const valued = ranking && valueUsers(decide?.values, rate ? rankAtRate(ranking, rate) : ranking, rate);
    const told = tellDecision({line: now, ranking, assumptions: assumptionsOf(words), isBlind: blind, ...rowUnit, valued});
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
