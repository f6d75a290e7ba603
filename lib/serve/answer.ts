const SHARED = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Content-Type",
  "Access-Control-Allow-Methods": "GET, HEAD, POST",
  "Cache-Control": "no-store"
};

/**
 * An answer of the endpoint, faults included: any page may read it.
 *
 * @param body written as JSON; null: none
 */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const isEmpty = body === null;
  return new Response(isEmpty ? null : `${JSON.stringify(body)}\n`, {status, headers: {...SHARED, ...(isEmpty ? {} : {"Content-Type": "application/json"}), ...headers}});
}
