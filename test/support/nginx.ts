import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {nginxConfig} from "../../data-loaders/site/nginx.js";
import {freePort} from "./freePort.js";
import {installDebian} from "./installDebian.js";

/** The site behind nginx on the loopback address, with the very configuration that the container has. */
export interface Nginx {
  address: string;
  close(): Promise<void>;
}

/** @param base the path at which readers find the site. @returns null, said loudly, where there is no nginx and none can be installed */
export async function startNginx(site: string, base = "/"): Promise<Nginx | null> {
  const program = findProgram() ?? install();
  if (!program) {
    process.stderr.write("\nSKIPPED: there is no nginx, and it could not be installed (Debian: apt-get install nginx-light)\n\n");
    return null;
  }
  const home = await mkdtemp(join(tmpdir(), "churnbook-nginx-"));
  const port = await freePort();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${home}/${name};`).join(" ");
  await writeFile(join(home, "site.conf"), await nginxConfig(site, {listen: `127.0.0.1:${port}`, root: site, base}));
  const user = process.getuid?.() === 0 ? "user root;" : "";
  await writeFile(
    join(home, "nginx.conf"),
    `daemon off; ${user} pid ${home}/pid; worker_processes 1; error_log ${home}/error.log; events {} http { ` +
      `access_log off; ${temporary} include ${home}/site.conf; }`
  );
  const child = spawn(program, ["-c", join(home, "nginx.conf"), "-p", home], {stdio: ["ignore", "ignore", "pipe"]});
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const stop = (): void => void child.kill();
  process.once("exit", stop);
  const address = `http://127.0.0.1:${port}`;
  for (
    let tries = 0;
    !(await fetch(address).then(
      () => true,
      () => false
    ));
    ++tries
  ) {
    if (child.exitCode !== null || tries > 100) throw new Error(`nginx did not start: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    address,
    async close() {
      process.removeListener("exit", stop);
      const closed = new Promise((resolve) => child.once("close", resolve));
      stop();
      await closed;
      await rm(home, {recursive: true, force: true});
    }
  };
}

function findProgram(): string | undefined {
  return ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"].find((path) => existsSync(path));
}

function install(): string | undefined {
  installDebian("nginx-light");
  return findProgram();
}
