/**
 * A sound for a new alert, for who wants it: off until pressed, its state always seen, a different pattern for each
 * severity. A browser plays nothing before somebody has touched the page, and then the button says that.
 */
import { all, find, say } from './dom.ts';
import { listen } from './live.ts';
import { keep, recall } from './kept.ts';
import { calls, rank, type Change } from './model.ts';
import { words } from './words.ts';

const QUIET_MS = 2_000;

/** Hertz of each beep. */
const PATTERNS: Readonly<Record<string, readonly number[]>> = {
  critical: [880, 660, 880, 660, 880, 660],
  high: [740, 740, 740],
  medium: [560, 560],
  low: [440],
};
const BEEP_S = 0.16;

let context: AudioContext | undefined;
let on = false;
let flood = false;
let saidAt = Number.NEGATIVE_INFINITY;
let saidRank = 9;
let button: HTMLButtonElement | undefined;

export function begin(): void {
  button = find(document, '#sound', HTMLButtonElement);
  if (!button) return;
  on = recall('sound') === true;
  button.addEventListener('click', () => {
    const blocked = on && context?.state !== 'running';
    on = blocked || !on;
    keep('sound', on);
    void wake();
  });
  const chosen = recall('sounds');
  for (const box of all(document, '[data-sound-of]', HTMLInputElement)) {
    if (Array.isArray(chosen)) box.checked = chosen.includes(box.dataset['soundOf']);
    box.addEventListener('change', () =>
      keep('sounds', all(document, '[data-sound-of]', HTMLInputElement).filter((one) => one.checked).map((one) => one.dataset['soundOf'])),
    );
  }
  for (const one of all(document, '[data-sound-try]', HTMLButtonElement))
    one.addEventListener('click', () => void wake().then(() => play(one.dataset['soundTry'] ?? 'low')));
  // The first touch of a page is what lets it play again.
  window.addEventListener('pointerdown', () => on && void wake(), { once: true });
  window.addEventListener('keydown', () => on && void wake(), { once: true });
  listen({ change: take, flood: (view) => (flood = view.on) });
  show();
}

async function wake(): Promise<void> {
  try {
    context ??= new AudioContext();
    context.onstatechange = show;
    await context.resume();
  } catch {
    context = undefined; // no sound on this machine
  }
  show();
}

function show(): void {
  if (!button) return;
  const state = words(!on ? 'sound.off' : context?.state === 'running' ? 'sound.on' : 'sound.waits');
  button.setAttribute('aria-pressed', String(on));
  button.dataset['state'] = !on ? 'off' : context?.state === 'running' ? 'on' : 'waits';
  say(button, state);
}

function take(change: Change): void {
  if (!on || !calls(change)) return;
  const severity = change.view.alert.severity;
  if (flood && severity !== 'critical') return;
  const box = document.querySelector(`[data-sound-of=${severity}]`);
  if (!(box instanceof HTMLInputElement) || !box.checked) return;
  // One at a time, unless what comes is worse.
  if (performance.now() - saidAt < QUIET_MS && rank(severity) >= saidRank) return;
  saidAt = performance.now();
  saidRank = rank(severity);
  play(severity);
}

function play(severity: string): void {
  if (!context || context.state !== 'running') return;
  let at = context.currentTime + 0.02;
  for (const hertz of PATTERNS[severity] ?? []) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + BEEP_S - 0.02);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + BEEP_S);
    at += BEEP_S;
  }
  if (button) button.dataset['played'] = severity;
}
