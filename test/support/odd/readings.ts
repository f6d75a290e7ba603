import type {DoorDetails} from "../doors.js";
import type {OddFile, ReadValue} from "./oddFile.js";
import {writeFile} from "node:fs/promises";
import {withDuckDB} from "../../../data-loaders/ingest/duckdb.js";
import {scoreWithReasons} from "../doors.js";
import {probeModel, valuesOf} from "./oddFile.js";

/** What a door read: what it says of the file, and the values of the rows that it kept. */
export interface Reading extends DoorDetails {
  values: ReadValue[][];
}

export async function writeOddFile({content}: OddFile, path: string): Promise<void> {
  if (content instanceof Uint8Array) await writeFile(path, content);
  else await withDuckDB((connection) => content(connection, path));
}

/** What `churnbook score` reads. @param ending of what it writes */
export async function readByScore({declared}: OddFile, path: string, ending?: string): Promise<Reading> {
  const {effects, ...details} = await scoreWithReasons(path, probeModel(declared), {nReasons: 3, ending});
  return {...details, values: effects.map((row) => valuesOf(row, declared.levels))};
}
