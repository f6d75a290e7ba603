import type {QueryExample, QueryTableInfo} from "../book/queries.js";
import {lowerFirst} from "../format.js";

export interface ExampleOptions {
  tables: readonly QueryTableInfo[];
  champion: string;
  challenger: string | null;
  /** the metric that crowned the Champion */
  metric: {name: string; title: string; better: "lower" | "higher"};
  /** what the rows are: "users" */
  plural: string;
}

/** A few queries that make sense on these tables, built from the names of their columns. */
export function exampleQueries(options: ExampleOptions): QueryExample[] {
  const {champion, challenger, tables} = options;
  const users = tables.find(({name}) => name === "examples");
  const has = (table: string): boolean => tables.some(({name}) => name === table);
  return [
    ...(has("score_groups") ? [deciles(options)] : []),
    ...(challenger !== null && has("ladder") ? [disagreement(champion, challenger)] : []),
    bestTrials(options),
    ...(users ? [scoresByColumn(options, users)] : [])
  ];
}

/** A name as SQL quotes it. @example quoteName('a"b') // '"a""b"' */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL quotes it. @example quoteText("a'b") // "'a''b'" */
function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function deciles({champion, plural}: ExampleOptions): QueryExample {
  return {
    title: `Churn rate by tenth of the ${plural}, by score`,
    sql: `WITH ranked AS (
  SELECT *, sum(n) OVER (ORDER BY mean_score DESC) - n / 2 AS middle, sum(n) OVER () AS users
  FROM score_groups
  WHERE model = ${quoteText(champion)} AND side = 'out-of-fold'
)
SELECT floor(10 * middle / users) + 1 AS tenth, sum(n) AS ${quoteName(plural)},
  sum(n * mean_score) / sum(n) AS mean_score, sum(churned) / sum(n) AS churn_rate
FROM ranked
GROUP BY tenth
ORDER BY tenth`
  };
}

function disagreement(champion: string, challenger: string): QueryExample {
  return {
    title: "Where Champion and Challenger disagree",
    sql: `SELECT line, both_models, only_first AS champion_alone, only_second AS challenger_alone,
  (only_first + only_second) / n AS share_apart
FROM ladder
WHERE "first" = ${quoteText(champion)} AND "second" = ${quoteText(challenger)}
ORDER BY line`
  };
}

function bestTrials({metric}: ExampleOptions): QueryExample {
  const name = quoteName(metric.name);
  return {
    title: `The three best trials of each learner, by ${lowerFirst(metric.title)}`,
    sql: `SELECT learner, id, ${name}, ${quoteName(`${metric.name}_se`)}
FROM trials
WHERE state = 'finished' AND recipe IS NULL
QUALIFY row_number() OVER (PARTITION BY learner ORDER BY ${name}${metric.better === "higher" ? " DESC" : ""}) <= 3
ORDER BY learner, ${name}${metric.better === "higher" ? " DESC" : ""}`
  };
}

/** By level of the first text column, else by quarter of the first column. */
function scoresByColumn({champion, plural}: ExampleOptions, {columns}: QueryTableInfo): QueryExample {
  const text = columns.find(({kind}) => kind === "text");
  const column = quoteName((text ?? columns[0]).name);
  const score = quoteName(`${champion}_score`);
  const source = text
    ? `SELECT ${column}, count(*) AS ${quoteName(plural)}, avg(${score}) AS mean_score
FROM examples
GROUP BY ${column}`
    : `SELECT quarter, min(${column}) AS from_value, max(${column}) AS to_value, count(*) AS ${quoteName(plural)}, avg(${score}) AS mean_score
FROM (SELECT *, ntile(4) OVER (ORDER BY ${column}) AS quarter FROM examples)
GROUP BY quarter`;
  return {title: `Mean score by ${(text ?? columns[0]).name}`, sql: `${source}\nORDER BY mean_score DESC`};
}
