import {spawn} from "node:child_process";
import type {ChildProcess} from "node:child_process";
import {join} from "node:path";
import type {Peers} from "../support/peers.js";
import {freePort} from "../support/freePort.js";

/** A real MLflow on the loopback address, with SQLite and its own artefact store in a folder. */
export interface MlflowServer {
  uri: string;
  /** ends it at once, in the middle of whatever it does */
  kill(): Promise<void>;
}

/** @param port to listen on; 0: one that is free */
export async function startMlflow(peers: Peers, folder: string, port = 0): Promise<MlflowServer> {
  const chosen = port || (await freePort());
  const args = [
    "-m",
    "mlflow",
    "server",
    "--backend-store-uri",
    `sqlite:///${join(folder, "mlflow.db")}`,
    "--artifacts-destination",
    join(folder, "artifacts"),
    "--host",
    "127.0.0.1",
    "--port",
    String(chosen),
    "--workers",
    "1"
  ];
  return listen(peers, args, {folder, port: chosen, health: "/health"});
}

/** `mlflow models serve`. */
export async function serveModel(
  peers: Peers,
  {folder, model, trackingUri}: {folder: string; model: string; trackingUri: string}
): Promise<MlflowServer> {
  const port = await freePort();
  const args = ["-m", "mlflow", "models", "serve", "-m", model, "--env-manager", "local", "--host", "127.0.0.1", "--port", String(port)];
  return listen(peers, args, {folder, port, health: "/ping", env: {MLFLOW_TRACKING_URI: trackingUri}});
}

async function listen(
  {python}: Peers,
  args: string[],
  {folder, port, health, env = {}}: {folder: string; port: number; health: string; env?: Record<string, string>}
): Promise<MlflowServer> {
  const path = `${join(python, "..")}:${process.env.PATH}`; // mlflow starts gunicorn or uvicorn by name
  const child = spawn(python, args, {
    cwd: folder,
    env: {...process.env, ...env, PATH: path, MLFLOW_DISABLE_TELEMETRY: "true", DO_NOT_TRACK: "true", GIT_PYTHON_REFRESH: "quiet"},
    stdio: ["ignore", "pipe", "pipe"],
    detached: true
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const uri = `http://127.0.0.1:${port}`;
  const stop = (): void => killGroup(child);
  process.once("exit", stop);
  for (let tries = 0; tries < 600; ++tries) {
    if (child.exitCode !== null) throw new Error(`mlflow ended:\n${log.split("\n").slice(-20).join("\n")}`);
    if (
      await fetch(uri + health).then(
        ({ok}) => ok,
        () => false
      )
    ) {
      return {
        uri,
        async kill() {
          process.removeListener("exit", stop);
          const closed = new Promise((resolve) => child.once("close", resolve));
          stop();
          await closed;
        }
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  stop();
  throw new Error(`mlflow did not answer in time:\n${log.split("\n").slice(-20).join("\n")}`);
}

/** The server and the workers that it started, which are of its group. */
function killGroup({pid}: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, "SIGKILL");
  } catch {
    // it has gone already
  }
}
