import type {AddressInfo} from "node:net";
import type {Server} from "node:http";
import {spawn} from "node:child_process";
import {existsSync, readFileSync, statSync} from "node:fs";
import {mkdir, mkdtemp, rm, symlink} from "node:fs/promises";
import {createServer} from "node:http";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {serveSite} from "../../data-loaders/site/serve.js";
import {freePort} from "./freePort.js";
import {startNginx} from "./nginx.js";

/** The site on a host. */
export interface Host {
  /** of the report, with a slash at its end */
  address: string;
  close(): Promise<void>;
}

/** A folder in which the site lies at the base, as it does on a host that has other sites beside it. */
async function layBelow(site: string, base: string): Promise<string> {
  if (base === "/") return site;
  const root = await mkdtemp(join(tmpdir(), "churnbook-host-"));
  const link = join(root, base.slice(0, -1));
  await mkdir(dirname(link), {recursive: true});
  await symlink(site, link);
  return root;
}

async function clear(root: string, site: string): Promise<void> {
  if (root !== site) await rm(root, {recursive: true, force: true});
}

/** Python's `http.server`: no clean addresses. @returns null where there is no Python */
export async function startPython(site: string, base = "/"): Promise<Host | null> {
  const root = await layBelow(site, base);
  const port = await freePort();
  const child = spawn("python3", ["-m", "http.server", String(port), "--bind", "127.0.0.1", "--directory", root], {stdio: "ignore"});
  const gone = new Promise<"gone">((resolve) => child.once("error", () => resolve("gone")).once("close", () => resolve("gone")));
  const stop = (): void => void child.kill();
  process.once("exit", stop);
  const address = `http://127.0.0.1:${port}${base}`;
  if ((await Promise.race([gone, answers(address)])) === "gone") return null;
  return {
    address,
    async close() {
      process.removeListener("exit", stop);
      stop();
      await gone;
      await clear(root, site);
    }
  };
}

async function answers(address: string): Promise<void> {
  while (!(await fetch(address).catch(() => null))) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** nginx with the configuration that `churnbook nginx` prints. @returns null where there is none */
export async function startNginxHost(site: string, base = "/"): Promise<Host | null> {
  const nginx = await startNginx(site, base);
  return nginx && {address: nginx.address + base, close: () => nginx.close()};
}

/** What `npm run serve` starts. */
export async function startServe(site: string, base = "/"): Promise<Host> {
  const {server} = await serveSite({folder: site, base, host: "127.0.0.1", port: 0});
  return {address: addressOf(server, base), close: () => closeServer(server)};
}

/** How a host of static files answers a path: with a file, or by sending on. */
type Rules = (path: string) => {file: string} | {sentTo: string} | null;

/** The rules that `vercel.json` sets, by Vercel's own words for them. */
export function startVercel(site: string): Promise<Host> {
  const {cleanUrls, trailingSlash} = JSON.parse(readFileSync("vercel.json", "utf8")) as {cleanUrls?: boolean; trailingSlash?: boolean};
  return startRules(site, "/", (path) => {
    if (cleanUrls && path.endsWith(".html")) return {sentTo: path.replace(/(\/index)?\.html$/, "") || "/"};
    if (trailingSlash === false && path !== "/" && path.endsWith("/")) return {sentTo: path.slice(0, -1)};
    return {file: cleanUrls ? `${path}.html` : path};
  });
}

/** Netlify with its pretty addresses, which `netlify.toml` leaves on: pages by clean addresses, and by their files sent on to these. */
export function startNetlify(site: string, base = "/"): Promise<Host> {
  if (/pretty_urls\s*=\s*false|^\[\[redirects\]\]/m.test(readFileSync("netlify.toml", "utf8")))
    throw new Error("startNetlify knows no such rule");
  return startRules(site, base, (path) => {
    if (path.endsWith(".html")) return {sentTo: path.replace(/index\.html$|\.html$/, "")};
    return {file: `${path}.html`};
  });
}

async function startRules(site: string, base: string, rules: Rules): Promise<Host> {
  const root = await layBelow(site, base);
  const server = createServer((request, response) => {
    const {pathname, search} = new URL(request.url ?? "/", "http://host");
    const found = rules(pathname);
    if (found && "sentTo" in found) return void response.writeHead(308, {Location: found.sentTo + search}).end();
    const file = [pathname, join(pathname, "index.html"), ...(found ? [found.file] : [])]
      .map((path) => join(root, path))
      .find((path) => existsSync(path) && statSync(path).isFile());
    response.writeHead(file ? 200 : 404, {"Content-Type": typeOf(file ?? ".html")}).end(readFileSync(file ?? join(site, "404.html")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: addressOf(server, base),
    async close() {
      await closeServer(server);
      await clear(root, site);
    }
  };
}

function typeOf(file: string): string {
  const types: Record<string, string> = {html: "text/html", js: "text/javascript", css: "text/css", json: "application/json"};
  return types[file.slice(file.lastIndexOf(".") + 1)] ?? "application/octet-stream";
}

function addressOf(server: Server, base: string): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`;
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
