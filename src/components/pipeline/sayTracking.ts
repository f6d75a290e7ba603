import type {TrackingBook} from "../../lib/book/tracking.js";
import type {NoticeKind} from "../ui/notice.js";

/** What a reader should know of the tracking server; null where none is used. */
export function sayTracking({state, waiting, reason, registered}: TrackingBook): {kind: NoticeKind; title: string; body: string} | null {
  if (state === "off") return null;
  if (state === "waiting") {
    const runs = waiting === 1 ? "One run waits" : `${waiting} runs wait`;
    return {kind: "caution", title: `${runs} to be told to the MLflow server`, body: `At this build ${reason ?? "it did not take them"}. Nothing is lost: the next build sends what waits.`};
  }
  const versions = Object.entries(registered?.versions ?? {}).map(([alias, version]) => `${alias} is version ${version}`);
  const models = registered && versions.length > 0 ? ` Of the registered model ${registered.name}, ${versions.join(", ")}.` : "";
  return {kind: reason ? "caution" : "info", title: "The MLflow server knows this run", body: `${reason ? `But ${reason}.` : "Every trial and finalist was delivered."}${models}`};
}
