import type {Settings} from "../settings.js";
import {spawn} from "node:child_process";
import {fileURLToPath} from "node:url";
import {complain} from "../../lib/check.js";
import {packageFolder} from "../flow/packages.js";
import {findSystemError} from "../flow/systemErrors.js";

/** Observable Framework in a process of its own, which gets ready until it is told what to build. */
export interface ReadyFramework {
  /**
   * Builds the pages as they are laid out; once.
   *
   * @param site the folder for them
   * @throws ChurnbookError if it cannot, with Framework's last words
   */
  build(site: string): Promise<void>;
  /** Ends the process where it was told nothing. */
  end(): void;
}

const BUILD = fileURLToPath(new URL("./frameworkBuild.js", import.meta.url));

/** The folder of the package. @param root the project's folder */
export function frameworkFolder(root: string): string {
  return packageFolder("@observablehq/framework", root);
}

/** What Framework must find in its environment: this project's settings, and no telemetry. */
export function frameworkEnv({home, base}: Pick<Settings, "home" | "base">): NodeJS.ProcessEnv {
  return {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true", CHURN_HOME: home, CHURN_BASE: base};
}

/** Starts it; what fails before it is told anything is told then. */
export function startFramework(settings: Pick<Settings, "root" | "home" | "base">): ReadyFramework {
  const {root} = settings;
  const child = spawn(process.execPath, [BUILD, frameworkFolder(root)], {
    cwd: root,
    env: frameworkEnv(settings),
    stdio: ["ignore", "pipe", "pipe", "ipc"]
  });
  const said: string[] = []; // Framework's own words are shown only when it fails
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const stop = (): void => void child.kill();
  process.once("exit", stop);
  const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  ended.catch(() => {}).finally(() => process.removeListener("exit", stop));
  return {
    async build(site) {
      if (child.connected) child.send(site, () => {}); // whether it has ended is known by how
      const code = await ended;
      if (code === 0) return;
      const text = said.join("");
      throw (
        findSystemError(text, site) ?? complain({where: "build", rule: "Observable Framework must build the pages", got: lastWords(text)})
      );
    },
    end: stop
  };
}

/** The end of what a program said, without its stack. */
function lastWords(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^\s+at .*(:\d+:\d+\)?|<anonymous>\)?)$/.test(line));
  return `this error:\n${lines.slice(-15).join("\n")}\n`;
}
