/** Hands a file to the reader, made in the page. */
export function download(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Where the numbers come from, for files that leave the page; written by the shell into every page's head. */
export function provenance(): string {
  const meta = document.querySelector<HTMLMetaElement>("meta[name=provenance]");
  return meta?.content ?? "Churnbook";
}

/** Book, Champion and the page's address: what a saved file says of its origin. */
export function sourceLine(): string {
  return `${provenance()}. From ${location.href}`;
}
