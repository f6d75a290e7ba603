import type {Facts} from "../../lib/book/common.js";
import type {ScoreGroupsBook} from "../../lib/book/scores.js";
import type {BookForFacts} from "./bookForFacts.js";
import {placeLine} from "../../lib/decide/bookLine.js";
import {USUAL_ASSUMPTIONS} from "../../lib/decide/money.js";
import {valueUsers} from "../../lib/decide/byValue.js";
import {inProse, isBlind, tellContacted, tellDecision} from "../../lib/decide/lineWords.js";
import {rankGroups} from "../../lib/decide/ranking.js";
import {peopleOf} from "../../lib/dataset/people.js";
import {castOf, sayFew} from "./bookForFacts.js";

/** Words of the contact line that every page begins with. */
export function lineFacts(book: BookForFacts, {models, values}: Pick<ScoreGroupsBook, "models" | "values">): Facts {
  const {champion, baseline} = castOf(book);
  const groups = models.find(({name}) => name === champion.name)?.outOfFold ?? null; // null: too few users
  const ranking = groups && rankGroups(groups);
  const line = placeLine(ranking, {threshold: 0, depth: null, assumptions: USUAL_ASSUMPTIONS});
  const {definition} = book.dataset;
  const people = peopleOf(definition).plural;
  const {whom, need, monday} = tellDecision({
    line,
    ranking,
    assumptions: USUAL_ASSUMPTIONS,
    isBlind: isBlind(champion, baseline.name),
    many: definition.unit.plural,
    people,
    valued: ranking && valueUsers(values, ranking)
  });
  return {
    decideRanks:
      champion === baseline ? `Nothing ranks ${people} here: the base rate says the same of everybody` : `The model ranks ${people}`,
    decideRows: sayFew(book.dataset),
    whomValue: whom.value,
    whomWords: whom.words,
    needValue: need.value,
    needWords: need.words,
    mondayValue: monday.value,
    mondayWords: monday.words,
    contactBrief: `Whom to contact: ${inProse(whom)}`,
    contactNeed: `What must be saved: ${inProse(need)} What to do first: ${inProse(monday)}`,
    contactFew: tellContacted({line})
  };
}
