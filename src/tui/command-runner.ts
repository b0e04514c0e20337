import type { Browser } from '../commands/browse.ts';
import { paramsOf } from '../commands/command-line/params.ts';
import type { AnyCommand, CommandContext, Outcome, Selection } from '../commands/define-command.ts';
import { stopwatch } from '../commands/progress.ts';
import { completeArgs, type GivenArgs, runCommand } from '../commands/run-command.ts';
import { UserError } from '../domain/user-error.ts';
import { askFor } from './ask.ts';
import type { Form } from './form.ts';
import { outcomeLines } from './outcome-lines.ts';
import { overtaken, runForm } from './run-form.ts';
import { BROWSING, type Screen, type State, type Status, selectionOf } from './state.ts';

export interface CommandRunnerOptions {
  browser: Browser;
  context: Omit<CommandContext, 'selection'>;
  /** Runs a command that takes long, so that the keyboard stays free; as `runCommand`. */
  runLong: (command: AnyCommand, context: CommandContext, args: GivenArgs) => Promise<Outcome>;
  /** Milliseconds between two states of a progress bar; 0 when not given. */
  progressEvery?: number;
  /** A command has run; the state after it comes next. */
  onDone?: (command: string) => void;
  /** Takes a text to the clipboard. @throws UserError when it cannot. */
  copy: (text: string) => Promise<void>;
}

/** What is around a command that runs: the state it changes, and the keyboard. */
export interface Surroundings {
  get: () => State;
  change: (state: State) => void;
  /** Draws the state as it is. */
  draw: () => void;
  /** Reads what the state needs and has not. */
  settle: () => void;
  /** Resolves when there is enough of the list. */
  enough: () => Promise<void>;
  /** A bar is shown; says whether the user wanted to stop before there was one. */
  onBar: (isLong: boolean) => 'stop' | 'go on';
}

/** These work on what is marked or under the cursor. */
const NEED_STUDIES: readonly AnyCommand['selection'][] = ['one', 'many'];

/** Work shorter than this shows no bar, and a key that waits no longer than this says nothing. */
export const QUIET_MS = 400;

/** Runs commands on the studies of the state, after asking for what they need, and brings what comes of them into it. */
export class CommandRunner {
  readonly #options: CommandRunnerOptions;
  readonly #around: Surroundings;
  #abort: AbortController | undefined;
  /** What the last command did outside the library. */
  #outside: string | undefined;
  #selected: { state: State; selection: Selection } | undefined;

  constructor(options: CommandRunnerOptions, around: Surroundings) {
    this.#options = options;
    this.#around = around;
  }

  get isRunning(): boolean {
    return this.#abort !== undefined;
  }

  stop(): void {
    this.#abort?.abort(new UserError('stopped; nothing was changed'));
  }

  /** Why a command cannot be used now. */
  disabledReason(command: AnyCommand): string | undefined {
    // Asked for each hint of a frame; a hundred thousand marks are listed once.
    const state = this.#around.get();
    if (this.#selected?.state !== state) this.#selected = { state, selection: selectionOf(state) };
    const { selection } = this.#selected;
    if (NEED_STUDIES.includes(command.selection) && selection.studies.length === 0) return 'there is no study here';
    return command.disabledReason?.(this.#context(selection));
  }

  /** What the key of a command does: asks for its arguments, or runs it. */
  press(command: AnyCommand): Promise<void> | undefined {
    const reason = this.disabledReason(command);
    if (reason !== undefined) {
      this.#patch({ status: { text: reason, tone: 'bad' } });
      return undefined;
    }
    if (command.name === 'undo' && this.#outside !== undefined) {
      this.#patch({ screen: this.#undoPastOutside(command, this.#outside) });
      return undefined;
    }
    const selection = selectionOf(this.#around.get());
    return this.guard(async () => {
      const screen = askFor(command, this.#around.get(), this.#options.browser, this.#context(selection));
      if (screen) this.#patch({ screen });
      else await this.#run(command, argsFromSelection(command, selection), selection);
    });
  }

  run(command: AnyCommand, args: GivenArgs, selection?: Selection, agreed?: true): Promise<void> {
    return this.guard(() => this.#run(command, args, selection ?? selectionOf(this.#around.get()), agreed));
  }

  async saveForm(form: Form): Promise<void> {
    const { screen } = this.#around.get();
    const conflict = overtaken(form, this.#options.browser);
    if (conflict) {
      this.#patch({ screen: { screen: 'form', form: conflict } });
      return;
    }
    try {
      const job = runForm(form);
      if (job) await this.#run(job.command, job.args, job.selection);
      else this.#patch({ status: { text: 'Nothing was changed.', tone: 'plain' } });
      const now = this.#around.get().screen;
      this.#patch({ screen: now.screen === 'form' ? BROWSING : now });
    } catch (error) {
      const { text } = problemStatus(error);
      this.#patch({ screen: screen.screen === 'form' ? { ...screen, form: { ...form, problem: text } } : screen });
    }
  }

  /** Does the work; what the user can act on becomes the status. */
  async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { screen } = this.#around.get();
      this.#patch({ screen: screen.screen === 'working' ? BROWSING : screen, status: problemStatus(error) });
    }
  }

  /** What was done last was done outside the library: undo would take back something else in its place, so it asks. */
  #undoPastOutside(command: AnyCommand, outside: string): Screen {
    const last = this.#options.browser.history().find(({ state }) => state === 'done');
    const what = last === undefined ? '' : `: ${last.summary}`;
    return {
      screen: 'confirm',
      question: `Undo does not take back ${outside}. Undo what was done before it${what}?`,
      yes: [{ effect: 'run', command, args: {}, agreed: true }],
      back: BROWSING,
    };
  }

  #patch(change: Partial<State>): void {
    this.#around.change({ ...this.#around.get(), ...change });
  }

  #context(selection: Selection): CommandContext {
    return { ...this.#options.context, selection };
  }

  /** Runs a command, after a question when it cannot be undone. @throws UserError */
  async #run(command: AnyCommand, args: GivenArgs, selection: Selection, agreed?: true): Promise<void> {
    const started = performance.now();
    const timed = stopwatch(started);
    let shown = Number.NEGATIVE_INFINITY;
    const abort = new AbortController();
    let isLong = false;
    const context: CommandContext = {
      ...this.#context(selection),
      signal: abort.signal,
      onProgress: (progress) => {
        const now = performance.now();
        if (now - started < QUIET_MS || now - shown < (this.#options.progressEvery ?? 0)) return;
        shown = now;
        this.#patch({ screen: { screen: 'working', progress: timed(progress, now) } });
        this.#around.draw();
        if (this.#around.onBar(isLong) === 'stop') this.stop();
      },
    };
    const question = agreed ? undefined : command.confirmation?.(context, completeArgs(command, args) as never);
    if (question !== undefined) {
      this.#patch({
        screen: {
          screen: 'confirm',
          question,
          yes: [{ effect: 'run', command, args, selection, agreed: true }],
          back: BROWSING,
        },
      });
      return;
    }
    const before = this.#around.get().screen;
    isLong = command.long?.(context) ?? false;
    this.#abort = abort;
    try {
      const outcome = await (isLong ? this.#options.runLong : runCommand)(command, context, args);
      this.#patch({ screen: before });
      if (outcome.overwrites) {
        const { path, ways } = outcome.overwrites;
        this.#patch({ screen: { screen: 'overwrite', path, ways, command, args, selection, back: before } });
        return;
      }
      if (outcome.outside !== undefined || !command.readsOnly) this.#outside = outcome.outside;
      await this.#finish(command, outcome);
    } catch (error) {
      this.#patch({ screen: before });
      throw error;
    } finally {
      this.#abort = undefined;
    }
  }

  async #finish(command: AnyCommand, outcome: Outcome): Promise<void> {
    const { get, change, settle, enough } = this.#around;
    this.#options.onDone?.(command.name);
    if (outcome.clipboard !== undefined) await this.#options.copy(outcome.clipboard);
    let state: State = get();
    const lines = outcomeLines(outcome, state.size.columns);
    if (lines.length > 0)
      state = { ...state, screen: { screen: 'message', title: outcome.message ?? command.name, lines, top: 0 } };
    const status: Status | undefined =
      outcome.message === undefined ? undefined : { text: outcome.message, tone: outcome.failed ? 'bad' : 'good' };
    state = {
      ...state,
      status,
      marks: command.selection === 'none' ? state.marks : new Set(),
      rangeFrom: command.selection === 'none' ? state.rangeFrom : undefined,
    };
    const id = outcome.focus === undefined ? undefined : this.#options.browser.idOf(outcome.focus);
    if (id !== undefined) state = { ...state, list: { ...state.list, id }, pane: 'list' };
    change(state);
    settle();
    if (id === undefined) return;
    await enough();
    if (get().list.id === id) return;
    // What was added is not in this search: show it among all.
    this.#patch({
      query: '',
      place: { kind: 'all' },
      find: 'studies',
      sidebar: { cursor: 0, top: 0 },
      list: { ...get().list, id },
    });
    settle();
    await enough();
  }
}

/** The excerpt or saved search under the cursor for a command that works on one. */
function argsFromSelection(command: AnyCommand, selection: Selection): GivenArgs {
  const args: GivenArgs = {};
  for (const [name, { completes }] of paramsOf(command)) {
    if (completes === 'excerpt' && selection.excerpt !== undefined) args[name] = selection.excerpt;
    if (completes === 'search' && selection.search !== undefined) args[name] = selection.search;
  }
  return args;
}

/** @throws what is no fault of the user: that is a bug, and ends the program. */
export function problemStatus(error: unknown): Status {
  if (!(error instanceof UserError)) throw error;
  return { text: error.hint ? `${error.message}; ${error.hint}` : error.message, tone: 'bad' };
}
