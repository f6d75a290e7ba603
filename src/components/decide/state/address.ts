/** Words of an address that more than one page reads. */
const HASH = "_hash";
const MODEL = "_model";
/** The choices of /models, which keeps them in the address that it hands on. */
const ofModels: readonly string[] = ["metric", "rule", "gates", "a", "b", "set"];

/**
 * Puts the model's hash beside this page's own choices, so that a link can tell whether it was made with the same model.
 * A hash that stands for another page's chosen model is left alone.
 *
 * @param own the words of this page
 */
export function stampHash(search: string, own: readonly string[], sha256: string): string {
  const params = new URLSearchParams(search);
  const others = [...params.keys()].filter((name) => name !== HASH);
  if (others.length === 0) params.delete(HASH);
  else if (!params.has(MODEL) && others.some((name) => own.includes(name))) params.set(HASH, sha256.slice(0, 8));
  const text = params.toString();
  return text ? `?${text}` : "";
}

/**
 * One sentence for each word of the address that no page knows, and one if the link was made with another model.
 *
 * @param own the words of this page
 * @param inputs the words that /predict reads, beside those that begin with an underscore
 * @param hashes of all models of this build
 */
export function readStrangers(search: string, {own, inputs, hashes}: {own: readonly string[]; inputs: readonly string[]; hashes: readonly string[]}): string[] {
  const params = new URLSearchParams(search);
  const known = new Set([...own, ...inputs, ...ofModels]);
  const notices = [...new Set(params.keys())].filter((name) => !known.has(name) && !name.startsWith("_"))
    .map((name) => `The address holds “${name.slice(0, 40)}”, which this page does not know; it changes nothing.`);
  const hash = params.get(HASH);
  if (hash && !hashes.some((sha256) => sha256.startsWith(hash))) notices.push("The link was made with another version of the model; its line may have picked other users.");
  return notices;
}

/** The query that another page gets: everything of this one, and the line that is on screen. @param line null where there is none */
export function onwardSearch(search: string, line: number | null): string {
  const params = new URLSearchParams(search);
  params.delete("depth"); // said by the line
  if (line === null) params.delete("threshold");
  else params.set("threshold", String(line));
  const text = params.toString();
  return text ? `?${text}` : "";
}
