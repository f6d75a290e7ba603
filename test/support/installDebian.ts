import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";

/** Installs a package of Debian's where root may; elsewhere, and where it fails, nothing happens. */
export function installDebian(name: string): void {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
  const env = {...process.env, DEBIAN_FRONTEND: "noninteractive"};
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", name]])
    spawnSync("apt-get", args, {stdio: "ignore", timeout: 300_000, env});
}
