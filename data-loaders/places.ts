import type {Kept, OwnKind} from "./flow/ownFolder.js";
import type {Settings} from "./settings.js";
import {constants} from "node:fs";
import {access} from "node:fs/promises";
import {homedir, userInfo} from "node:os";
import {dirname, join} from "node:path";
import {makeFolder, namesIn, readJsonIfWhole, realPlace} from "./flow/files.js";
import {checkHoldsNone, claimFolder} from "./flow/ownFolder.js";
import {codeOf, explainSystemError, isForbidden} from "./flow/systemErrors.js";
import {resolveFiles} from "./ingest/resolveFiles.js";
import {listSite} from "./site/siteFolder.js";

/** What the flow writes at the top of its home; so that a home of a version before there were marks is known again. */
const WRITTEN = /^(store|runs|outbox|(current|tracking)\.json|(tracking\.)?lock)(\.\d+\.(tmp|dead))?$/;
const RECORD = /^\d{4}-\d\d-\d\dT[\d-]+Z(\.failed)?\.json$/;

const HOME: OwnKind = {
  setting: "--home (CHURN_HOME)",
  mark: ".churnbook-home",
  async isOlder(folder, names) {
    if (!names.every((name) => WRITTEN.test(name))) return false;
    const current = await readJsonIfWhole<{bookHash?: unknown}>(join(folder, "current.json")).catch(() => null);
    const records = await namesIn(join(folder, "runs")).catch(() => []);
    return typeof current?.bookHash === "string" || records.some((name) => RECORD.test(name));
  }
};

/**
 * Makes the folder for results ours, if it may be.
 *
 * @throws ChurnbookError if it is somebody's, or holds the project, the home folder, the data or the definition
 */
export async function claimHome(home: string, settings: Pick<Settings, "root"> & Partial<Settings>): Promise<void> {
  await checkHoldsNone(HOME.setting, home, await keptPlaces(settings));
  await claimFolder(home, HOME);
}

/** Where a site can be built and put. */
export interface SitePlace {
  /** the output, without links: what a link leads to is replaced, and the link stays */
  target: string;
  /** a folder in which a site can be built: beside the target, or in CHURN_HOME where nothing can be written there */
  room: string;
}

/**
 * Looks whether a site may be built into the output, before any work is done.
 *
 * @throws ChurnbookError if the output is somebody's, holds what must not be lost, or cannot be written
 */
export async function findSitePlace(settings: Settings): Promise<SitePlace> {
  const {output, home} = settings;
  const places = [...(await keptPlaces(settings)), {what: "the folder of results (--home, CHURN_HOME)", path: home}];
  await checkHoldsNone("--out (CHURN_OUTPUT)", output, places);
  const target = await realPlace(output);
  await listSite(target);
  return {target, room: await findRoom(target, home)};
}

async function findRoom(target: string, home: string): Promise<string> {
  const beside = dirname(target);
  try {
    await makeFolder(beside);
    await access(beside, constants.W_OK);
    return beside;
  } catch (error) {
    if (!isForbidden(error)) throw explainSystemError(error, beside);
    await access(target, constants.W_OK).catch((inside: unknown) => {
      throw explainSystemError(codeOf(inside) === "ENOENT" ? error : inside, target);
    });
    return home;
  }
}

/** What no folder that we write may hold, or be. */
async function keptPlaces({root, data, dataset}: Pick<Settings, "root"> & Partial<Settings>): Promise<Kept[]> {
  const files = data ? await resolveFiles(data) : [];
  return [
    {what: "the project", path: root},
    ...homes().map((path) => ({what: "your home folder", path})),
    ...files.map(({path}) => ({what: "the data (<table>, CHURN_DATA)", path})),
    ...(dataset ? [{what: "the definition (--definition, CHURN_DATASET)", path: dataset}] : [])
  ];
}

/** As the environment has it, and as the system does; a container's user may be unknown to the system. */
function homes(): string[] {
  try {
    return [...new Set([homedir(), userInfo().homedir])];
  } catch {
    return [homedir()];
  }
}
