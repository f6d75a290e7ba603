import type {DuckDBConnection, DuckDBInstance} from "@duckdb/node-api";
import type * as NodeApi from "@duckdb/node-api";

/**
 * DuckDB's package with one database for all who ask for one of their own: opening takes longer than reading a small file. To be
 * given to vi.mock. What is attached is let go when its owner closes, and settings go back to what the next owner asks for.
 */
export async function oneDuckDB(importOriginal: () => Promise<unknown>): Promise<object> {
  const original = (await importOriginal()) as typeof NodeApi;
  const start = async (): Promise<{one: DuckDBInstance; keeper: DuckDBConnection}> => {
    const one = await original.DuckDBInstance.create(":memory:", SETTINGS);
    return {one, keeper: await one.connect()};
  };
  let ready = start();
  const open = async (_path: string, {threads = "1"}: Record<string, string> = {}): Promise<object> => {
    const {one, keeper} = await ready;
    await keeper.run(`SET threads = ${threads}`);
    return {
      connect: (): Promise<DuckDBConnection> => one.connect(),
      closeSync() {
        const before = ready;
        ready = keeper.run("DETACH DATABASE IF EXISTS kept").then(() => before, start); // a query that was given up may still hold it
      }
    };
  };
  return {...original, DuckDBInstance: {create: open}};
}

/** As withDatabase has them. */
const SETTINGS = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  preserve_insertion_order: "true",
  threads: "1"
};
