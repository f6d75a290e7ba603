import {spawn, spawnSync} from "node:child_process";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {freePort} from "../support/freePort.js";
import {installDebian} from "../support/installDebian.js";

/** A Redis of its own on the loopback address. */
export interface RedisServer {
  url: string;
  close(): Promise<void>;
}

/** @returns null, said loudly, where there is no Redis and none can be installed */
export async function startRedis(): Promise<RedisServer | null> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) installDebian("redis-server");
  if (spawnSync("redis-server", ["--version"]).status !== 0) {
    process.stderr.write("\nSKIPPED: there is no Redis, and it could not be installed (Debian: apt-get install redis-server)\n\n");
    return null;
  }
  const folder = await mkdtemp(join(tmpdir(), "churnbook-redis-"));
  const port = await freePort();
  const child = spawn(
    "redis-server",
    ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, "--save", "", "--appendonly", "no"],
    {stdio: ["ignore", "pipe", "ignore"]}
  );
  const stop = (): void => void child.kill();
  process.once("exit", stop);
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => /ready to accept/i.test(chunk.toString()) && resolve());
    child.once("close", () => reject(new Error("redis-server did not start")));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    async close() {
      process.removeListener("exit", stop);
      const closed = new Promise((resolve) => child.once("close", resolve));
      stop();
      await closed;
      await rm(folder, {recursive: true, force: true});
    }
  };
}
