/** What this browser remembers for its person; where nothing can be kept, nothing is. */
export function recall(name: string): unknown {
  try {
    const text = window.localStorage.getItem(`velocity.${name}`);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: unknown): void {
  try {
    window.localStorage.setItem(`velocity.${name}`, JSON.stringify(value));
  } catch {
    // private window, or full: it holds for this page
  }
}
