import sirv from "sirv";
import type {ChildProcess} from "node:child_process";
import type {Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {Settings} from "../settings.js";
import {spawn} from "node:child_process";
import {watch} from "node:fs";
import {mkdir, rm, writeFile} from "node:fs/promises";
import {createServer} from "node:http";
import {basename, dirname, join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {createProxyServer} from "httpxy";
import {hasBook, openBook} from "../flow/book.js";
import {claimHome} from "../places.js";
import {readApi} from "./api.js";
import {preparePages} from "./build.js";
import {frameworkEnv, frameworkFolder} from "./framework.js";
import {publishExports, publishTypes} from "./publish.js";
import {renewLoaders} from "./stage.js";
import {listen} from "../listen.js";
import {setType} from "./serve.js";

/**
 * Shows the pages as they are edited: Framework follows src, and a change of lib, data-loaders or a definition runs the flow
 * again, in which only the tasks that it touches do anything. A task's error is shown, and the next change tries again.
 *
 * @param say one line for the person at the terminal
 */
export async function developSite(settings: Settings, say: (line: string) => void): Promise<void> {
  const {root, home, dataset, host} = settings;
  await claimHome(home, settings); // the pages are laid out in it before the first run
  await preparePages(settings);
  const changes = followChanges([join(root, "lib"), join(root, "data-loaders")], [dataset]);
  let pages: Pages | null = null;
  let shown = "";
  let run = prepareRun(root);
  for (;;) {
    if (!run.connected) run = prepareRun(root); // it may have been ended while it waited
    run.send("go");
    const isGood = (await ended(run)) === 0;
    run = prepareRun(root);
    if (await hasBook(home)) {
      const book = await openBook(home);
      if (book.hash !== shown) await publishApi(home);
      pages ??= await showPages(settings);
      const {port} = pages.server.address() as AddressInfo;
      if (book.hash !== shown && shown !== "") await renewLoaders(home);
      if (shown === "") say(`Churnbook is at http://${host === "127.0.0.1" ? "localhost" : host}:${port} (stop it with Ctrl+C).`);
      shown = book.hash;
    }
    if (!isGood) say(`The flow stopped: ${shown ? "pages show the last good run" : "there is nothing to show yet"}. Mend it and save.`);
    await changes.next();
  }
}

/**
 * The flow in a process of its own, so that it loads the code as it then is; it has loaded its packages by the time that it is told to
 * go. No tracking server is told of work in progress.
 */
function prepareRun(root: string): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, join(root, "data-loaders/warm.js"), "flow"], {
    env: {...process.env, MLFLOW_TRACKING_URI: ""},
    stdio: ["inherit", "inherit", "inherit", "ipc"]
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
}

/**
 * What the built site has at /api/predict.js. Framework's preview has the module elsewhere, and at this address one that hands over
 * itself, which is nothing.
 */
const PREDICTOR = 'export * from "../_import/api/predict.js";\n';

/** Writes what the built site has at `/api/`. */
async function publishApi(home: string): Promise<void> {
  const book = await openBook(home);
  const site = devFolder(home);
  await rm(site, {recursive: true, force: true});
  for (const [name, bytes] of Object.entries(await readApi(book))) {
    await mkdir(dirname(join(site, "api", name)), {recursive: true});
    await writeFile(join(site, "api", name), bytes);
  }
  await publishExports(book, site);
  await publishTypes(book, site);
  await writeFile(join(site, "api/predict.js"), PREDICTOR);
}

function devFolder(home: string): string {
  return join(home, "dev");
}

interface Pages {
  server: Server;
}

/** Framework's preview, and in front of it a server that has `/api/` as the built site has it. */
async function showPages(settings: Settings): Promise<Pages> {
  const inner = await freePort();
  const program = join(frameworkFolder(settings.root), "dist/bin/observable.js");
  const preview = spawn(process.execPath, [program, "preview", "--no-open", "--host", "127.0.0.1", "--port", String(inner)], {
    cwd: settings.root,
    env: frameworkEnv(settings),
    stdio: ["ignore", "ignore", "inherit"]
  });
  process.once("exit", () => preview.kill());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit());
  void ended(preview).then((code) => process.exit(code ?? 1)); // without it there is nothing to show
  const server = createDevServer(devFolder(settings.home), inner);
  await listen(server, {where: "dev", host: settings.host, port: settings.port});
  await isUp(inner);
  return {server};
}

/**
 * Serves a folder's files, and passes all else, web sockets too, to a server on this machine.
 *
 * @param port of that server
 */
export function createDevServer(folder: string, port: number): Server {
  const files = sirv(folder, {dev: true, etag: true, setHeaders: setType});
  const proxy = createProxyServer({target: {host: "127.0.0.1", port}});
  const server = createServer((request, response) =>
    files(request, response, () => {
      proxy.web(request, response).catch(() => {
        if (!response.headersSent) response.writeHead(502, {"Content-Type": "text/plain"});
        response.end("The pages are not there yet: reload in a moment.");
      });
    })
  );
  server.on("upgrade", (request, socket, head) => {
    proxy.ws(request, socket as never, {}, head).catch(() => socket.destroy());
  });
  return server;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await listen(probe, {where: "dev", host: "127.0.0.1", port: 0});
  const {port} = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function isUp(port: number): Promise<void> {
  while (!(await fetch(`http://127.0.0.1:${port}/_observablehq/client.js`, {method: "HEAD"}).catch(() => null))) await sleep(50);
}

const QUIET_MS = 100;

/**
 * Tells of changes below folders, and of files: `next` ends once something changed since the last call, and all is quiet again. Of the folder
 * in which a file stands nothing else is followed: the results of runs may stand there too.
 */
export function followChanges(folders: readonly string[], files: readonly string[] = []): {next: () => Promise<void>; close: () => void} {
  let isChanged = false;
  let wake = (): void => {};
  const change = (): void => {
    isChanged = true;
    wake();
  };
  const watchers = [
    ...folders.map((folder) => watch(folder, {recursive: true}, change)),
    ...files.map((file) => watch(dirname(file), (_event, name) => name === basename(file) && change()))
  ];
  return {
    async next() {
      while (!isChanged) await new Promise<void>((resolve) => (wake = resolve));
      while (isChanged) {
        isChanged = false;
        await sleep(QUIET_MS); // an editor writes a file in several steps
      }
    },
    close: () => watchers.forEach((watcher) => watcher.close())
  };
}
