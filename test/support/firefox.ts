import type {Socket} from "node:net";
import type {ChildProcess} from "node:child_process";
import {spawn, spawnSync} from "node:child_process";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {connect} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {freePort} from "./freePort.js";
import {installDebian} from "./installDebian.js";

/** A page in Firefox, by its own protocol (Marionette): Playwright drives only a Firefox of its own. */
export interface Firefox {
  open(url: string): Promise<void>;
  back(): Promise<void>;
  reload(): Promise<void>;
  /** the value of an expression in the page */
  evaluate<T>(expression: string): Promise<T>;
  /** waits until the expression holds. @throws after a while, naming it */
  until(expression: string): Promise<void>;
  /** presses keys at an element, as a person does. @param selector by CSS */
  press(selector: string, keys: string): Promise<void>;
  click(selector: string): Promise<void>;
  /** goes into a frame of the page: what follows is asked of it. @param selector by CSS; null: back to the page */
  enter(selector: string | null): Promise<void>;
  close(): Promise<void>;
}

const programs = ["firefox-esr", "firefox"];

/** Whatever is asked of another host comes to nothing; files are strangers to each other, as they are for readers. */
const preferences = {
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "network.proxy.no_proxies_on": "",
  "security.fileuri.strict_origin_policy": true,
  "remote.prefs.recommended": false, // these would relax it
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false
};

/** Null: there is none here, and none could be installed. */
export async function startFirefox(): Promise<Firefox | null> {
  const program = findProgram() ?? (installDebian("firefox-esr"), findProgram());
  if (!program) return null;
  const profile = await mkdtemp(join(tmpdir(), "churnbook-firefox-"));
  const port = await freePort();
  const lines = Object.entries({...preferences, "marionette.port": port}).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`
  );
  await writeFile(join(profile, "user.js"), lines.join(""));
  const child = spawn(program, ["--headless", "--marionette", "--no-remote", "--profile", profile], {
    stdio: "ignore",
    env: {...process.env, HOME: profile}
  });
  const ask = await openMarionette(port, child);
  await ask("WebDriver:NewSession", {pageLoadStrategy: "normal"});
  return drive(ask, async () => {
    await ask("Marionette:Quit", {flags: ["eForceQuit"]}).catch(() => {});
    child.kill();
    await rm(profile, {recursive: true, force: true, maxRetries: 5});
  });
}

function findProgram(): string | undefined {
  return programs.find((name) => spawnSync(name, ["--version"], {stdio: "ignore"}).status === 0);
}

type Ask = (command: string, parameters?: object) => Promise<unknown>;

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

function drive(ask: Ask, close: () => Promise<void>): Firefox {
  const evaluate = async <T>(expression: string): Promise<T> => {
    const answer = (await ask("WebDriver:ExecuteScript", {script: `return (${expression});`, args: []})) as {value: T};
    return answer.value;
  };
  const find = async (value: string): Promise<string> => {
    const found = (await ask("WebDriver:FindElement", {using: "css selector", value})) as {value: Record<string, string>};
    return found.value[ELEMENT];
  };
  return {
    open: async (url) => void (await ask("WebDriver:Navigate", {url})),
    back: async () => void (await ask("WebDriver:Back")),
    reload: async () => void (await ask("WebDriver:Refresh")),
    evaluate,
    async until(expression) {
      const end = Date.now() + 60_000;
      while (!(await evaluate<boolean>(`!!(${expression})`).catch(() => false))) {
        if (Date.now() > end) throw new Error(`firefox: ${expression} must come to hold; it does not`);
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    press: async (selector, text) => void (await ask("WebDriver:ElementSendKeys", {id: await find(selector), text})),
    click: async (selector) => void (await ask("WebDriver:ElementClick", {id: await find(selector)})),
    enter: async (selector) =>
      void (await ask("WebDriver:SwitchToFrame", selector === null ? {id: null} : {element: await find(selector)})),
    close
  };
}

/** Each message is its length in bytes, a colon and JSON: `[0, id, command, parameters]`, and `[1, id, error, result]` back. */
async function openMarionette(port: number, child: ChildProcess): Promise<Ask> {
  const socket = await connectWhenReady(port, child);
  const waiting = new Map<number, (answer: [error: unknown, result: unknown]) => void>();
  let [buffer, lastId] = [Buffer.alloc(0), 0];
  socket.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const colon = buffer.indexOf(":");
      const end = colon + 1 + Number(buffer.subarray(0, Math.max(0, colon)).toString());
      if (colon < 0 || buffer.length < end) return;
      const message = JSON.parse(buffer.subarray(colon + 1, end).toString()) as [1, number, unknown, unknown];
      buffer = buffer.subarray(end);
      if (Array.isArray(message)) waiting.get(message[1])?.([message[2], message[3]]);
    }
  });
  return (command, parameters = {}) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, ([error, result]) =>
        error ? reject(new Error(`firefox: ${command}: ${JSON.stringify(error).slice(0, 300)}`)) : resolve(result)
      );
      const text = Buffer.from(JSON.stringify([0, id, command, parameters]));
      socket.write(`${text.length}:${text.toString()}`);
    });
}

async function connectWhenReady(port: number, child: ChildProcess): Promise<Socket> {
  for (let tries = 0; tries < 300 && child.exitCode === null; ++tries) {
    const socket = await new Promise<Socket | null>((resolve) => {
      const attempt = connect(port, "127.0.0.1");
      attempt.once("connect", () => resolve(attempt)).once("error", () => resolve(null));
    });
    if (socket) return socket;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("firefox: it must listen to its tests within a minute; it does not");
}
