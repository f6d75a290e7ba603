import type {Complaint} from "../lib/check.js";
import {check, ChurnbookError, complain} from "../lib/check.js";
import {readLimited} from "./readLimited.js";

/** What is fetched, in the words of errors. */
export interface Fetched {
  /** the setting that gave the address */
  where: string;
  /** "the model" */
  what: string;
  /** the most bytes that are taken into memory */
  largest: number;
  /** what is said of more */
  tooLarge: (origin: string) => Omit<Complaint, "where">;
}

/** What an address of a site, or of a file of one, stands for. */
export interface SiteAddress {
  /** for readers: without credentials */
  origin: string;
  /** what stands behind its #, the name of one of a site's models; may be empty */
  name: string;
  /** whether it is a file of JSON, not a site */
  isFile: boolean;
  /** @param path below the site; empty: the address itself */
  read(path: string): Promise<Uint8Array>;
}

const TIMEOUT_MS = 30_000;

/**
 * An address as a person writes it. Its user and password, if there are any, are sent as basic authorization, and its
 * query with every request; no error ever shows them.
 *
 * @throws if it is no address
 */
export function openAddress(asked: string, fetched: Fetched): SiteAddress {
  const {where} = fetched;
  check(URL.canParse(asked), {
    where,
    rule: "an address must be whole, such as https://example.org/churn/",
    got: hideSecrets(asked)
  });
  const url = new URL(asked);
  const name = decode(url.hash.slice(1), "the name behind the #", where);
  const headers = authorization(url, where);
  url.hash = url.username = url.password = "";
  const isFile = url.pathname.endsWith(".json");
  if (!isFile && !url.pathname.endsWith("/")) url.pathname += "/";
  return {
    origin: show(url),
    name,
    isFile,
    read(path) {
      const target = new URL(path, url);
      target.search = url.search;
      return get(target, headers, fetched);
    }
  };
}

async function get(url: URL, headers: Record<string, string>, {where, what, tooLarge, largest}: Fetched): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {headers, signal: AbortSignal.timeout(TIMEOUT_MS)});
    const from = response.redirected ? ` from ${show(new URL(response.url))}, where it sends on to` : "";
    check(response.ok, {where, rule: `${show(url)} must answer with ${what}`, got: `status ${response.status}${from}`});
    const bytes = response.body ? await readLimited(response.body, largest) : new Uint8Array();
    if (bytes === null) throw complain({where, ...tooLarge(show(url))});
    return bytes;
  } catch (error) {
    if (error instanceof ChurnbookError) throw error;
    const {name, message, cause} = error as Error;
    throw complain({
      where,
      rule: `${show(url)} must be reachable`,
      got: name === "TimeoutError" ? "no answer in 30 s" : (describeCause(cause) ?? message)
    });
  }
}

function describeCause(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null;
  if (cause.message === "bad port") return "a port that is kept for other services, which no web client asks"; // the word of the Fetch standard
  return cause.message || (cause as NodeJS.ErrnoException).code || null; // several addresses of one name leave a code alone
}

function authorization({username, password}: URL, where: string): Record<string, string> {
  if (username === "" && password === "") return {};
  const pair = `${decode(username, "the user", where)}:${decode(password, "the password", where)}`;
  return {Authorization: `Basic ${Buffer.from(pair).toString("base64")}`};
}

/** @param what names the part in the error, which does not show it: it may be a secret */
function decode(part: string, what: string, where: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw complain({where, rule: `${what} of an address must write a % as %25`, got: "a % with no code behind it"});
  }
}

function show({origin, pathname}: URL): string {
  return origin + pathname;
}

/** Of a text that is no address: what stands before an @ may be a password. */
export function hideSecrets(text: string): string {
  return text.replace(/\/\/.*@/, "//").replace(/\?.*/, "");
}
