import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {findForeignNames} from "../support/foreignNames.js";
import {listFiles} from "../support/sources.js";

const REMEDIES = {
  read: "a name from outside must be looked up by findNamed or getNamed (lib/named.ts), or in a Map",
  write: "a name from outside must be set by Object.fromEntries, {...byName, [name]: x} or a Map: plain objects lose “__proto__”",
  in: "whether a name from outside is there must be asked by Object.hasOwn: every object inherits “constructor”"
};

test("nobody looks a name of somebody else's up in a plain object", () => {
  const paths = ["lib", "data-loaders", "src"]
    .flatMap((folder) => listFiles(folder, [".ts"]))
    .filter((path) => !/^src\/(lib|data)\//.test(path));
  const found = findForeignNames(paths).map(({path, line, how}) => `${path}:${line}: ${REMEDIES[how]}`);
  expect(found).toEqual([]);
});

const TYPES = `
interface Listed<T> { [name: string]: T }
declare const foreign: Record<string, number>, listed: Listed<number>, two: Record<"a" | "b", number>, list: number[];
declare const name: string, word: "a" | "b", i: number;
export {};
`;
const REFUSED = [
  ["console.log(foreign[name])", "read"],
  ["console.log(foreign[name] + 1, -foreign[word + name])", "read"],
  ["foreign[name] = 1", "write"],
  ["foreign[name]++", "write"],
  ["--foreign[name]", "write"],
  ["foreign[name] += 1", "write"],
  ["console.log(name in foreign)", "in"],
  ["Object.assign({}, foreign)", "write"],
  ["console.log((foreign as Readonly<typeof foreign> | undefined)?.[name])", "read"]
];
const LET_BE = [
  "console.log(listed[name], two[word], list[i], foreign[word], foreign.visits)",
  "console.log({...foreign, [name]: 1}, Object.fromEntries([[name, 1]]), Object.hasOwn(foreign, name))",
  "console.log(foreign[name]) // foreign name: a reason"
];

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "names-"))));
afterAll(() => rm(folder, {recursive: true}));

test("what is refused, and what is let be", async () => {
  const path = join(folder, "cases.ts");
  const lines = [...REFUSED.map(([code]) => code), ...LET_BE];
  await writeFile(path, `${TYPES}${lines.map((code) => `;${code}`).join("\n")}\n`);
  const first = TYPES.split("\n").length;
  const found = findForeignNames([path]).map(({line, how}) => [lines[line - first], how]);
  const twice = REFUSED.flatMap((refused) => Array.from({length: refused[0].split("foreign[").length > 2 ? 2 : 1}, () => refused));
  expect(found).toEqual(twice);
});
