import {DuckDBInstance} from "@duckdb/node-api";
import type {DuckDBConnection} from "@duckdb/node-api";

/** Two connections to one DuckDB in memory: a stream that is being read occupies its own. */
export interface ScoringDatabase {
  reader: DuckDBConnection;
  writer: DuckDBConnection;
}

export interface DatabaseOptions {
  memory: string;
  threads: number;
  /** a folder for what does not fit into the memory */
  spill: string;
}

/** Runs with a DuckDB of its own that keeps to its memory and never fetches an extension. */
export async function withScoringDatabase<T>({memory, threads, spill}: DatabaseOptions, run: (database: ScoringDatabase) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    preserve_insertion_order: "true",
    memory_limit: memory,
    threads: String(threads),
    temp_directory: spill
  });
  const reader = await instance.connect();
  const writer = await instance.connect();
  try {
    return await run({reader, writer});
  } finally {
    reader.closeSync();
    writer.closeSync();
    instance.closeSync();
  }
}
