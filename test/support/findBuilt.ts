import {readdirSync} from "node:fs";
import {join} from "node:path";

/** The path of a built file whose name carries a hash. @throws unless there is exactly one */
export function findBuilt(folder: string, name: RegExp): string {
  const found = readdirSync(folder).filter((d) => name.test(d));
  if (found.length !== 1) throw new Error(`findBuilt: one file in ${folder} must match ${name}; got ${found.join(", ") || "none"}.`);
  return join(folder, found[0]);
}
