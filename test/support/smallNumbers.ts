import {MIN_GROUP} from "../../lib/groups.js";

/** A whole number from 1 to 19 in an artefact, by where it stands: "eda.json variables[].missing". */
export interface SmallNumber {
  path: string;
  value: number;
}

/**
 * Every whole number from 1 to 19 in a parsed artefact. Whatever is not known to be no count of users is one: so an artefact, or a key,
 * that nobody has thought of fails, and cannot be forgotten.
 */
export function findSmallNumbers(file: string, artefact: unknown): SmallNumber[] {
  const found: SmallNumber[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value === "number" && Number.isInteger(value) && value > 0 && value < MIN_GROUP)
      found.push({path: `${file} ${path}`, value});
    else if (Array.isArray(value)) for (const item of value) look(item, `${path}[]`);
    else if (value !== null && typeof value === "object")
      for (const [key, item] of Object.entries(value)) look(item, path === "" ? key : `${path}.${key}`);
  };
  look(artefact, "");
  return found.filter(({path}) => !NO_COUNTS.some((known) => known.test(path)));
}

/** Where whole numbers are no counts of users, and what they are. */
const NO_COUNTS: readonly RegExp[] = [
  /^dataset\.json definition\./, // what a person wrote
  /^users\.json /, // of real users, who are published
  /^predict\.json (users|golden|presets|typical|average|typicalRetained|constraints)\b/, // values of synthetic users, and typical ones
  /\.(low|high|from|to|min|max|step|p1|p25|median|p75|p99|mean|least|most|knots\[\]|values\[\])$/, // values of columns, ends of bins
  /\b(percent|share|estimate|bound|bestMean|threshold|predicted|observed|rate)$/, // shares and figures
  /\b(pearson|spearman|withLabel)\b|\.(pValue|adjustedP|statistic|rocAuc)$|^honesty\.json luck\./, // statistics of all users
  /\b(cv|scores|metrics|baseline|curves|test|params|space|increase|logLossDifference|rocAucDifference)\b.*$/, // figures of models; their groups are looked at apart
  /[. ](distinct|columnsIn|columnsOut|bins|folds|innerFolds|complexity|nTrials|nFailed|nFinished|nLevels|nPairs|inputs|format|version|bytes|seed|shuffles)$/, // counts of columns, trials, files
  /^(experiments|honesty)\.json (folds|seed|shuffles|nested)\b/,
  /^score-groups\.json models\[\]\.(outOfFold|test)\.(from|mean)\[\]$/, // edges and scores
  /^(score-groups\.json models\[\]\.(outOfFold|test)\.churned\[\]|decide\.json (outOfFold|test)\[\]\.churned)$/, // at least 3 of either class, in groups of at least 20
  /^cohorts\.json (inputs\[\]\.cohorts\[\]\.above\[\]|maps\[\]\.cells\[\]\[\])\.churned$/, // the same, in parts of at least 20
  /^shapes\.json pairs\[\]\.cells\[\]\[\]\.(points|logOdds)$/, // changes of scores
  /^pipeline\.json |^queries\.json |^exports\.json /, // clocks, tables, files
  /^predict\.json (support|refits|spread)\b/ // distances and weights
];
