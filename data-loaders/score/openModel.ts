import {readFile, stat} from "node:fs/promises";
import {basename, dirname, join, resolve} from "node:path";
import type {Registry} from "../../lib/book/registry.js";
import {check, complain} from "../../lib/check.js";
import type {Model} from "../../lib/model/model.js";
import {readModel} from "../../lib/model/readModel.js";
import {openBook} from "../flow/book.js";
import {sha256} from "../flow/hash.js";

/** A model that was found, and where. */
export interface FoundModel {
  model: Model;
  /** for readers */
  origin: string;
}

const TIMEOUT_MS = 30_000;
const where = "--model";

/**
 * Finds a model: by the address of a deployed site or of a model's JSON, by the path of either, or by an alias
 * (champion, challenger) or a finalist's name in the registry of the last good run. Where there is a registry, the
 * model's bytes must have the hash that it gives.
 *
 * @param asked an address, a path, an alias or a name; `site#challenger` chooses the alias of a site
 * @param home where the flow keeps its results
 */
export async function openModel(asked: string, home: string): Promise<FoundModel> {
  if (/^https?:\/\//.test(asked)) return openAddress(asked);
  const [path, alias = "champion"] = asked.split("#");
  const kind = await kindOf(path);
  if (kind === "file") return {model: parse(await readFile(path), path), origin: resolve(path)};
  if (kind === "folder") return openSite(alias, {origin: resolve(path), read: (name) => readFile(join(path, "api", name))});
  check(!/[/\\]|\.json$/.test(path), {where, rule: "the file or folder must exist", got: asked});
  return openFromRegistry(asked, home);
}

async function openAddress(asked: string): Promise<FoundModel> {
  const url = new URL(asked);
  const alias = url.hash.slice(1) || "champion";
  url.hash = "";
  if (url.pathname.endsWith(".json")) return {model: parse(await get(url), url.href), origin: url.href};
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return openSite(alias, {origin: url.href, read: (name) => get(new URL(`api/${name}`, url))});
}

async function openSite(alias: string, {origin, read}: {origin: string; read: (name: string) => Promise<Uint8Array>}): Promise<FoundModel> {
  check(alias === "champion" || alias === "challenger", {where, rule: "a site has a champion and a challenger", got: alias});
  const registry = JSON.parse(decode(await read("registry.json"))) as Registry;
  const bytes = await read(`${alias}.json`);
  const name = registry.aliases[alias];
  check(name !== null, {where, rule: `${origin} must have a ${alias}`, got: "none"});
  checkHash(bytes, registry, name);
  return {model: parse(bytes, origin), origin: `${name}, ${alias} of ${origin}`};
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
  checkHash(bytes, registry, version.name);
  return {model: parse(bytes, version.file), origin: `${version.name} of ${basename(dirname(home)) || home}`};
}

async function get(url: URL): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {signal: AbortSignal.timeout(TIMEOUT_MS)});
    check(response.ok, {where, rule: `${url.href} must answer with the model`, got: `status ${response.status}`});
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError || (error as Error).name === "TimeoutError") {
      throw complain({where, rule: `${url.href} must be reachable`, got: error instanceof TypeError ? String(error.cause ?? error.message) : "no answer in 30 s"});
    }
    throw error;
  }
}

function checkHash(bytes: Uint8Array, registry: Registry, name: string): void {
  const expected = registry.versions.find((d) => d.name === name)?.sha256;
  check(sha256(bytes) === expected, {where, rule: `the model must have the hash of the registry, ${expected}`, got: sha256(bytes), remedy: "Deploy the site again, or build it again."});
}

function parse(bytes: Uint8Array, origin: string): Model {
  try {
    return readModel(JSON.parse(decode(bytes)));
  } catch (error) {
    if (error instanceof SyntaxError) throw complain({where, rule: `${origin} must be a model's JSON`, got: error.message});
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

async function kindOf(path: string): Promise<"file" | "folder" | "absent"> {
  const found = await stat(path).catch(() => null);
  return found ? (found.isDirectory() ? "folder" : "file") : "absent";
}
