import type {Registry} from "../../lib/book/registry.js";
import type {Model} from "../../lib/model/model.js";
import {readFile, stat} from "node:fs/promises";
import {basename, dirname, join, resolve} from "node:path";
import {check, complain, ChurnbookError} from "../../lib/check.js";
import {readModel} from "../../lib/model/readModel.js";
import {openBook} from "../flow/book.js";
import {sha256} from "../flow/hash.js";

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
    throw complain({
      where,
      rule: "the folder must be a built site",
      got: `${error.code ?? error.message} for ${join(folder, "api", name)}`
    });
  });
}

/** @param asked an alias or a finalist's name; empty: the champion */
async function openSite(asked: string, {origin, read}: Site): Promise<FoundModel> {
  const alias = asked || "champion";
  const registry = parseRegistry(await read("registry.json"), origin);
  const isAlias = alias === "champion" || alias === "challenger";
  const name = isAlias ? registry.aliases[alias] : alias;
  const version = registry.versions.find((d) => d.name === name);
  check(version, {
    where,
    rule: `${origin} must have that model: champion, challenger or one of ${registry.versions.map((d) => d.name).join(", ")}`,
    got: alias
  });
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
  check(sha256(bytes) === expected, {
    where,
    rule: `the model must have the hash of the registry, ${expected}`,
    got: sha256(bytes),
    remedy: "Deploy the site again, or build it again."
  });
}

function parseRegistry(bytes: Uint8Array, origin: string): Registry {
  const registry = parseJson(bytes, `${origin} must have a registry of models, api/registry.json`) as Partial<Registry> | null;
  check(Array.isArray(registry?.versions) && registry.aliases, {
    where,
    rule: `${origin} must have a registry of models, api/registry.json`,
    got: "JSON of another kind"
  });
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

/** What an address of a site or of a model stands for. */
export interface Address {
  /** for readers: without credentials */
  origin: string;
  /** what stands behind its #, the name of one of a site's models; may be empty */
  name: string;
  /** whether it is a model's JSON, not a site */
  isModel: boolean;
  /** @param path below the site; empty: the address itself */
  read(path: string): Promise<Uint8Array>;
}

const TIMEOUT_MS = 30_000;
const whereAddress = "--model";

/**
 * An address as a person writes it. Its user and password, if there are any, are sent as basic authorization, and its
 * query with every request; no error ever shows them.
 *
 * @throws if it is no address
 */
export function openAddress(asked: string): Address {
  check(URL.canParse(asked), {
    where: whereAddress,
    rule: "an address must be whole, such as https://example.org/churn/",
    got: hideSecrets(asked)
  });
  const url = new URL(asked);
  const name = decodeURIComponent(url.hash.slice(1));
  const headers = authorization(url);
  url.hash = url.username = url.password = "";
  const isModel = url.pathname.endsWith(".json");
  if (!isModel && !url.pathname.endsWith("/")) url.pathname += "/";
  return {
    origin: show(url),
    name,
    isModel,
    read(path) {
      const target = new URL(path, url);
      target.search = url.search;
      return get(target, headers);
    }
  };
}

async function get(url: URL, headers: Record<string, string>): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {headers, signal: AbortSignal.timeout(TIMEOUT_MS)});
    check(response.ok, {where: whereAddress, rule: `${show(url)} must answer with the model`, got: `status ${response.status}`});
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof ChurnbookError) throw error;
    const {name, message, cause} = error as Error;
    throw complain({
      where: whereAddress,
      rule: `${show(url)} must be reachable`,
      got: name === "TimeoutError" ? "no answer in 30 s" : (describeCause(cause) ?? message)
    });
  }
}

function describeCause(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null;
  return cause.message || (cause as NodeJS.ErrnoException).code || null; // several addresses of one name leave a code alone
}

function authorization({username, password}: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {Authorization: `Basic ${Buffer.from(pair).toString("base64")}`};
}

function show({origin, pathname}: URL): string {
  return origin + pathname;
}

/** Of a text that is no address: what stands before an @ may be a password. */
function hideSecrets(text: string): string {
  return text.replace(/\/\/.*@/, "//").replace(/\?.*/, "");
}
