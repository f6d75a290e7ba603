import fc from "fast-check";

/**
 * Properties draw the same cases in every run, so that a run says something of the change and not of the draw.
 * `CHURN_TEST_SEED=random` draws others, and a number those that a failure named.
 */
const seed = process.env.CHURN_TEST_SEED ?? "20261129";
if (seed !== "random") fc.configureGlobal({seed: Number(seed)});
