import {address} from "../components/ui/address.js";

// In place of Framework's own in a book that is one file: an attachment is a part of the document.

/** What cells ask of an attachment. */
export function FileAttachment(name: string): {
  json: () => Promise<unknown>;
  text: () => Promise<string>;
  arrayBuffer: () => Promise<ArrayBuffer>;
  url: () => Promise<string>;
} {
  const path = name.replace(/^\.\//, "");
  const read = async (): Promise<Response> => {
    const response = await address.fetch(path);
    if (!response.ok) throw new Error(`${path} is not in this file`);
    return response;
  };
  return {
    json: async () => (await read()).json(),
    text: async () => (await read()).text(),
    arrayBuffer: async () => (await read()).arrayBuffer(),
    url: () => Promise.resolve(path)
  };
}

/** What the file holds is known from the document. */
export function registerFile(): void {}
