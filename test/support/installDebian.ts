import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

/**
 * Installs a package of Debian's where root may; elsewhere, and where it fails, nothing happens. Test files that run at once wait
 * for one another's installation, which apt-get would not.
 */
export function installDebian(name: string): void {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
  const env = {...process.env, DEBIAN_FRONTEND: "noninteractive"};
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", name]])
    spawnSync("flock", [join(tmpdir(), "churnbook-apt.lock"), "apt-get", ...args], {stdio: "ignore", timeout: 300_000, env});
}
