import {spawnSync} from "node:child_process";
import {mkdirSync} from "node:fs";
import {onTestFinished} from "vitest";

/**
 * Mounts a small disk of its own there, until the test ends.
 *
 * @param options of mount, such as "size=1m"
 * @returns whether it could be; if not, it says so loudly, for the test to skip
 */
export function mountDisk(folder: string, options = "size=1m"): boolean {
  mkdirSync(folder, {recursive: true});
  const {status} = spawnSync("mount", ["-t", "tmpfs", "-o", options, "churnbook-test", folder]);
  if (status !== 0) {
    console.warn(`SKIPPED: no disk could be mounted at ${folder}; run this test as root on Linux`);
    return false;
  }
  onTestFinished(() => void spawnSync("umount", ["-l", folder]));
  return true;
}

/** Makes a mounted disk one that can only be read. */
export function makeReadOnly(folder: string): void {
  spawnSync("mount", ["-o", "remount,ro", folder]);
}
