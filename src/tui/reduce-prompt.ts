import type { Key } from './input.ts';
import { actionOf } from './keys.ts';
import { edit, lineState } from './line-editor.ts';
import type { Prompt } from './prompt.ts';
import { BROWSING, type Screen, type State, type Step, step } from './state.ts';

type PromptScreen = Extract<Screen, { screen: 'prompt' }>;

const HISTORY = 500;

export function openPrompt(state: State, text: string): State {
  return {
    ...state,
    status: undefined,
    screen: { screen: 'prompt', prompt: { line: lineState(text), back: -1, draft: '', proposals: undefined } },
  };
}

export function reducePrompt(state: State, screen: PromptScreen, key: Key): Step {
  const { prompt } = screen;
  const show = (next: Partial<Prompt>) => step({ ...state, screen: { ...screen, prompt: { ...prompt, ...next } } });
  switch (actionOf('prompt', key)) {
    case 'close':
      return step({ ...state, screen: BROWSING });
    case 'run-line': {
      const line = prompt.line.text.trim();
      if (line === '') return step({ ...state, screen: BROWSING });
      const history = [...state.history.filter((one) => one !== line), line].slice(-HISTORY);
      return step({ ...state, history, screen: BROWSING }, { effect: 'run-line', line });
    }
    case 'complete':
      return step(state, { effect: 'complete', step: 1 });
    case 'complete-back':
      return step(state, { effect: 'complete', step: -1 });
    case 'select-previous':
      return recall(state, screen, prompt.back + 1);
    case 'select-next':
      return recall(state, screen, prompt.back - 1);
    default: {
      // Rubbing out the colon leaves the prompt.
      if (key.name === 'backspace' && prompt.line.text === '') return step({ ...state, screen: BROWSING });
      return show({ line: edit(prompt.line, key), back: -1, proposals: undefined });
    }
  }
}

function recall(state: State, screen: PromptScreen, back: number): Step {
  const { prompt } = screen;
  if (back < -1 || back >= state.history.length) return step(state);
  const draft = prompt.back === -1 ? prompt.line.text : prompt.draft;
  const text = back === -1 ? draft : (state.history.at(-1 - back) ?? '');
  return step({
    ...state,
    screen: { ...screen, prompt: { line: lineState(text), back, draft, proposals: undefined } },
  });
}

/** The prompt with the next proposal in place of the word that begins at `start`. */
export function withProposal(prompt: Prompt, start: number, items: readonly string[], by: 1 | -1): Prompt {
  const same = prompt.proposals;
  const at = same ? (same.at + by + items.length) % items.length : by === 1 ? 0 : items.length - 1;
  const item = items[at];
  if (item === undefined) return { ...prompt, proposals: undefined };
  const text = prompt.line.text.slice(0, start) + item;
  const line = {
    ...lineState(text),
    past: [...prompt.line.past, { text: prompt.line.text, cursor: prompt.line.cursor }],
  };
  // The only proposal is taken: the next Tab completes the next word.
  return { ...prompt, line, proposals: items.length === 1 ? undefined : { start, items, at } };
}
