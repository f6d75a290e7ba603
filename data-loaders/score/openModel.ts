import type {Registry} from "../../lib/book/registry.js";
import type {Model} from "../../lib/model/model.js";
import type {Complaint} from "../../lib/check.js";
import type {PublishedArtefact} from "../site/api.js";
import {createReadStream} from "node:fs";
import {stat} from "node:fs/promises";
import {basename, dirname, join, resolve} from "node:path";
import {check, complain} from "../../lib/check.js";
import {readModel} from "../../lib/model/readModel.js";
import {openBook} from "../flow/book.js";
import {sha256} from "../flow/hash.js";
import {readLimited} from "../readLimited.js";
import {hideSecrets, openAddress} from "../siteAddress.js";

/** A model that was found, and where. */
export interface FoundModel {
  model: Model;
  /** for readers */
  origin: string;
  /** the finalist's name, the hash of its JSON, and its book; null where there is a model's JSON alone */
  of: {name: string; sha256: string; book: BookReader} | null;
}

/** Reads an artefact of the book that a model is of. @throws if it is not there */
export type BookReader = <T>(artefact: PublishedArtefact) => Promise<T>;

/** A deployed site, or its folder. */
interface Site {
  origin: string;
  /** @param name of a file of its `api/` */
  read(name: string): Promise<Uint8Array>;
}

const where = "--model";

/** The most bytes of a model that are taken into memory: more than twice what a host takes of one file, see hosting. */
const LARGEST = 64 * 2 ** 20;

const FETCHED = {where, what: "the model", tooLarge, largest: LARGEST};

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
    const {origin, name, isFile: isModel, read} = openAddress(asked, FETCHED);
    return isModel ? openFile(origin, read) : openSite(name, {origin, read: (file) => read(`api/${file}`)});
  }
  check(!/^[a-z][a-z\d+.-]*:\/\//i.test(asked), {
    where,
    rule: "an address must begin with https:// or http://",
    got: hideSecrets(asked)
  });
  const [path, name] = await splitPath(asked);
  const kind = await kindOf(path);
  if (kind === "file")
    return openFile(resolve(path), (file) => readPath(file ? join(dirname(path), file) : path, "the file must be readable"));
  if (kind === "folder") return openSite(name, {origin: resolve(path), read: (file) => readApi(path, file)});
  check(!/[/\\]|\.json$/.test(path), {where, rule: "the file or folder must exist", got: asked});
  return openFromRegistry(asked, home);
}

/** A path may have a # of its own. */
async function splitPath(asked: string): Promise<[path: string, name: string]> {
  const at = asked.lastIndexOf("#");
  return at < 0 || (await kindOf(asked)) !== "absent" ? [asked, ""] : [asked.slice(0, at), asked.slice(at + 1)];
}

function readApi(folder: string, name: string): Promise<Uint8Array> {
  return readPath(join(folder, "api", name), "the folder must be a built site");
}

/** @param rule what must hold for the file to be there */
async function readPath(path: string, rule: string): Promise<Uint8Array> {
  const bytes = await readLimited(createReadStream(path), LARGEST).catch((error: NodeJS.ErrnoException) => {
    throw complain({where, rule, got: `${error.code ?? error.message} for ${path}`});
  });
  return checkSize(bytes, path);
}

function checkSize(bytes: Uint8Array | null, origin: string): Uint8Array {
  if (bytes === null) throw complain({where, ...tooLarge(origin)});
  return bytes;
}

function tooLarge(origin: string): Omit<Complaint, "where"> {
  return {
    rule: `${origin} must be a model, which has ${LARGEST / 2 ** 20} MiB at most`,
    got: "more",
    remedy: "Name a site that churnbook built, or a model's JSON."
  };
}

/** @param read the file itself, or what lies where a path from it leads */
async function openFile(origin: string, read: (path: string) => Promise<Uint8Array>): Promise<FoundModel> {
  const bytes = await read("");
  return {model: parseModel(bytes, origin), origin, of: await findBook(sha256(bytes), read)};
}

/** From a model's JSON to its site's other files, where it lies among them: beside it, as of the champion, or above, as of `models/tree.json`. */
const API_FOLDERS = ["", "../"];

/** The book of a model that lies in a site's `api/`, whose registry knows its bytes; null: it stands alone. */
async function findBook(hash: string, read: (path: string) => Promise<Uint8Array>): Promise<FoundModel["of"]> {
  for (const folder of API_FOLDERS) {
    try {
      const {versions} = parseRegistry(await read(`${folder}registry.json`), folder);
      const version = versions.find((d) => d.sha256 === hash);
      if (version) return {name: version.name, sha256: hash, book: (artefact) => readArtefact(artefact, (name) => read(folder + name))};
    } catch {
      continue; // no registry, or none of ours: the model scores all the same
    }
  }
  return null;
}

/** @param read a file of the site's `api/` */
async function readArtefact<T>(artefact: PublishedArtefact, read: Site["read"], origin = "the site"): Promise<T> {
  return parseJson(await read(artefact), `${origin} must have api/${artefact}: build it again`) as T;
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
  return {
    model: parseModel(bytes, origin),
    origin: isAlias ? `${version.name}, ${alias} of ${origin}` : `${version.name} of ${origin}`,
    of: {name: version.name, sha256: version.sha256, book: (artefact) => readArtefact(artefact, read, origin)}
  };
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
  return {
    model: parseModel(bytes, version.file),
    origin: `${version.name} of ${basename(dirname(home)) || home}`,
    of: {name: version.name, sha256: version.sha256, book: (artefact) => book.readJson(artefact)}
  };
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
  check(isRegistry(registry), {
    where,
    rule: `${origin} must have a registry of models, api/registry.json`,
    got: "JSON of another kind"
  });
  return registry;
}

/** Whether the parts are there that choose a model and check its bytes. */
function isRegistry(registry: Partial<Registry> | null): registry is Registry {
  const isVersion = (d: Partial<Registry["versions"][number]> | null): boolean =>
    typeof d?.name === "string" && typeof d.sha256 === "string";
  return (
    Array.isArray(registry?.versions) &&
    registry.versions.every(isVersion) &&
    typeof registry.aliases === "object" &&
    registry.aliases !== null
  );
}

function parseModel(bytes: Uint8Array, origin: string): Model {
  const rule = `${origin} must be a model's JSON`;
  const value = parseJson(bytes, rule);
  check(typeof value === "object" && value !== null, {where, rule, got: String(value)});
  return readModel(value);
}

function parseJson(bytes: Uint8Array, rule: string): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    const isPage = /^\s*<(!doctype|html)\b/i.test(text);
    throw complain({
      where,
      rule,
      got: isPage ? "a web page" : (error as Error).message,
      remedy: isPage ? "It may be a login, or what the host shows for a wrong address: open it in a browser." : undefined
    });
  }
}

async function kindOf(path: string): Promise<"file" | "folder" | "absent"> {
  const found = await stat(path).catch(() => null);
  return found ? (found.isDirectory() ? "folder" : "file") : "absent";
}
