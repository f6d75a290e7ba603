import {existsSync} from "node:fs";
import {cp} from "node:fs/promises";
import {join, resolve} from "node:path";
import {inject} from "vitest";
import {claimHome} from "../../data-loaders/places.js";
import {stageCache} from "../../data-loaders/site/stage.js";

/** Gives a new home what Framework made of npm packages for the sample's, which is the same for every table and the slowest part of a first build. */
export async function lendPackages(home: string): Promise<void> {
  const made = join(stageCache(inject("site").home), "_node");
  if (!existsSync(made)) return;
  await claimHome(home, {root: resolve(".")});
  await cp(made, join(stageCache(home), "_node"), {recursive: true});
}
