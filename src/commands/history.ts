import { countOf } from '../domain/text/counts.ts';
import {
  canUndo,
  changesOf,
  jumpTo,
  history as listSteps,
  redo as redoStep,
  undo as undoStep,
} from '../store/journal.ts';
import { type CommandContext, defineCommand } from './define-command.ts';

/** So many rows take more than a moment to write. */
const MANY = 1000;

function telling({ signal, onProgress }: CommandContext, label: string): (share: number) => void {
  return (share) => {
    signal?.throwIfAborted();
    onProgress?.({ label, share });
  };
}

export const undo = defineCommand({
  name: 'undo',
  summary: 'Take back what was done last',
  params: {},
  selection: 'none',
  keys: { global: ['u'] },
  hint: 'undo',
  disabledReason: ({ library }) => (canUndo(library) ? undefined : 'nothing to undo'),
  long: ({ library }) => changesOf(library, 'undo') > MANY,
  run(context) {
    const step = undoStep(context.library, telling(context, 'undoing'));
    return { message: `Undone: ${step.summary}.`, data: step };
  },
});

export const redo = defineCommand({
  name: 'redo',
  summary: 'Do again what was undone last',
  params: {},
  selection: 'none',
  keys: { global: ['ctrl-r'] },
  long: ({ library }) => changesOf(library, 'redo') > MANY,
  run(context) {
    const step = redoStep(context.library, telling(context, 'doing again'));
    return { message: `Done again: ${step.summary}.`, data: step };
  },
});

export const history = defineCommand({
  name: 'history',
  summary: 'List what was done, newest first',
  params: { limit: { kind: 'number', summary: 'At most so many', short: 'n', placeholder: 'N' } },
  selection: 'none',
  json: true,
  keys: { global: ['H'] },
  spareHint: 'history',
  asks: 'history',
  run({ library }, { limit }) {
    const steps = listSteps(library, limit ?? 100);
    return { view: { kind: 'steps', steps }, data: steps };
  },
});

export const historyJump = defineCommand({
  name: 'history jump',
  summary: 'Go back, or forward, to right after a step',
  description:
    'Example: lectern history jump 12\nThe numbers are those of "lectern history"; 0 is before the first step. All of it is done, or nothing.',
  params: {
    step: {
      kind: 'number',
      summary: 'Number of the step',
      positional: true,
      required: true,
      completes: 'step',
      placeholder: 'STEP',
    },
  },
  selection: 'none',
  run({ library }, { step }) {
    const { undone, redone } = jumpTo(library, step);
    const parts = [
      undone.length > 0 && `${countOf(undone.length, 'step')} undone`,
      redone.length > 0 && `${countOf(redone.length, 'step')} done again`,
    ].filter(Boolean);
    return {
      message: parts.length === 0 ? 'The library is there already.' : `${parts.join(', ')}.`,
      data: { undone, redone },
    };
  },
});
