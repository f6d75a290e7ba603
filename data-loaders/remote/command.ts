import type {Command} from "../command.js";
import {availableParallelism} from "node:os";
import {check} from "../../lib/check.js";
import {createWorkerPool} from "../flow/workerPool.js";
import {parseCommand} from "../command.js";
import {settingOptions} from "../settingOptions.js";
import {readSettings} from "../settings.js";
import {codeVersion, connect, queueName} from "./remotePool.js";
import {loadRedisPackages} from "./redisPackages.js";
import {startRemoteWorker} from "./remoteWorker.js";

const {workers} = settingOptions;
const OPTIONS = {workers};
const WORKER: Command<typeof OPTIONS> = {
  usage: "churnbook worker",
  about: "Works on the trials of whoever has the same REDIS_URL and the same code, until it is stopped.",
  options: OPTIONS,
  takes: {least: 0, most: 0, what: "options alone"},
  examples: ["REDIS_URL=redis://localhost:6379 churnbook worker --workers 4"]
};

/** `churnbook worker`: works on the trials of whoever runs the same code against the same REDIS_URL, until it is stopped. */
export async function workerCommand(args: readonly string[]): Promise<void> {
  if (parseCommand(WORKER, args) === null) return;
  const url = process.env.REDIS_URL;
  check(url, {
    where: "REDIS_URL",
    rule: "it must be the address of a Redis server",
    got: "nothing",
    remedy: "For example REDIS_URL=redis://localhost:6379 npx churnbook worker."
  });
  const {root, workers: threads} = readSettings();
  const packages = await loadRedisPackages();
  (await connect(packages, url)).disconnect();
  const queue = queueName(await codeVersion(root));
  const concurrency = threads ?? availableParallelism();
  const local = createWorkerPool(concurrency);
  const {worker, close} = startRemoteWorker({packages, url, queue, root, local, concurrency});
  let done = 0;
  worker.on("completed", () => void process.stdout.write(`\rworker: ${++done} jobs done`));
  process.stdout.write(`worker: waiting for jobs in ${queue}, ${concurrency} at once (stop it with Ctrl+C)\n`);
  await new Promise<void>((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  await close();
  await local.close();
  process.stdout.write("\n");
}
