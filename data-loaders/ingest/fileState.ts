import type {DataFile} from "./resolveFiles.js";
import {stat} from "node:fs/promises";
import {complain} from "../../lib/check.js";
import {hashFile, sha256} from "../flow/hash.js";

/** SHA-256 of a file's bytes; of several, of their hashes in reading order. */
export async function hashFiles(files: readonly DataFile[]): Promise<string> {
  const hashes: string[] = [];
  for (const {path} of files) hashes.push(await hashFile(path));
  return hashes.length === 1 ? hashes[0] : sha256(hashes.join("\n"));
}

/**
 * Reads files and hashes them, and makes sure that both met the same bytes: nobody wrote to a file, or put another in its
 * place, from before the reading until after the hashing.
 *
 * @throws ChurnbookError if somebody did
 */
export async function readAtRest<T>(files: readonly DataFile[], read: () => Promise<T>): Promise<{result: T; sha256: string}> {
  const before = await stateOf(files);
  const result = await read();
  const hash = await hashFiles(files);
  if ((await stateOf(files)) !== before) throw dataChanged(files.map(({name}) => name).join(", "));
  return {result, sha256: hash};
}

/** The error of data that change under our hands. @param got what was met */
export function dataChanged(got: string): Error {
  return complain({
    where: "ingest",
    rule: "the data must stay as they are while they are read",
    got: `other bytes in ${got} than at the start`,
    remedy: "Run it again when nothing writes to them any more."
  });
}

/** ISO time of the last write to any of the files. */
export async function lastWriteOf(files: readonly DataFile[]): Promise<string> {
  const times = await Promise.all(files.map(async ({path}) => (await stat(path)).mtime.toISOString()));
  return times.reduce((latest, time) => (time > latest ? time : latest));
}

/** Changes with every write and every replacement, also with one that puts the old bytes back. */
async function stateOf(files: readonly DataFile[]): Promise<string> {
  const states = await Promise.all(
    files.map(async ({path}) => {
      const {dev, ino, size, mtimeNs, ctimeNs} = await stat(path, {bigint: true});
      return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
    })
  );
  return states.join("\n");
}
