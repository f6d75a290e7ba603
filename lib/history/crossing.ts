import type {BuildRecord, Population} from "../book/history.js";
import type {Row} from "../dataset/table.js";
import {formatCount} from "../format.js";
import {formatLine} from "../whatif/values.js";

/** Who of a fixed population crosses the contact line from one build to another. */
export type Crossing =
  | {
      state: "compared";
      /** synthetic users, all of whom both builds scored */
      n: number;
      /** scores on the line of either build */
      lines: [before: number, after: number];
      /** contacted now, and not before */
      up: number;
      /** contacted before, and not now */
      down: number;
      /** of those who cross, so many would also if the line had stayed where it was: the model moved them */
      byModel: number;
      /** mean change of the score */
      meanChange: number;
      /** a few of those who cross, whose score changed most; empty where the population's rows are not at hand */
      examples: {row: Row; before: number; after: number}[];
      text: string;
    }
  | {state: "not comparable"; text: string};

const EXAMPLES = 5;

/** @param population that both scored, with its rows; null: they are not at hand */
export function findCrossing(before: BuildRecord, after: BuildRecord, population: Population | null): Crossing {
  const reason = whyNot(before, after);
  const [old, now] = [before.population?.scores ?? [], after.population?.scores ?? []];
  if (reason !== null || old.length !== now.length || old.length === 0)
    return {state: "not comparable", text: reason ?? "The two builds scored no synthetic rows in common."};
  const lines: [number, number] = [lineOf(before), lineOf(after)];
  const crossing = [...old.keys()].filter((i) => old[i] >= lines[0] !== now[i] >= lines[1]);
  const up = crossing.filter((i) => now[i] >= lines[1]).length;
  const found = {
    n: old.length,
    lines,
    up,
    down: crossing.length - up,
    byModel: crossing.filter((i) => old[i] >= lines[0] !== now[i] >= lines[0]).length,
    meanChange: now.reduce((sum, score, i) => sum + score - old[i], 0) / old.length
  };
  const most = [...crossing].sort((a, b) => Math.abs(now[b] - old[b]) - Math.abs(now[a] - old[a])).slice(0, EXAMPLES);
  const examples = population === null ? [] : most.map((i) => ({row: population.rows[i], before: old[i], after: now[i]}));
  return {state: "compared", ...found, examples, text: sayCrossing(found, after.unit.plural)};
}

/** The line that a build recommends, or its base rate where it recommends none. */
function lineOf({decision, data}: BuildRecord): number {
  return decision?.line ?? data.baseRate.estimate;
}

function whyNot(before: BuildRecord, after: BuildRecord): string | null {
  if (before.population?.hash === after.population?.hash) return null;
  const [old, now] = [before, after].map(({definition}) => new Map(definition.inputs.map(({name, title}) => [name, title])));
  const added = [...now].filter(([name]) => !old.has(name)).map(([, title]) => title);
  const gone = [...old].filter(([name]) => !now.has(name)).map(([, title]) => title);
  const others = [...added.map((title) => `“${title}” came`), ...gone.map((title) => `“${title}” went`)];
  return others.length > 0
    ? `Who would cross the line cannot be compared, as the inputs are others: ${others.join(", ")}.`
    : "Who would cross the line cannot be compared: the later model cannot score the synthetic rows of the earlier one, or their file was lost.";
}

function sayCrossing(
  {n, up, down, byModel, lines}: {n: number; up: number; down: number; byModel: number; lines: readonly [number, number]},
  plural: string
): string {
  const of = `Of ${formatCount(n)} synthetic ${plural} that both models scored`;
  const moved =
    lines[0] === lines[1]
      ? `the line stays at ${formatLine(lines[0])}`
      : `the line moves from ${formatLine(lines[0])} to ${formatLine(lines[1])}`;
  if (up + down === 0) return `${of}, nobody would cross the contact line; ${moved}.`;
  const why = lines[0] === lines[1] ? "" : ` ${formatCount(byModel)} of them would cross a line that stays, too.`;
  return `${of}, ${formatCount(up)} would be contacted who were not, and ${formatCount(down)} would not who were; ${moved}.${why}`;
}
