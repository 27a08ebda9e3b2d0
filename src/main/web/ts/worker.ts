/** Lets the browser answer for the server while it is away (worker/worker.ts). Plain HTTP off this machine knows no workers. */

type Policies = { createPolicy(name: string, rules: { createScriptURL(address: string): string }): { createScriptURL(address: string): string } };

export function begin(): void {
  if (!('serviceWorker' in navigator)) return;
  const address = '/worker.js';
  const policies = (window as unknown as { trustedTypes?: Policies }).trustedTypes;
  // The one address of ours that may become a script by name.
  const trusted = policies ? policies.createPolicy('worker', { createScriptURL: () => address }).createScriptURL(address) : address;
  navigator.serviceWorker
    .register(trusted, { scope: '/' })
    .then((found) => found.active?.postMessage('renew'))
    .catch(() => undefined); // a certificate the browser does not trust: the page works without
}
