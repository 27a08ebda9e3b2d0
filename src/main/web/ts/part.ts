/** Parts of pages, made by the server. They come as documents, so that no text is ever taken for markup here. */

/** The document at an address of ours; nothing when it cannot be had. */
export function load(address: string): Promise<Document | undefined> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    request.timeout = 6_000;
    request.onload = () => resolve(request.status === 200 ? (request.responseXML ?? undefined) : undefined);
    request.onerror = request.ontimeout = () => resolve(undefined);
    request.send();
  });
}
