import type {Said, SaidBlank} from "./chooseLabel.js";
import type {Asker} from "./initTable.js";
import {createInterface} from "node:readline/promises";
import {textsOf} from "../../lib/dataset/classes.js";
import {BLANKS, saysOneThing} from "./chooseLabel.js";
import {countDated} from "../../lib/infer/leavingDates.js";
import {findLeft, guessClasses, guessFewClasses} from "../../lib/infer/inferLabel.js";

const MOST_SHOWN = 12;

/** Asks, in a terminal, what no table says of itself. An empty answer takes what stands in brackets. */
export const askInTerminal: Asker = async ({profiles, labels}, said) => {
  const lines = createInterface({input: process.stdin, output: process.stderr});
  const ask = async (question: string, choices: readonly string[], first: string): Promise<string> => {
    for (;;) {
      const answer = (await lines.question(`${question} (${choices.slice(0, MOST_SHOWN).join(", ")}) [${first}] `)).trim();
      if (answer === "" || choices.includes(answer)) return answer === "" ? first : answer;
      process.stderr.write(`It must be one of ${choices.join(", ")}.\n`);
    }
  };
  try {
    const answers: Said = {...said};
    const candidates = [
      ...new Set([
        ...labels.map(({column}) => column),
        ...profiles.filter((d) => (d.nDistinct === 2 && d.dates === undefined) || findLeft(d) !== null).map(({name}) => name),
        ...profiles.filter((d) => countDated(d) !== null).map(({name}) => name)
      ])
    ];
    if (said.label === undefined && candidates.length > 0)
      answers.label = await ask("Which column says who left?", candidates, candidates[0]);
    const profile = profiles.find(({name}) => name === answers.label);
    const isMarked = profile !== undefined && (profile.blank !== undefined || saysOneThing(profile) || countDated(profile) !== null);
    if (isMarked && said.blank === undefined) {
      const question = `Does a blank in "${profile.name}" mean that somebody stayed (retained) or left (churned), or is it not known (unknown)?`;
      answers.blank = (await ask(question, BLANKS, BLANKS[0])) as SaidBlank;
    }
    const guess = profile === undefined || isMarked ? null : (guessClasses(profile) ?? guessFewClasses(profile));
    if (guess !== null && said.churned === undefined)
      answers.churned = [await ask(`Which value of "${guess.column}" means left?`, textsOf(guess), guess.churned)];
    if (said.timing === undefined) {
      const question = "Were the other columns measured before the time in which people left, or in the same time?";
      const timing = await ask(question, ["before", "same", "not known"], "not known");
      if (timing !== "not known") answers.timing = timing === "same" ? "same-period" : "before";
    }
    return answers;
  } finally {
    lines.close();
  }
};
