import type {Settings} from "../../data-loaders/settings.js";
import {existsSync} from "node:fs";
import {mkdir, readdir, readFile, rename, symlink, writeFile} from "node:fs/promises";
import {homedir} from "node:os";
import {dirname, join, relative, resolve} from "node:path";
import {describe, expect, test} from "vitest";
import {claimHome, findSitePlace} from "../../data-loaders/places.js";
import {developSite} from "../../data-loaders/site/dev.js";
import {listFiles, markSite} from "../../data-loaders/site/siteFolder.js";
import {scratch} from "./flow/scratch.js";

/** Somebody's work. */
const WORK = {"own/thesis.docx": "years", "own/photos/1.jpg": "a face", "own/.git/HEAD": "ref"};

async function settingsIn(folder: string, changes: Partial<Settings> = {}): Promise<Settings> {
  await mkdir(join(folder, "in"), {recursive: true});
  await writeFile(join(folder, "in/users.csv"), "a,b\n");
  await writeFile(join(folder, "in/mine.dataset.json"), "{}");
  const places = {data: join(folder, "in/users.csv"), dataset: join(folder, "in/mine.dataset.json")};
  const rest = {root: resolve("."), base: "/", host: "", port: 1, workers: 1};
  return {...places, ...rest, output: join(folder, "dist"), home: join(folder, "home"), ...changes};
}

/** Every file and folder below, with its text. */
async function snapshot(folder: string): Promise<[string, string][]> {
  const names = await listFiles(folder);
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => [name, await readFile(join(folder, name), "utf-8").catch(() => "")])
  );
}

describe("a folder of somebody's", () => {
  test("is no place for npm run dev to lay its pages out", async () => {
    const folder = await scratch(WORK);
    const settings = await settingsIn(folder, {home: join(folder, "own")});
    const before = await snapshot(folder);
    await expect(developSite(settings, () => {})).rejects.toThrow(
      "--home (CHURN_HOME): the folder must be absent, empty, or one that Churnbook made"
    );
    expect(await snapshot(folder)).toEqual(before);
  });

  test.each(["output", "home"] as const)("is refused as the %s, by whatever path, and stays as it is", async (setting) => {
    const folder = await scratch({...WORK, "file.txt": "text", "like-a-site/index.html": "<h1>", "store-only/store/invoices/1.txt": "1"});
    await mkdir(join(folder, "like-a-site/api"));
    await mkdir(join(folder, "empty-inside/photos"), {recursive: true});
    await symlink(join(folder, "own"), join(folder, "link"));
    await symlink("loop-b", join(folder, "loop-a"));
    await symlink("loop-a", join(folder, "loop-b"));
    const look = async (path: string): Promise<unknown> => {
      const settings = await settingsIn(folder, {[setting]: path});
      return setting === "output" ? findSitePlace(settings) : claimHome(settings.home, settings);
    };
    await settingsIn(folder);
    const before = await snapshot(folder);
    for (const name of [
      "own",
      "own/",
      "own/.",
      "own/photos/..",
      "link",
      "link/photos",
      "own/photos",
      "empty-inside",
      "like-a-site",
      "store-only"
    ]) {
      await expect(look(join(folder, name)), name).rejects.toThrow(
        /^--(out|home) \(CHURN_\w+\): the folder must be absent, empty, or one that Churnbook made; got .*stand/
      );
    }
    await expect(look(relative(".", join(folder, "own")))).rejects.toThrow("stand .git, photos, thesis.docx. Nothing was touched.");
    for (const name of ["file.txt", "file.txt/site", "file.txt/a/b"])
      await expect(look(join(folder, name)), name).rejects.toThrow(/got the file .*file.txt/);
    await expect(look(join(folder, "loop-a/site"))).rejects.toThrow("links");
    expect(await snapshot(folder)).toEqual(before);
  });

  test.each(["output", "home"] as const)("that holds what must not be lost is refused as the %s, marked or not", async (setting) => {
    const folder = await scratch();
    const look = async (path: string, changes: Partial<Settings> = {}): Promise<unknown> => {
      const settings = await settingsIn(folder, {...changes, [setting]: path});
      return setting === "output" ? findSitePlace(settings) : claimHome(settings.home, settings);
    };
    await settingsIn(folder);
    await symlink(join(folder, "in"), join(folder, "link"));
    await mkdir(join(folder, "linked"));
    await symlink(join(folder, "in/users.csv"), join(folder, "linked/users.csv"));
    await mkdir(join(folder, "out"));
    for (const place of ["in", "out", "linked"]) {
      await markSite(join(folder, place), []);
      await writeFile(join(folder, place, ".churnbook-home"), await readFile(join(folder, place, ".churnbook-site")));
    }
    const held = /the folder must neither be nor hold/;
    for (const path of ["/", "/..", ".", "..", "./src/..", homedir(), dirname(homedir()), dirname(resolve(".")), folder]) {
      await expect(look(path), path).rejects.toThrow(held);
    }
    for (const path of ["in", "link", "out/../in/."]) await expect(look(join(folder, path)), path).rejects.toThrow(held);
    await expect(look(join(folder, "in"), {dataset: join(folder, "other.json"), data: join(folder, "i?/*.csv")})).rejects.toThrow(
      "the data"
    );
    await expect(look(join(folder, "in"), {data: null})).rejects.toThrow("the definition");
    await expect(look(join(folder, "linked"), {data: join(folder, "linked/users.csv"), dataset: "/nowhere.json"})).rejects.toThrow(
      "the data"
    );
  });

  test("that holds CHURN_HOME, or is it, is refused as the output, whether either is there or not", async () => {
    const folder = await scratch();
    for (const home of ["dist", "dist/home", "dist/a/b", "link/home"]) {
      if (home.startsWith("link")) await symlink("dist", join(folder, "link"));
      const settings = await settingsIn(folder, {home: join(folder, home)});
      await expect(findSitePlace(settings), home).rejects.toThrow("neither be nor hold the folder of results (--home, CHURN_HOME)");
    }
  });
});

describe("a folder of ours", () => {
  test("is an absent one, an empty one, one with a mark, and what a link leads to", async () => {
    const folder = await scratch({"marked/index.html": "old", "marked/.DS_Store": "x"});
    await mkdir(join(folder, "empty"));
    await writeFile(join(folder, "empty/.DS_Store"), "x");
    await markSite(join(folder, "marked"), ["index.html"]);
    await symlink("marked", join(folder, "link"));
    await symlink("later", join(folder, "dangling"));
    for (const [output, target] of Object.entries({
      absent: "absent",
      "a/b/c": "a/b/c",
      empty: "empty",
      marked: "marked",
      link: "marked",
      dangling: "later"
    })) {
      const place = await findSitePlace(await settingsIn(folder, {output: join(folder, output)}));
      expect(place).toEqual({target: join(folder, target), room: dirname(join(folder, target))});
    }
  });

  test("is refused for a file that no build wrote, wherever it stands in it", async () => {
    const folder = await scratch({"dist/index.html": "old", "dist/api/champion.json": "{}"});
    await markSite(join(folder, "dist"), ["index.html", "api/champion.json"]);
    for (const stranger of ["CNAME", "api/notes.txt", ".git/HEAD"]) {
      await mkdir(dirname(join(folder, "dist", stranger)), {recursive: true});
      await writeFile(join(folder, "dist", stranger), "mine");
      await expect(findSitePlace(await settingsIn(folder))).rejects.toThrow(
        `nothing but what a build wrote, which the next one replaces; got ${stranger} in`
      );
      await rename(join(folder, "dist", stranger), join(folder, "mine"));
      if (stranger === ".git/HEAD") await expect(findSitePlace(await settingsIn(folder))).rejects.toThrow("got .git/ in");
    }
  });

  test("may be a site or a home of a version before marks, as long as nothing else stands in it", async () => {
    const page = '<meta name="provenance" content="Churnbook: Users">';
    const site = {"index.html": page, "404.html": "", "_observablehq/client.js": "", _headers: "", "api/champion.json": "{}"};
    const home = {"current.json": '{"bookHash": "b", "files": {}}', "store/a/entry.json": "{}", "runs/x.keys": "", lock: "{}"};
    const within = (name: string, files: Record<string, string>): Record<string, string> =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));
    const folder = await scratch({...within("dist", site), ...within("home", home)});
    const settings = await settingsIn(folder);
    expect((await findSitePlace(settings)).target).toBe(settings.output);
    await claimHome(settings.home, settings);
    await claimHome(settings.home, settings);
    expect(existsSync(join(settings.home, ".churnbook-home"))).toBe(true);
    await writeFile(join(folder, "dist/api/thesis.docx"), "mine");
    await expect(findSitePlace(settings)).rejects.toThrow("absent, empty, or one that Churnbook made");
    const other = await scratch({...within("home", {...home, "photos/1.jpg": "x"})});
    await expect(claimHome(join(other, "home"), {root: resolve(".")})).rejects.toThrow("photos");
    expect(await readdir(join(other, "home"))).toEqual(["current.json", "lock", "photos", "runs", "store"]);
  });

  test("keeps somebody's files that stand in a marked home", async () => {
    const folder = await scratch();
    const settings = await settingsIn(folder);
    await claimHome(settings.home, settings);
    await writeFile(join(settings.home, "notes.txt"), "mine");
    await claimHome(settings.home, settings);
    expect(await readFile(join(settings.home, "notes.txt"), "utf-8")).toBe("mine");
  });
});
