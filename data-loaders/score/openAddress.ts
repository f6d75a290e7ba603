import {check, ChurnbookError, complain} from "../../lib/check.js";

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
const where = "--model";

/**
 * An address as a person writes it. Its user and password, if there are any, are sent as basic authorization, and its
 * query with every request; no error ever shows them.
 *
 * @throws if it is no address
 */
export function openAddress(asked: string): Address {
  check(URL.canParse(asked), {where, rule: "an address must be whole, such as https://example.org/churn/", got: hideSecrets(asked)});
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
    check(response.ok, {where, rule: `${show(url)} must answer with the model`, got: `status ${response.status}`});
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof ChurnbookError) throw error;
    const {name, message, cause} = error as Error;
    throw complain({where, rule: `${show(url)} must be reachable`, got: name === "TimeoutError" ? "no answer in 30 s" : describeCause(cause) ?? message});
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
