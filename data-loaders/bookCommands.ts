import type {Settings} from "./settings.js";
import {buildBook} from "./build.js";
import {realPlace} from "./flow/files.js";
import {findSitePlace} from "./places.js";
import {buildSite} from "./site/build.js";
import {serveSite} from "./site/serve.js";
import {mendSite} from "./site/publishSite.js";
import {trackRun} from "./tracking/track.js";
import {readTrackingSettings} from "./tracking/trackingSettings.js";

/** `npm run build`: the flow, then the site. */
export async function build(settings: Settings): Promise<void> {
  await findSitePlace(settings); // so that no work is done for a folder that may not be written
  await flow(settings);
  const isNew = await buildSite(settings);
  say(isNew ? `The site is in ${settings.output}.` : `The site in ${settings.output} stays: nothing that it is made of has changed.`);
}

/** The flow alone, of which a tracking server is told where one is set. */
export async function flow(settings: Settings): Promise<void> {
  readTrackingSettings(); // a wrong setting is said now, and not after minutes of work
  await buildBook(settings);
  await trackRun({home: settings.home, say});
}

/** `npm start`. */
export async function start(settings: Settings): Promise<void> {
  await build(settings);
  await serve(settings);
}

/** `npm run serve`: what was built last. */
export async function serve({output, base, host, port}: Settings): Promise<void> {
  await mendSite(await realPlace(output));
  const {url} = await serveSite({folder: output, base, host, port});
  say(`Churnbook is at ${url} (stop it with Ctrl+C).`);
}

/** `npm run dev`: pages that follow every change of src, and the flow every change of the code behind it. */
export async function dev(settings: Settings): Promise<void> {
  const {developSite} = await import("./site/dev.js");
  await developSite(settings, say);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
