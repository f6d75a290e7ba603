import type {AddressInfo} from "node:net";
import type {Command} from "../command.js";
import {createFetchHandler} from "../../lib/serve/fetchHandler.js";
import {openModel} from "../score/openModel.js";
import {parseCommand} from "../command.js";
import {settingOptions} from "../settingOptions.js";
import {readPort, readSettings} from "../settings.js";
import {ENDPOINT_PORT, serveHandler, stopOnSignals} from "./serveHandler.js";

const {home, host, port} = settingOptions;
const OPTIONS = {
  model: {type: "string", short: "m", value: "<model>", help: "as in churnbook score; default champion"},
  home,
  port: {...port, help: `default ${ENDPOINT_PORT}`},
  host
} as const;

const ENDPOINT: Command<typeof OPTIONS> = {
  usage: "churnbook endpoint",
  about: "Answers POST /predict with the probability of a row (or a list of rows), GET /openapi.json and GET /health.",
  options: OPTIONS,
  takes: {least: 0, most: 0, what: "options alone"},
  examples: ["churnbook endpoint", "churnbook endpoint --model https://your.site/churn/ --port 9000 --host 0.0.0.0"]
};

/** `churnbook endpoint ...`. @param args what follows "endpoint" */
export async function endpointCommand(args: readonly string[]): Promise<void> {
  const asked = parseCommand(ENDPOINT, args);
  if (asked === null) return;
  const settings = readSettings();
  const {model, origin} = await openModel(asked.values.model ?? "champion", settings.home);
  const port = readPort(process.env.PORT, ENDPOINT_PORT); // its usual one is not the site's
  const server = await serveHandler(createFetchHandler(model), {host: settings.host, port});
  const {address, family, port: taken} = server.address() as AddressInfo;
  process.stdout.write(
    `POST http://${family === "IPv6" ? `[${address}]` : address}:${taken}/predict scores by ${model.kind} (${origin}).\n`
  );
  stopOnSignals(server);
}
