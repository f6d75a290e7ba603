import {existsSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {check} from "../../lib/check.js";

/**
 * The folders in which code below `root` finds packages, nearest first: the project's own, and, where the project is installed
 * as a package itself, those around it.
 */
export function packageFolders(root: string): string[] {
  return (createRequire(join(root, "any.js")).resolve.paths("any") ?? []).filter((folder) => existsSync(folder));
}

/** Where the package lies that code below `root` imports by this name, or null. */
export function findPackage(name: string, root: string): string | null {
  return (
    packageFolders(root)
      .map((folder) => join(folder, name))
      .find((folder) => existsSync(join(folder, "package.json"))) ?? null
  );
}

/** As {@link findPackage}. @throws ChurnbookError if it is not installed */
export function packageFolder(name: string, root: string): string {
  const folder = findPackage(name, root);
  check(folder, {where: root, rule: `the package ${name} must be installed`, got: "it is not", remedy: "Run npm install."});
  return folder;
}
