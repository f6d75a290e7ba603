// Framework's build of the pages, in a process that may be made before there is anything to build: it loads Framework and parses the
// modules that pages import while the flow runs. Told a folder, it builds the site into it. Without whoever made it, it ends.
//
//     node frameworkBuild.js <Framework's folder>
import {once} from "node:events";
import {existsSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";

process.once("disconnect", () => process.exit());
process.once("uncaughtException", ({message}) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
const told = once(process, "message"); // it may be told while it still loads
const [{build}, {readConfig}, {getModuleInfo}] = await Promise.all(
  ["build.js", "config.js", "javascript/module.js"].map((name) => import(pathToFileURL(join(process.argv[2], "dist", name)).href))
);
const config = await readConfig();
parseModules("components");
const [output] = await told;
process.channel?.unref();
for (const name of ["getModuleHash", "getLocalModuleHash", "resolveImportPath"]) remember(config.loaders, name);
await build({config: {...config, output}});

/** Lets Framework parse the modules in a folder of the pages; when it builds, it parses again only what was edited since. */
function parseModules(folder) {
  if (!existsSync(join(config.root, folder))) return;
  for (const name of readdirSync(join(config.root, folder), {recursive: true}))
    if (/(?<!\.d)\.[jt]s$/.test(name)) getModuleInfo(config.root, join(folder, name.replace(/\.ts$/, ".js")));
}

/**
 * Lets Framework work out once what it asks of a module for every page and every module that imports it: to name one by its hash, it
 * looks at the files of all that this one imports, and of what these do. While it builds nothing of that changes.
 */
function remember(loaders, name) {
  const work = loaders[name].bind(loaders);
  const known = new Map();
  loaders[name] = (path) => {
    if (!known.has(path)) known.set(path, work(path));
    return known.get(path);
  };
}
