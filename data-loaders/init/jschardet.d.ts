/** What is used of the package, which says its types of `detectAll` more loosely. */
declare module "jschardet" {
  /** likelier ones first; a null language: it is not told */
  export function detectAll(bytes: Uint8Array): {encoding: string | null; confidence: number; language?: string | null}[];
}
