/** The name of the learner that says the base rate to everyone, and of its finalist, which stands in where nobody is crowned. */
export const BASELINE = "baseline";
