import type {AddressInfo} from "node:net";
import {createFetchHandler} from "../../lib/serve/fetchHandler.js";
import {openModel} from "../score/openModel.js";
import {parseOptions} from "../parseOptions.js";
import {readSettings} from "../settings.js";
import {readPort, serveHandler, stopOnSignals} from "./serveHandler.js";

export const ENDPOINT_HELP = `churnbook endpoint [options]

Answers POST /predict with the probability of a row (or a list of rows), GET /openapi.json and GET /health.

  -m, --model <model>   as in churnbook score; default champion
  --port <n>            default PORT, or 8000
  --host <address>      default HOST, or 127.0.0.1
`;

const OPTIONS = {
  model: {type: "string", short: "m"},
  port: {type: "string"},
  host: {type: "string"},
  help: {type: "boolean", short: "h"}
} as const;

/** `churnbook endpoint ...`. @param args what follows "endpoint" */
export async function endpointCommand(args: readonly string[]): Promise<void> {
  const {values} = parseOptions("churnbook endpoint", {args: [...args], options: OPTIONS});
  if (values.help) {
    process.stdout.write(ENDPOINT_HELP);
    return;
  }
  const {model, origin} = await openModel(values.model ?? "champion", readSettings().home);
  const port = readPort(values.port ?? process.env.PORT, values.port === undefined ? "PORT" : "--port");
  const server = await serveHandler(createFetchHandler(model), {host: values.host ?? process.env.HOST ?? "127.0.0.1", port});
  const {address, family, port: taken} = server.address() as AddressInfo;
  process.stdout.write(
    `POST http://${family === "IPv6" ? `[${address}]` : address}:${taken}/predict scores by ${model.kind} (${origin}).\n`
  );
  stopOnSignals(server);
}
