import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {Said, SaidBlank} from "./chooseLabel.js";
import type {Asker} from "./initTable.js";
import {createInterface} from "node:readline/promises";
import {classesOf} from "../../lib/dataset/classes.js";
import {BLANKS, MOST_TOLD, saysOneThing} from "./chooseLabel.js";
import {countDated} from "../../lib/infer/leavingDates.js";
import {findLeft, guessClasses, guessFewClasses, namesOutcome, spellingsOf} from "../../lib/infer/inferLabel.js";

const MOST_SHOWN = 12;

/** A person at a terminal. */
export interface Person {
  answer(question: string): Promise<string>;
  tell(text: string): void;
}

/** Asks, in a terminal, what no table says of itself. */
export const askInTerminal: Asker = async (found, said) => {
  const lines = createInterface({input: process.stdin, output: process.stderr});
  const person: Person = {answer: (question) => lines.question(question), tell: (text) => void process.stderr.write(text)};
  try {
    return await createAsker(person)(found, said);
  } finally {
    lines.close();
  }
};

/** An empty answer takes what stands in brackets; where nothing does, there is nothing likely, and the question comes again. */
export function createAsker(person: Person): Asker {
  return async ({profiles, labels}, said) => {
    const answers: Said = {...said};
    const candidates = findCandidates(profiles, labels);
    if (said.label === undefined && candidates.length > 0) {
      const isLikely = labels.length > 0 || profiles.some((d) => findLeft(d) !== null);
      [answers.label] = await askFor(person, "Which column says who left?", {choices: candidates, first: isLikely ? [candidates[0]] : []});
    }
    const profile = profiles.find(({name}) => name === answers.label);
    const isMarked = profile !== undefined && (profile.blank !== undefined || saysOneThing(profile) || countDated(profile) !== null);
    if (isMarked && said.blank === undefined) {
      const question = `Does a blank in "${profile.name}" mean that somebody stayed (retained) or left (churned), or is it not known (unknown)?`;
      answers.blank = (await askFor(person, question, {choices: BLANKS, first: [BLANKS[0]]}))[0] as SaidBlank;
    }
    if (profile !== undefined && !isMarked && said.churned === undefined) Object.assign(answers, await askClasses(person, profile, said));
    if (said.timing === undefined) {
      const question = "Were the other columns measured before the time in which people left, or in the same time?";
      const [timing] = await askFor(person, question, {choices: ["before", "same", "not known"], first: ["not known"]});
      if (timing !== "not known") answers.timing = timing === "same" ? "same-period" : "before";
    }
    return answers;
  };
}

/** Columns that may say who left, the likeliest first: by their name or a class, or by having two values, and then those of a few. */
function findCandidates(profiles: readonly ColumnProfile[], labels: readonly {column: string}[]): string[] {
  const isFew = (d: ColumnProfile): boolean => d.dates === undefined && spellingsOf(d).length > 1 && d.nDistinct <= MOST_TOLD;
  const likely = [
    (d: ColumnProfile): boolean => findLeft(d) !== null,
    (d: ColumnProfile): boolean => isFew(d) && namesOutcome(d.name) > 0,
    (d: ColumnProfile): boolean => countDated(d) !== null,
    (d: ColumnProfile): boolean => d.nDistinct === 2 && d.dates === undefined,
    isFew
  ];
  return [...new Set([...labels.map(({column}) => column), ...likely.flatMap((isSo) => profiles.filter(isSo).map(({name}) => name))])];
}

/** Which values mean left, and which of more than two count as neither. */
async function askClasses(person: Person, profile: ColumnProfile, said: Said): Promise<Pick<Said, "churned" | "aside">> {
  const classes = spellingsOf(profile);
  if (classes.length < 2 || profile.nDistinct > MOST_TOLD) return {};
  const texts = profile.top.map(({text}) => text);
  const guess = guessClasses(profile) ?? guessFewClasses(profile);
  const likely = guess === null ? [] : classesOf(guess).churned;
  if (classes.length === 2) {
    const first = likely.slice(0, 1);
    return {churned: await askFor(person, `Which value of "${profile.name}" means left?`, {choices: texts, first})};
  }
  const question = `Which values of "${profile.name}" mean left? Several with commas between`;
  const churned = await askFor(person, question, {choices: texts, first: likely, isMany: true});
  const others = classes.filter((own) => !own.some((text) => churned.includes(text))).flat();
  if (said.aside !== undefined || others.length < 2) return {churned};
  const ofOthers = `Which of the others count as neither, such as those of whom it is not known yet? They are set aside`;
  const aside = await askFor(person, ofOthers, {choices: [...others, NONE], first: [NONE], isMany: true});
  return aside.includes(NONE) ? {churned} : {churned, aside};
}

const NONE = "none";

/** @param asked first: what an empty answer takes; isMany: whether several may be named */
async function askFor(
  person: Person,
  question: string,
  {choices, first, isMany = false}: {choices: readonly string[]; first: readonly string[]; isMany?: boolean}
): Promise<string[]> {
  const shown = `${choices.slice(0, MOST_SHOWN).join(", ")}${choices.length > MOST_SHOWN ? ", …" : ""}`;
  for (;;) {
    const said = (await person.answer(`${question} (${shown})${first.length > 0 ? ` [${first.join(", ")}]` : ""} `)).trim();
    if (said === "" && first.length > 0) return [...first];
    const named = choices.includes(said) || !isMany ? [said] : said.split(",").map((text) => text.trim());
    if (named.every((text) => choices.includes(text))) return named;
    person.tell(`It must be ${isMany ? "of" : "one of"} ${choices.join(", ")}.\n`);
  }
}
