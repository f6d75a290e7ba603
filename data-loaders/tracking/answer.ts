import {findNamed} from "../../lib/named.js";
import {TrackingError} from "./request.js";

/** An object that a server sent: nothing is known of what it holds until it is read by the functions below. */
export type Answer = Readonly<Record<string, unknown>>;

/** @throws TrackingError NOT_MLFLOW unless the value is an object */
export function toAnswer(value: unknown, what: string): Answer {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Answer;
  throw notMlflow(what, "an object", value);
}

/** The object of that name. @throws TrackingError NOT_MLFLOW if there is none */
export function answerIn(answer: Answer, name: string): Answer {
  return toAnswer(findNamed(answer, name), name);
}

/** The objects in the list of that name; none where it is left out. @throws TrackingError NOT_MLFLOW if it is another thing */
export function answersIn(answer: Answer, name: string): Answer[] {
  const list = findNamed(answer, name) ?? [];
  if (!Array.isArray(list)) throw notMlflow(name, "a list", list);
  return list.map((item) => toAnswer(item, name));
}

/** The text of that name. @throws TrackingError NOT_MLFLOW if it is no text */
export function textIn(answer: Answer, name: string): string {
  const text = findNamed(answer, name);
  if (typeof text === "string" || typeof text === "number") return String(text);
  throw notMlflow(name, "a text", text);
}

/** The value of the first of a thing's tags that has this key; null. */
export function tagIn(answer: Answer, key: string): string | null {
  const tag = answersIn(answer, "tags").find((d) => d.key === key);
  return tag ? textIn(tag, "value") : null;
}

function notMlflow(what: string, expected: string, got: unknown): TrackingError {
  const text = JSON.stringify(got) ?? "nothing";
  return new TrackingError(
    `${what} must be ${expected}, as MLflow answers; got ${text.length > 60 ? `${text.slice(0, 60)}…` : text}. ` +
      "MLFLOW_TRACKING_URI must be the address of MLflow's own interface",
    200,
    "NOT_MLFLOW"
  );
}
