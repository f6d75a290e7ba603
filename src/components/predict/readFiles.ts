/** A file that the page cannot do without, and that could not be read. */
export class FileError extends Error {
  /** @param file as a reader finds it in the built site */
  constructor(readonly file: string, cause: unknown) {
    super(`${file} is missing or damaged (${cause instanceof Error ? cause.message : String(cause)})`);
  }
}

/**
 * Does something with a file, and names the file if that fails.
 *
 * @throws FileError
 */
export async function reading<T>(file: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new FileError(file, error);
  }
}

/**
 * Fetches a model's JSON.
 *
 * @param file its place under `api/`
 * @throws naming the file if the host does not have it
 */
export async function fetchModel(file: string): Promise<unknown> {
  const response = await fetch(new URL(`./api/${file}`, document.baseURI)).catch(() => null);
  if (!response) throw new Error(`api/${file} cannot be reached; is there a line to the site? Then choose it again`);
  if (!response.ok) throw new Error(`api/${file} is missing: the host answered ${response.status}`);
  return response.json();
}
