import type {Server} from "node:http";

const GRACE_MS = 3000;

/** Ends a server: new requests are refused at once, those under way may end within the grace, and are cut off then. */
export async function stopServer(server: Server, graceMs = GRACE_MS): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cutOff);
}

/** Ends the process with its server when it is told to. */
export function stopOnSignals(server: Server): void {
  const stop = (): void => void stopServer(server).then(() => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, stop);
}
