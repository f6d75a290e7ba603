import {ChurnbookError, complain} from "../../lib/check.js";

interface Saying {
  rule: string;
  got: string;
  remedy: string;
}

const OTHER_PLACE = "or choose another place (--out, --home, --definition; TMPDIR for what is kept for a while)";
const FORBIDDEN: Saying = {
  rule: "this program must be allowed to read and write there",
  got: "no permission",
  remedy: `Change the owner or the permissions of that place, ${OTHER_PLACE}.`
};
const FULL: Saying = {rule: "the disk must have room", got: "a full disk", remedy: `Free some room, ${OTHER_PLACE}.`};

/** What the system says of files and disks, as a person may mend it. */
const SAYINGS: ReadonlyMap<string, Saying> = new Map<string, Saying>([
  ["ENOSPC", FULL],
  ["EDQUOT", {...FULL, got: "a quota that is used up"}],
  ["EFBIG", {...FULL, rule: "the file must be within the limit of its size", got: "one too large for the disk, or for this user"}],
  ["EACCES", FORBIDDEN],
  ["EPERM", FORBIDDEN],
  [
    "EROFS",
    {...FORBIDDEN, rule: "the disk must take writing", got: "one that can only be read", remedy: `Make it writable, ${OTHER_PLACE}.`}
  ],
  ["ENOTDIR", {rule: "every part of the path but the last must be a folder", got: "a file on the way", remedy: "Name another place."}],
  ["EISDIR", {rule: "it must be a file", got: "a folder", remedy: "Name a file."}],
  ["EEXIST", {rule: "nothing may stand there yet", got: "something that does", remedy: "Move it away, or name another place."}],
  ["ENOTEMPTY", {rule: "the folder must be empty", got: "one that is not", remedy: "Move away what stands in it."}],
  ["ELOOP", {rule: "links must lead somewhere", got: "links that lead to each other", remedy: "Remove them, or name another place."}],
  ["ENAMETOOLONG", {rule: "names must be short enough for the disk", got: "one that is too long", remedy: "Name a shorter path."}],
  ["ENOENT", {rule: "it must be there", got: "nothing of that name", remedy: "Check the path, and try again."}],
  ["EBUSY", {rule: "it must be free", got: "something in use", remedy: "Stop what uses it, and try again."}],
  ["ETXTBSY", {rule: "it must be free", got: "something in use", remedy: "Stop what uses it, and try again."}],
  ["EIO", {rule: "the disk must be sound", got: "an error of reading or writing", remedy: `Check the disk, ${OTHER_PLACE}.`}],
  ["EMFILE", {rule: "there must be room for one more open file", got: "too many", remedy: "Raise the limit: ulimit -n 4096."}],
  ["ENFILE", {rule: "there must be room for one more open file", got: "too many", remedy: "Close some programs, and try again."}]
]);

/** As libraries say it that pass on the system's words alone, such as DuckDB. */
const WORDS: readonly (readonly [words: string, code: string])[] = [
  ["No space left on device", "ENOSPC"],
  ["Disk quota exceeded", "EDQUOT"],
  ["File too large", "EFBIG"],
  ["Permission denied", "EACCES"],
  ["Operation not permitted", "EPERM"],
  ["Read-only file system", "EROFS"],
  ["Input/output error", "EIO"],
  ["Too many open files", "EMFILE"]
];

/** The system's name of an error, such as "ENOSPC"; empty for every other error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Whether an error says that a file or folder does not exist. */
export function isAbsent(error: unknown): boolean {
  return codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
}

/** Whether an error says that what stands there is no file that can be read: a folder, a ring of links, or a bad disk. */
export function isSpoilt(error: unknown): boolean {
  return ["EISDIR", "ELOOP", "EIO"].includes(codeOf(error));
}

/** Whether an error says that nothing can be written there, though there may be elsewhere. */
export function isForbidden(error: unknown): boolean {
  return ["EACCES", "EPERM", "EROFS"].includes(codeOf(error));
}

/**
 * A fault of files or disks in words for the person who can mend it; every other error as it is.
 *
 * @param place what was to be read or written, for errors that do not say it themselves
 * @example explainSystemError(error) // "/srv/site: the disk must have room; got a full disk (ENOSPC). Free some room, ..."
 */
export function explainSystemError(error: unknown, place = ""): unknown {
  if (error instanceof ChurnbookError) return error;
  const {path, dest, syscall} = error as NodeJS.ErrnoException & {dest?: string};
  const inWords = error instanceof Error && codeOf(error) === "" ? WORDS.find(([words]) => error.message.includes(words)) : undefined;
  if (inWords) return complaintOf(inWords[1], place || (/"([^"]+)"/.exec((error as Error).message)?.[1] ?? "the disk"));
  if (!SAYINGS.has(codeOf(error)) || syscall === undefined || /^(spawn|connect|listen|bind|getaddrinfo)/.test(syscall)) return error;
  return complaintOf(codeOf(error), place || dest || path || syscall);
}

/**
 * As {@link explainSystemError}, from what another program printed, such as "Error: ENOSPC: no space left on device, write".
 *
 * @param place where that program wrote
 * @returns null if it says nothing of files or disks
 */
export function findSystemError(text: string, place: string): ChurnbookError | null {
  for (const [, code, rest] of text.matchAll(/\b(E[A-Z]{3,}): ([^\n]*)/g)) {
    const path = /'([^']+)'$/.exec(rest)?.[1];
    if (SAYINGS.has(code) && code !== "ENOENT") return complaintOf(code, path ?? place);
  }
  const inWords = WORDS.find(([words]) => text.includes(words));
  return inWords ? complaintOf(inWords[1], place) : null;
}

function complaintOf(code: string, where: string): ChurnbookError {
  const {rule, got, remedy} = SAYINGS.get(code) as Saying;
  return complain({where, rule, got: `${got} (${code})`, remedy});
}
