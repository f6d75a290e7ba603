import type {BuildRecord, InputSummary, NumberSummary} from "../book/history.js";
import type {Doubting, DoubtedInput, Pair} from "./doubtMissing.js";
import {formatCount, formatShare} from "../format.js";
import {gapOfQuantiles, slackOf} from "./compareInputs.js";
import {usersOf} from "./tellFigures.js";
import {LEVEL_DOUBTS} from "./doubtLevels.js";
import {NUMBER_DOUBTS} from "./doubtNumbers.js";

/** Something between two builds that looks like a mistake in the data rather than like life. */
export interface Doubt {
  /** the input's name; null: it is about the whole table */
  input: string | null;
  /** whole sentences */
  text: string;
}

/** All that looks like a mistake, the whole table first. One finding per input: the one that explains most. */
export function findDoubts(before: BuildRecord, after: BuildRecord): Doubt[] {
  if (before.data.hash === after.data.hash) return [];
  const titles = new Map(after.definition.inputs.map(({name, title}) => [name, title]));
  const titleOf = (name: string): string => `“${titles.get(name) ?? name}”`;
  const old = new Map(before.inputs.map((input) => [input.name, input]));
  const slack = slackOf([usersOf(before.data), usersOf(after.data)], {least: ALIKE});
  const swapped = findSwaps([before.inputs, after.inputs], titleOf, slack);
  const isSwapped = new Set(swapped.map(({input}) => input));
  return [
    ...tableDoubts(before, after).map((text) => ({input: null, text})),
    ...swapped,
    ...after.inputs.flatMap((input): Doubt[] => {
      const known = old.get(input.name);
      if (known === undefined || isSwapped.has(input.name)) return [];
      const text = doubtInput(known, input, {title: titleOf(input.name), slack});
      return text === null ? [] : [{input: input.name, text}];
    })
  ];
}

function doubtInput(before: InputSummary, after: InputSummary, about: DoubtedInput): string | null {
  if (before.kind === "number" && after.kind === "number") return findFirst(NUMBER_DOUBTS, [before, after], about);
  if (before.kind === "category" && after.kind === "category") return findFirst(LEVEL_DOUBTS, [before, after], about);
  return `${about.title} is ${after.kind === "number" ? "a number" : "a category"} where it was ${before.kind === "number" ? "a number" : "a category"}.`;
}

function findFirst<S>(doubts: readonly Doubting<S>[], pair: Pair<S>, about: DoubtedInput): string | null {
  for (const doubt of doubts) {
    const text = doubt(pair, about);
    if (text !== null) return text;
  }
  return null;
}

/** Distributions that lie nearer than this count as the same, of however many users. */
const ALIKE = 0.08;
/** An input that moved by so much may be another one, if that is alike. */
const MOVED_MUCH = 0.25;

/** Two inputs of which each now looks as the other did. */
function findSwaps([before, after]: Pair<readonly InputSummary[]>, titleOf: (name: string) => string, slack: number): Doubt[] {
  const old = new Map(before.map((input) => [input.name, input]));
  const quantilesOf = (input: InputSummary | undefined): NumberSummary["quantiles"] => (input?.kind === "number" ? input.quantiles : null);
  const gap = (a: InputSummary | undefined, b: InputSummary | undefined): number => {
    const [x, y] = [quantilesOf(a), quantilesOf(b)];
    return x === null || y === null ? 1 : gapOfQuantiles(x, y);
  };
  const moved = after.filter((input) => gap(old.get(input.name), input) > MOVED_MUCH && quantilesOf(old.get(input.name)) !== null);
  return moved.flatMap((a, i) =>
    moved
      .slice(i + 1)
      .filter((b) => gap(old.get(a.name), b) <= slack && gap(old.get(b.name), a) <= slack)
      .flatMap((b) => {
        const text = `${titleOf(a.name)} looks as ${titleOf(b.name)} did, and the other way round. Were two columns exchanged?`;
        return [
          {input: a.name, text},
          {input: b.name, text}
        ];
      })
      .filter(({text}, j, all) => all.findIndex((d) => d.text === text) === j)
  );
}

/** Doubts of the table as a whole. */
function tableDoubts(before: BuildRecord, after: BuildRecord): string[] {
  const [old, now] = [before.data, after.data];
  const {plural} = after.unit;
  const isSameLabel =
    before.definition.label.churned === after.definition.label.churned && before.definition.label.column === after.definition.label.column;
  const [was, is] = [old.baseRate.estimate, now.baseRate.estimate];
  const apart =
    now.baseRate.low !== null &&
    old.baseRate.high !== null &&
    old.baseRate.low !== null &&
    now.baseRate.high !== null &&
    (now.baseRate.low > old.baseRate.high || now.baseRate.high < old.baseRate.low);
  const turned = isSameLabel && Math.abs(is - (1 - was)) < 0.05 && Math.abs(was - 0.5) > 0.1;
  const moved = isSameLabel && !turned && apart && (is > 1.5 * was || is < was / 1.5);
  const times = old.rows > 0 ? now.rows / old.rows : 1;
  return [
    times < 0.6 ? `The table has ${formatCount(now.rows)} ${plural} where it had ${formatCount(old.rows)}. Is it whole?` : null,
    times > 1.9 && times < 2.1
      ? `The table has twice as many ${plural}, ${formatCount(now.rows)} for ${formatCount(old.rows)}. Is everybody in it twice?`
      : null,
    turned ? `${formatShare(is)} churned where ${formatShare(was)} did: the label may have been turned round.` : null,
    moved ? `${formatShare(is)} churned where ${formatShare(was)} did. Has what counts as churned changed?` : null,
    skillDoubt(before, after)
  ].filter((text) => text !== null);
}

/** A score that is suddenly far better has mostly been told the answer. */
function skillDoubt(before: BuildRecord, after: BuildRecord): string | null {
  const [old, now] = [before, after].map(({finalists, champion}) => finalists.find(({name}) => name === champion)?.metrics.rocAuc ?? null);
  if (!old || !now || now.estimate - old.estimate < 0.1 || now.low === null || old.high === null || now.low <= old.high) return null;
  return `The Champion’s ROC AUC is ${now.estimate} where it was ${old.estimate}. Does an input tell what happened?`;
}
