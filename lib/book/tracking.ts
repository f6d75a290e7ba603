/** Whether runs reached the tracking server: `tracking.json` beside the artefacts, never one of them. Names no host. */
export interface TrackingBook {
  /** off: none is set; delivered: it knows this run; waiting: it does not yet, and the next run will tell it */
  state: "off" | "delivered" | "waiting";
  /** runs of the flow that wait to be told, this one included */
  waiting: number;
  /** why they wait, or what the server could not take, for readers; null */
  reason: string | null;
  /** the registered model and its versions by alias, when delivered */
  registered: {name: string; versions: Record<string, string>} | null;
}
