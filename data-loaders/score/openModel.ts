import {readFile, stat} from "node:fs/promises";
import {basename, dirname, join, resolve} from "node:path";
import type {Registry} from "../../lib/book/registry.js";
import {check, complain} from "../../lib/check.js";
import type {Model} from "../../lib/model/model.js";
import {readModel} from "../../lib/model/readModel.js";
import {openBook} from "../flow/book.js";
import {sha256} from "../flow/hash.js";
import {openAddress} from "./openAddress.js";

/** A model that was found, and where. */
export interface FoundModel {
  model: Model;
  /** for readers */
  origin: string;
}

/** A deployed site, or its folder. */
interface Site {
  origin: string;
  /** @param name of a file of its `api/` */
  read(name: string): Promise<Uint8Array>;
}

const where = "--model";

/**
 * Finds a model: by the address of a deployed site or of a model's JSON, by the path of either, or by an alias
 * (champion, challenger) or a finalist's name in the registry of the last good run. Where there is a registry, the
 * model's bytes must have the hash that it gives.
 *
 * @param asked an address, a path, an alias or a name; `site#challenger` and `site#tree` choose among a site's models
 * @param home where the flow keeps its results
 */
export async function openModel(asked: string, home: string): Promise<FoundModel> {
  if (/^https?:\/\//i.test(asked)) {
    const {origin, name, isModel, read} = openAddress(asked);
    return isModel ? {model: parseModel(await read(""), origin), origin} : openSite(name, {origin, read: (file) => read(`api/${file}`)});
  }
  const [path, name] = await splitPath(asked);
  const kind = await kindOf(path);
  if (kind === "file") return {model: parseModel(await readFile(path), path), origin: resolve(path)};
  if (kind === "folder") return openSite(name, {origin: resolve(path), read: (file) => readApi(path, file)});
  check(!/[/\\]|\.json$/.test(path), {where, rule: "the file or folder must exist", got: asked});
  return openFromRegistry(asked, home);
}

/** A path may have a # of its own. */
async function splitPath(asked: string): Promise<[path: string, name: string]> {
  const at = asked.lastIndexOf("#");
  return at < 0 || (await kindOf(asked)) !== "absent" ? [asked, ""] : [asked.slice(0, at), asked.slice(at + 1)];
}

async function readApi(folder: string, name: string): Promise<Uint8Array> {
  return readFile(join(folder, "api", name)).catch((error: NodeJS.ErrnoException) => {
    throw complain({where, rule: "the folder must be a built site", got: `${error.code ?? error.message} for ${join(folder, "api", name)}`});
  });
}

/** @param asked an alias or a finalist's name; empty: the champion */
async function openSite(asked: string, {origin, read}: Site): Promise<FoundModel> {
  const alias = asked || "champion";
  const registry = parseRegistry(await read("registry.json"), origin);
  const isAlias = alias === "champion" || alias === "challenger";
  const name = isAlias ? registry.aliases[alias] : alias;
  const version = registry.versions.find((d) => d.name === name);
  check(version, {where, rule: `${origin} must have that model: champion, challenger or one of ${registry.versions.map((d) => d.name).join(", ")}`, got: alias});
  const bytes = await read(isAlias ? `${alias}.json` : `models/${encodeURIComponent(version.name)}.json`);
  checkHash(bytes, version);
  return {model: parseModel(bytes, origin), origin: isAlias ? `${version.name}, ${alias} of ${origin}` : `${version.name} of ${origin}`};
}

async function openFromRegistry(asked: string, home: string): Promise<FoundModel> {
  const book = await openBook(home);
  const registry = await book.readJson<Registry>("registry.json");
  const name = asked === "champion" || asked === "challenger" ? registry.aliases[asked] : asked;
  const version = registry.versions.find((d) => d.name === name);
  check(version, {
    where,
    rule: `it must be an address, a file, champion, challenger, or one of ${registry.versions.map((d) => d.name).join(", ")}`,
    got: asked
  });
  const bytes = await book.read(version.file);
  checkHash(bytes, version);
  return {model: parseModel(bytes, version.file), origin: `${version.name} of ${basename(dirname(home)) || home}`};
}

function checkHash(bytes: Uint8Array, {sha256: expected}: Registry["versions"][number]): void {
  check(sha256(bytes) === expected, {where, rule: `the model must have the hash of the registry, ${expected}`, got: sha256(bytes), remedy: "Deploy the site again, or build it again."});
}

function parseRegistry(bytes: Uint8Array, origin: string): Registry {
  const registry = parseJson(bytes, `${origin} must have a registry of models, api/registry.json`) as Partial<Registry> | null;
  check(Array.isArray(registry?.versions) && registry.aliases, {where, rule: `${origin} must have a registry of models, api/registry.json`, got: "JSON of another kind"});
  return registry as Registry;
}

function parseModel(bytes: Uint8Array, origin: string): Model {
  return readModel(parseJson(bytes, `${origin} must be a model's JSON`));
}

function parseJson(bytes: Uint8Array, rule: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw complain({where, rule, got: (error as Error).message});
  }
}

async function kindOf(path: string): Promise<"file" | "folder" | "absent"> {
  const found = await stat(path).catch(() => null);
  return found ? (found.isDirectory() ? "folder" : "file") : "absent";
}
