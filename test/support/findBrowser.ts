import {spawnSync} from "node:child_process";
import {accessSync, constants, existsSync} from "node:fs";
import {delimiter, join} from "node:path";
import {chromium} from "playwright";

/** Chromium without windows, which opens a page in a third of the processor time that a whole browser takes. */
const light = ["chromium-headless-shell", "chrome-headless-shell"];
const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"];
const applications = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/**
 * The path of a Chromium that can be started: `CHROME_PATH`, one without windows, Playwright's own, the system's; else it installs one
 * (Playwright's, or Debian's package when root).
 *
 * @param kind "whole": one with windows, as readers have it, for what it takes them to open a page
 * @throws with what to do, when none can be had
 */
export function findBrowser(kind: "any" | "whole" = "any"): string {
  const present = (): string | undefined => chosen() ?? (kind === "any" ? findLight() : undefined) ?? findWhole();
  const found = present();
  if (found) return found;
  say("no browser found; trying: npx playwright install --with-deps chromium");
  run("npx", ["playwright", "install", "--with-deps", "chromium"]);
  if (present()) return present()!;
  if (isDebianRoot()) {
    say("trying: apt-get install -y chromium");
    run("apt-get", ["update"]);
    run("apt-get", ["install", "-y", "chromium"]);
  }
  const installed = present();
  if (installed) return installed;
  throw new Error(
    "findBrowser: the browser tests need Chromium or Chrome; got none. " +
      "Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or set CHROME_PATH to its program."
  );
}

/** Installs Debian's browser without windows where root may and there is none; where that fails, a whole one does as well. */
export function installLight(): void {
  if (chosen() || findLight() || !isDebianRoot()) return;
  say("trying: apt-get install -y chromium-headless-shell");
  run("apt-get", ["update"]);
  run("apt-get", ["install", "-y", "chromium-headless-shell"]);
}

function chosen(): string | undefined {
  const {CHROME_PATH} = process.env;
  if (CHROME_PATH && !isProgram(CHROME_PATH))
    throw new Error(`findBrowser: CHROME_PATH must be a program that can be started; got ${CHROME_PATH}.`);
  return CHROME_PATH || undefined;
}

const findLight = (): string | undefined => onPath(light).find(isProgram);

const findWhole = (): string | undefined => [chromium.executablePath(), ...onPath(names), ...applications].find(isProgram);

function onPath(programs: readonly string[]): string[] {
  return programs.flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)));
}

function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version");
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: string[]): void {
  const {status, error} = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 300_000,
    env: {...process.env, DEBIAN_FRONTEND: "noninteractive"}
  });
  if (status !== 0) say(`${command} did not succeed (${error?.message ?? `exit code ${status}`})`);
}

function say(text: string): void {
  process.stderr.write(`findBrowser: ${text}\n`);
}
