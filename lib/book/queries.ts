/** What readers may ask about in SQL: `duckdb/tables/queries.json`, beside one Arrow stream per table. */
export interface QueriesBook {
  tables: QueryTableInfo[];
  /** ready to run on these tables; the first one begins */
  examples: QueryExample[];
}

export interface QueryTableInfo {
  name: string;
  /** what one row is, and what must be known of it */
  about: string;
  rows: number;
  columns: {name: string; kind: QueryKind}[];
}

export type QueryKind = "number" | "text" | "yes or no";

export interface QueryExample {
  title: string;
  sql: string;
}
