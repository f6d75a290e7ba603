import type {DatasetBook} from "../../lib/book/dataset.js";
import type {HistoryIndex} from "../../lib/book/history.js";
import type {Settings} from "../settings.js";
import {spawn} from "node:child_process";
import {readdir, rm, mkdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {check, complain} from "../../lib/check.js";
import {publishExports, publishTypes} from "./publish.js";
import {openBook} from "../flow/book.js";
import {recordBuild} from "../history/recordBuild.js";
import {namesIn} from "../flow/files.js";
import {packageFolder} from "../flow/packages.js";
import {takeLock} from "../flow/lock.js";
import {answerLoaders} from "./answerLoaders.js";
import {addBook} from "./singleFile/addBook.js";
import {bundleModules} from "./bundle.js";
import {finishSite} from "./finish.js";
import {prepareHosting} from "./hosting.js";
import {withScratch} from "../flow/scratch.js";
import {findSystemError} from "../flow/systemErrors.js";
import {findSitePlace} from "../places.js";
import {mendSite, publishSite, useOf} from "./publishSite.js";
import {addPreviews} from "./preview.js";
import {isSiteWhole, keyOfSite, sealSite} from "./siteSeal.js";
import {publishLicences} from "./licences.js";
import {stageCache, stagePages} from "./stage.js";

/** How Framework is started. */
export interface FrameworkRun {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

/**
 * Builds the site from the last good artefacts into a folder beside the output, checks and finishes it, and then puts it
 * in the output's place, so that readers of the output see the old site or the new one. Where the output holds the site of
 * the very same inputs, nothing is done.
 *
 * @returns whether the site was built
 * @throws if the output is not ours to write, or a page does not compile, naming it
 */
export async function buildSite(settings: Settings): Promise<boolean> {
  const {home} = settings;
  const {target, room} = await findSitePlace(settings);
  const release = await takeLock(join(home, "pages/lock"), {what: "the site's cache", waitMs: 120_000});
  try {
    await mendSite(target);
    const key = await keyOfSite(settings);
    if (await isSiteWhole(home, target, key)) return false;
    await preparePages(settings);
    await withScratch(room, useOf(target), async (scratch) => {
      const fresh = join(scratch, "site");
      await makeSite(settings, {fresh, target});
      await publishSite(fresh, target, scratch);
    });
    await sealSite(home, target, key);
    return true;
  } finally {
    await release();
  }
}

async function makeSite(settings: Settings, {fresh, target}: {fresh: string; target: string}): Promise<void> {
  const book = await openBook(settings.home);
  await answerLoaders(settings, book);
  await runQuietly(frameworkRun(settings, ["build"], fresh), settings.root);
  const {definition} = await book.readJson<DatasetBook>("dataset.json");
  await finishSite(fresh, {description: `${definition.title}: ${definition.description}`});
  await addPreviews(book, fresh, settings);
  const modules = await bundleModules(fresh);
  await publishLicences(settings.root, fresh, {modules});
  await publishExports(book, fresh);
  await publishTypes(book, fresh);
  await recordBuild(book, fresh, {history: settings.history, target, warn: (sentence) => process.stderr.write(`${sentence}\n`)});
  await fitHistory(fresh);
  await prepareHosting(fresh);
  await addBook(fresh, settings);
}

/** Room that /history keeps for a comparison, and for the words that there is nothing to compare with. */
const [FOR_TWO, FOR_ONE] = ["--reserve: 27rem; --room: 27rem", "--reserve: 9rem; --room: 9rem"];

/** Whether a site remembers two builds is known when its history is written: the page of a first build keeps no room for a comparison. */
async function fitHistory(site: string): Promise<void> {
  const {builds} = JSON.parse(await readFile(join(site, "api/history/index.json"), "utf8")) as HistoryIndex;
  if (builds.length > 1) return;
  const page = join(site, "history.html");
  const html = await readFile(page, "utf8");
  check(html.includes(FOR_TWO), {where: "build", rule: "/history must keep its room as the site's build knows it", got: "another page"});
  await writeFile(page, html.replace(FOR_TWO, FOR_ONE));
}

/** Lays out the pages, and leaves of what Framework keeps only what is right whatever changed. */
export async function preparePages({root, home}: Pick<Settings, "root" | "home">): Promise<void> {
  await stagePages(root, home);
  await clearLoaderCache(home);
  await fixVersions(root, home);
}

/** The command line and environment of Framework, which must find this project's settings and no telemetry. */
export function frameworkRun({root, home, base}: Settings, args: string[], output?: string): FrameworkRun {
  return {
    command: process.execPath,
    args: [join(packageFolder("@observablehq/framework", root), "dist/bin/observable.js"), ...args],
    env: {
      ...process.env,
      OBSERVABLE_TELEMETRY_DISABLE: "true",
      CHURN_HOME: home,
      CHURN_BASE: base,
      ...(output ? {CHURN_SITE: output} : {})
    }
  };
}

/**
 * Framework takes a loader's old output while it is there, whatever changed. What it made of npm packages (folders that
 * begin with an underscore) is slow to make and stays right.
 */
async function clearLoaderCache(home: string): Promise<void> {
  const cache = stageCache(home);
  const names = await namesIn(cache);
  for (const name of names.filter((d) => !d.startsWith("_"))) await rm(join(cache, name), {recursive: true, force: true});
}

/** Framework's own words are shown only when it fails. */
async function runQuietly({command, args, env}: FrameworkRun, cwd: string): Promise<void> {
  const said: string[] = [];
  const child = spawn(command, args, {cwd, env, stdio: ["ignore", "pipe", "pipe"]});
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const stop = (): void => void child.kill();
  process.once("exit", stop);
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  process.removeListener("exit", stop);
  if (code !== 0) {
    const text = said.join("");
    throw (
      findSystemError(text, env.CHURN_SITE ?? cwd) ??
      complain({where: "build", rule: "Observable Framework must build the pages", got: lastWords(text)})
    );
  }
}

/** The end of what a program said, without its stack. */
function lastWords(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^\s+at .*(:\d+:\d+\)?|<anonymous>\)?)$/.test(line));
  return `this error:\n${lines.slice(-15).join("\n")}\n`;
}

/** A version that no package has, so that a page which asks for a package of the network fails to build. */
const NOWHERE = "0.0.0";

/**
 * Framework's own browser code names packages that only some pages would load from a network (maps, spreadsheets, ...), and
 * Framework asks the registry for their latest versions, to write addresses that no page of ours ever opens. This answers
 * in the registry's place: builds need no network, and next month's give the same bytes.
 *
 * @param root the project's folder
 */
export async function fixVersions(root: string, home: string): Promise<void> {
  const client = join(packageFolder("@observablehq/framework", root), "dist/client");
  const versions = join(stageCache(home), "_npm");
  await rm(versions, {recursive: true, force: true});
  for (const name of await namesOfPackages(client)) await mkdir(join(versions, `${name}@${NOWHERE}`), {recursive: true});
}

async function namesOfPackages(folder: string): Promise<Set<string>> {
  const files = (await readdir(folder, {recursive: true})).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf-8")));
  return new Set(texts.flatMap((text) => [...text.matchAll(/npm:((?:@[\w.-]+\/)?[\w.-]+)/g)].map(([, name]) => name)));
}
