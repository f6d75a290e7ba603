import {check} from "../../lib/check.js";
import {findNamed} from "../../lib/named.js";

/** Where runs are tracked; the same environment variables as MLflow's own Python client. */
export interface TrackingSettings {
  /** without a slash at the end, and without a user in it */
  uri: string;
  /** value of the Authorization header; null: none */
  authorization: string | null;
  /** MLFLOW_EXPERIMENT_NAME; null: named for the dataset */
  experiment: string | null;
  /** CHURN_MLFLOW_MODEL: the registered model's name; null: named for the dataset */
  model: string | null;
  /** MLFLOW_HTTP_REQUEST_TIMEOUT, in milliseconds: how long one answer may take */
  timeoutMs: number;
  /** MLFLOW_HTTP_REQUEST_MAX_RETRIES: further tries of one request */
  maxRetries: number;
  /** CHURN_TRACKING_SECONDS, in milliseconds: how long all of it may hold up a build */
  budgetMs: number;
}

/**
 * Reads the settings; null where nothing is to be tracked.
 *
 * @throws if MLFLOW_TRACKING_URI is no address of a server
 */
export function readTrackingSettings(env: NodeJS.ProcessEnv = process.env): TrackingSettings | null {
  const asked = env.MLFLOW_TRACKING_URI;
  if (!asked) return null;
  const url = URL.canParse(asked) ? new URL(asked) : null;
  check(url && (url.protocol === "http:" || url.protocol === "https:"), {
    where: "MLFLOW_TRACKING_URI",
    rule: "it must be the address of a tracking server",
    got: withoutSecrets(asked),
    remedy: "Start one with mlflow server, or leave it unset: results are kept in files all the same."
  });
  const username = env.MLFLOW_TRACKING_USERNAME || decode(url.username);
  const password = env.MLFLOW_TRACKING_PASSWORD || decode(url.password);
  url.username = url.password = url.hash = url.search = "";
  return {
    uri: url.href.replace(/\/+$/, ""),
    authorization: authorize({username, password, token: env.MLFLOW_TRACKING_TOKEN}),
    experiment: env.MLFLOW_EXPERIMENT_NAME || null,
    model: env.CHURN_MLFLOW_MODEL || null,
    timeoutMs: Math.ceil(1000 * readNumber("MLFLOW_HTTP_REQUEST_TIMEOUT", env, 15)),
    maxRetries: Math.floor(readNumber("MLFLOW_HTTP_REQUEST_MAX_RETRIES", env, 5)),
    budgetMs: Math.ceil(1000 * readNumber("CHURN_TRACKING_SECONDS", env, 120))
  };
}

/** A per cent sign that begins no code stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A user goes before a token, as in MLflow's own client. */
function authorize({username, password, token}: {username: string; password: string; token?: string}): string | null {
  if (username || password) return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return token ? `Bearer ${token}` : null;
}

function readNumber(name: string, env: NodeJS.ProcessEnv, fallback: number): number {
  const text = findNamed(env, name);
  if (!text) return fallback;
  const value = Number(text);
  check(value >= 0 && value <= 86_400, {where: name, rule: "it must be a number from 0 to 86400", got: text});
  return value;
}

/** An address that may be shown: without user, password and query. What is no address is not shown at all. */
export function withoutSecrets(address: string | null | undefined): string {
  if (!address || !URL.canParse(address)) return "something that is no address";
  const url = new URL(address);
  url.username = url.password = url.search = url.hash = "";
  return url.href;
}
