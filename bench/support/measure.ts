/** What one piece of work cost. */
export interface Cost {
  /** milliseconds on the clock */
  wall: number;
  /** milliseconds of processor, all threads: for ours that counts the compiler and the collector */
  cpu: number;
}

export type Work = () => Promise<Cost> | Cost;

/** Two sides' costs, taken in turns in one run, so that whatever else the machine does meets both. */
export interface Comparison {
  ours: Spread;
  peer: Spread;
  /** per round, the side named first over the other */
  ratio: Spread;
  cpuRatio: Spread;
}

export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** Runs a function of ours (or of a package in this process) and takes its cost. */
export async function costOf(work: () => unknown): Promise<Cost> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const wall = performance.now() - started;
  const {user, system} = process.cpuUsage(cpu);
  return {wall, cpu: (user + system) / 1000};
}

/**
 * Takes turns.
 *
 * @param direction "peer/ours": how many times faster ours is; "ours/peer": how many times longer ours takes
 * @param warmUps runs of each side that are not counted
 */
export async function compare(
  {ours, peer}: {ours: Work; peer: Work},
  {direction, rounds, warmUps = 1}: {direction: "peer/ours" | "ours/peer"; rounds: number; warmUps?: number}
): Promise<Comparison> {
  for (let i = 0; i < warmUps; ++i) {
    await ours();
    await peer();
  }
  const mine: Cost[] = [];
  const theirs: Cost[] = [];
  for (let i = 0; i < rounds; ++i) {
    mine.push(await ours());
    theirs.push(await peer());
  }
  const over = (key: keyof Cost) =>
    spreadOf(mine.map((cost, i) => (direction === "ours/peer" ? cost[key] / theirs[i][key] : theirs[i][key] / cost[key])));
  return {
    ours: spreadOf(mine.map((d) => d.wall)),
    peer: spreadOf(theirs.map((d) => d.wall)),
    ratio: over("wall"),
    cpuRatio: over("cpu")
  };
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return {median, least: sorted[0], most: sorted[sorted.length - 1]};
}

/** How steeply y rises with x on log-log axes: least squares in the logarithms. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [0, 1].map((axis) => points.map((point) => Math.log(point[axis])));
  const [mx, my] = [mean(x), mean(y)];
  return x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0) / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}
