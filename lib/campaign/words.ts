import type {LabelChoice} from "../dataset/definition.js";
import {check, someOf} from "../check.js";
import {wordsOf} from "../dataset/plainWords.js";
import {classesByWords} from "../infer/inferLabel.js";
import {truthOf} from "../rows/text.js";

/** The texts by which a file says who was contacted and who left; null: not known. */
export interface CampaignWords {
  contacted: string | null;
  alone: string | null;
  left: string | null;
  stayed: string | null;
}

/** A text of a column, and how many rows have it. */
export interface TextCount {
  text: string;
  n: number;
}

const SAYS_ALONE =
  /^(alone|control|controls|holdout|held|untreated|uncontacted|unexposed|baseline|placebo|none|withheld|kontrolle|kontrollgruppe|testigo)$/iu;
const SAYS_CONTACTED =
  /^(contact|contacted|called|mailed|emailed|treat|treated|treatment|test|target|targeted|offer|offered|exposed|campaign|intervention|kontaktiert|behandelt|contactado|tratado)$/iu;
const DENIES = /^(not|non|no|never|without|nicht|ohne|sin|un)$/iu;

/** What a text says of a customer's group; null: nothing. */
function groupOf(text: string): "contacted" | "alone" | null {
  const words = wordsOf(text);
  const denied = words.some((word) => DENIES.test(word));
  if (words.some((word) => SAYS_ALONE.test(word)) || /hold[\s_-]?out/i.test(text)) return denied ? null : "alone";
  if (words.some((word) => SAYS_CONTACTED.test(word))) return denied ? "alone" : "contacted";
  return null;
}

/**
 * Which texts say what, by the words themselves, or where they say yes and no by the column's name. What was asked for stands. Of more
 * than two texts the two that say it are taken, and rows with the others are set aside.
 *
 * @param texts that stand in either column
 * @param names of the columns
 */
export function findWords(
  texts: {group: readonly TextCount[]; outcome: readonly TextCount[]},
  names: {group: string; outcome: string},
  {asked = {}, label}: {asked?: Partial<CampaignWords>; label?: LabelChoice}
): CampaignWords {
  return {
    ...findGroups(
      texts.group.map(({text}) => text),
      names.group,
      {contacted: asked.contacted ?? null, alone: asked.alone ?? null}
    ),
    ...findOutcomes(
      texts.outcome.map(({text}) => text),
      names.outcome,
      {left: asked.left ?? null, stayed: asked.stayed ?? null, label}
    )
  };
}

type Groups = Pick<CampaignWords, "contacted" | "alone">;
type Outcomes = Pick<CampaignWords, "left" | "stayed">;

function findGroups(texts: readonly string[], name: string, asked: Groups): Groups {
  const isControl = groupOf(name) === "alone";
  const byWord = (wanted: "contacted" | "alone"): string | null => onlyOf(texts.filter((text) => groupOf(text) === wanted));
  const byTruth = (wanted: boolean): string | null => onlyOf(texts.filter((text) => truthOf(text) === wanted));
  const others = texts.filter((text) => text !== asked.contacted && text !== asked.alone);
  const rest = texts.length === 2 ? onlyOf(others) : null;
  const free = (text: string | null, taken: string | null): string | null => (text === taken ? null : text);
  const contacted =
    asked.contacted ?? (asked.alone !== null ? rest : null) ?? free(byWord("contacted") ?? byTruth(!isControl), asked.alone);
  const alone = asked.alone ?? (asked.contacted !== null ? rest : null) ?? free(byWord("alone") ?? byTruth(isControl), contacted);
  if (texts.length !== 2 || (contacted === null) === (alone === null)) return {contacted, alone};
  // one of two says it, so the other is the other
  const [known] = [contacted ?? alone];
  const other = texts.find((text) => text !== known) ?? null;
  return contacted === null ? {contacted: other, alone} : {contacted, alone: other};
}

function onlyOf(texts: readonly string[]): string | null {
  return texts.length === 1 ? texts[0] : null;
}

function findOutcomes(
  texts: readonly string[],
  name: string,
  {left, stayed, label}: Outcomes & {label: LabelChoice | undefined}
): Outcomes {
  if (left !== null && stayed !== null) return {left, stayed};
  const one = left ?? stayed;
  if (one !== null && texts.length <= 2) {
    const other = texts.find((text) => text !== one) ?? null;
    return left === null ? {left: other, stayed} : {left, stayed: other};
  }
  if (label && texts.some((text) => text === label.churned || text === label.retained))
    return {left: label.churned, stayed: label.retained};
  if (texts.length === 2) {
    const said = classesByWords(name, [texts[0], texts[1]]);
    return said ? {left: said.churned, stayed: said.retained} : {left: null, stayed: null};
  }
  if (texts.length === 1) return findLone(texts[0], name);
  const [yes, no] = [true, false].map((wanted) => onlyOf(texts.filter((text) => truthOf(text) === wanted)));
  const said = yes !== null && no !== null ? classesByWords(name, [yes, no]) : null;
  return said ? {left: said.churned, stayed: said.retained} : {left, stayed};
}

/** Where all say the same, such as that nobody left. */
function findLone(text: string, name: string): Outcomes {
  const said = truthOf(text) === null ? null : classesByWords(name, ["yes", "no"]);
  if (said === null) return {left: null, stayed: null};
  const isLeft = (truthOf(text) === true) === (said.churned === "yes");
  return isLeft ? {left: text, stayed: null} : {left: null, stayed: text};
}

export interface CheckWordsOptions {
  where: string;
  texts: {group: readonly TextCount[]; outcome: readonly TextCount[]};
  names: {group: string; outcome: string};
  /** how to say which is which */
  remedies: {group: string; outcome: string};
}

/**
 * @throws ChurnbookError unless it is known who was contacted and left alone, and who left. A file in which all say the same needs one
 *   text of the two: what it lacks is told by what counts it
 */
export function checkWords({contacted, alone, left, stayed}: CampaignWords, {where, texts, names, remedies}: CheckWordsOptions): void {
  const shown = (counts: readonly TextCount[]): string => someOf(counts.map(({text}) => JSON.stringify(text)));
  check(texts.group.length > 1 || contacted !== null || alone !== null, {
    where,
    rule: "some customers must have been left alone by lot, as a control group: without one nothing says who would have left anyway",
    got: `${texts.group.length === 0 ? "nothing" : `only ${shown(texts.group)}`} in “${names.group}”`,
    remedy: "Give those who were left alone a text of their own there: rows that say nothing are in neither group."
  });
  check(contacted !== null || alone !== null, {
    where,
    rule: `“${names.group}” must say who was contacted, and who was left alone`,
    got: shown(texts.group),
    remedy: remedies.group
  });
  check((contacted !== null && alone !== null) || texts.group.length < 2, {
    where,
    rule: `it must be known which text of “${names.group}” stands for ${contacted === null ? "contacted" : "left alone"}`,
    got: shown(texts.group),
    remedy: remedies.group
  });
  check(contacted === null || contacted !== alone, {
    where,
    rule: "contacted and left alone must be different texts",
    got: JSON.stringify(contacted),
    remedy: remedies.group
  });
  check((left !== null && stayed !== null && left !== stayed) || (texts.outcome.length < 2 && (left !== null || stayed !== null)), {
    where,
    rule: `“${names.outcome}” must say who left, and who stayed`,
    got: shown(texts.outcome),
    remedy: remedies.outcome
  });
}
