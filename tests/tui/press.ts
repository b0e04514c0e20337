import { expect } from 'vitest';
import type { Key } from '../../src/tui/input.ts';
import { reduce } from '../../src/tui/reduce.ts';
import { initialState, type Screen, type State, type Step } from '../../src/tui/state.ts';

const ids = Array.from({ length: 50 }, (_, at) => 100 + at);

/** Fifty studies in the list, the cursor on the first. */
export function browsing(change: Partial<State> = {}): State {
  return {
    ...initialState({ columns: 80, rows: 24 }, 'test'),
    found: { wanted: '', ids, isWhole: true },
    list: { cursor: 0, top: 0, id: 100 },
    ...change,
  };
}

/** A key as the terminal's reader gives it, by the name that key maps use. */
function key(chord: string): Key {
  const ctrl = chord.startsWith('ctrl-');
  const shift = chord.startsWith('shift-');
  const name = chord.replace(/^(?:ctrl|shift)-/, '');
  const text = name === 'space' ? ' ' : name.length === 1 ? name : undefined;
  return {
    name,
    ...(ctrl ? { ctrl: true as const } : {}),
    ...(shift ? { shift: true as const } : {}),
    ...(text !== undefined && !ctrl ? { text } : {}),
  };
}

export function press(state: State, ...chords: string[]): Step {
  let step: Step = { state, effects: [] };
  for (const chord of chords) {
    const next = reduce(step.state, key(chord));
    step = { state: next.state, effects: [...step.effects, ...next.effects] };
  }
  return step;
}

export function screenOf<K extends Screen['screen']>(state: State, kind: K): Extract<Screen, { screen: K }> {
  expect(state.screen.screen).toBe(kind);
  return state.screen as Extract<Screen, { screen: K }>;
}
