/**
 * What properties and odd files are drawn by: the same cases in every run, so that a run says something of the change and not of
 * the draw. `CHURN_TEST_SEED=random` draws others, a number those that a failure named.
 */
export const testSeed = readSeed(process.env.CHURN_TEST_SEED ?? "20261129");

function readSeed(text: string): number {
  if (text === "random") return Math.floor(Math.random() * 2 ** 31);
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new Error(`CHURN_TEST_SEED: it must be "random" or a whole number; got "${text}".`);
}
