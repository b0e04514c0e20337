import { paramsOf } from '../commands/arguments.ts';
import type { Browser } from '../commands/browse.ts';
import type { AnyCommand, CommandContext, Outcome, Selection } from '../commands/define-command.ts';
import { stopwatch } from '../commands/progress.ts';
import { completeArgs, type GivenArgs, runCommand } from '../commands/run-command.ts';
import { UserError } from '../domain/user-error.ts';
import { askFor } from './ask.ts';
import { completeLine } from './complete-line.ts';
import type { Key } from './input.ts';
import { actionOf } from './keys.ts';
import { Later } from './later.ts';
import { loadList, loadReference, loadStudy } from './load.ts';
import { inSight, needsWholeList } from './move.ts';
import { outcomeLines } from './outcome-lines.ts';
import { reduce } from './reduce.ts';
import { withLine } from './reduce-form.ts';
import { withProposal } from './reduce-prompt.ts';
import { insertText } from './replace-text.ts';
import { overtaken, runForm } from './run-form.ts';
import { runLine } from './run-line.ts';
import { BROWSING, type Effect, type State, type Status, selectionOf } from './state.ts';

export interface RuntimeOptions {
  browser: Browser;
  context: Omit<CommandContext, 'selection'>;
  /** Runs a command that takes long, so that the keyboard stays free; as `runCommand`. */
  runLong: (command: AnyCommand, context: CommandContext, args: GivenArgs) => Promise<Outcome>;
  /** A new state to draw. */
  onState: (state: State) => void;
  quit: () => void;
  suspend: () => void;
  /** Milliseconds between two states of a progress bar; 0 when not given. */
  progressEvery?: number;
  /** A command has run; the state after it comes next. */
  onDone?: (command: string) => void;
  /** Takes a text to the clipboard. @throws UserError when it cannot. */
  copy: (text: string) => Promise<void>;
  /** Remembers a line of the prompt for later runs. */
  keepLine: (line: string) => void;
  /** The text after an editor; undefined when it was not changed. @throws UserError when there is no editor. */
  editText: (text: string) => Promise<string | undefined>;
}

/** These work on what is marked or under the cursor. */
const NEED_STUDIES: readonly AnyCommand['selection'][] = ['one', 'many'];

/** Work shorter than this shows no bar. */
const QUIET_MS = 400;
const POLL_MS = 500;
/** A reference is formatted when the cursor has rested on its study for so long. */
const REST_MS = 60;
const AFTER_FIRST_FRAME_MS = 20;

/** What runs between the keyboard, the pure reducer and the library. */
export class Runtime {
  readonly #options: RuntimeOptions;
  #state: State;
  readonly #keys: Key[] = [];
  #pumping = false;
  /** The library may be closed. */
  #isOver = false;
  #abort: AbortController | undefined;
  /** Called when long work shows its bar. */
  #onWorking: () => void = () => {};
  #rest: NodeJS.Timeout | undefined;
  #selected: { state: State; selection: Selection } | undefined;
  readonly #later: Later;
  readonly #poll: NodeJS.Timeout;

  constructor(state: State, options: RuntimeOptions) {
    this.#options = options;
    this.#state = state;
    this.#later = new Later({
      browser: options.browser,
      newest: () => this.#state,
      onAnswer: (next) => {
        this.#change(next);
        this.#settle();
        this.#show();
      },
    });
    this.#settle();
    setTimeout(() => this.#later.look(), AFTER_FIRST_FRAME_MS).unref();
    this.#rest = setTimeout(() => void this.#reference(), REST_MS);
    this.#poll = setInterval(() => this.#look(), POLL_MS);
  }

  get state(): State {
    return this.#state;
  }

  /** Keys in their order. One that needs the answer to an earlier one waits for it. */
  press(keys: readonly Key[]): void {
    if (this.#state.screen.screen === 'working' && keys.some(isStop)) {
      this.#stop();
      return;
    }
    if (keys.some((key) => actionOf('search', key) === 'clear-search')) this.#later.hurry();
    this.#keys.push(...keys);
    void this.#pump();
  }

  resize(columns: number, rows: number): void {
    this.#change({ ...this.#state, size: { columns, rows } });
    this.#settle();
    this.#show();
  }

  stop(): void {
    this.#isOver = true;
    clearInterval(this.#poll);
    clearTimeout(this.#rest);
    this.#later.stop();
  }

  /** Why a command cannot be used now. */
  disabledReason(command: AnyCommand): string | undefined {
    // Asked for each hint of a frame; a hundred thousand marks are listed once.
    if (this.#selected?.state !== this.#state)
      this.#selected = { state: this.#state, selection: selectionOf(this.#state) };
    const { selection } = this.#selected;
    if (NEED_STUDIES.includes(command.selection) && selection.studies.length === 0) return 'there is no study here';
    return command.disabledReason?.(this.#context(selection));
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (let key = this.#keys.shift(); key !== undefined && !this.#isOver; key = this.#keys.shift()) {
        // Typing asks once for a whole burst; everything else looks at the answer.
        if (!(this.#state.screen.screen === 'search' && key.text !== undefined)) this.#settle();
        if (needsWholeList(this.#state, key)) await this.#later.whole();
        const { state, effects } = reduce(this.#state, key);
        this.#change(state);
        for (const effect of effects) {
          const shown = new Promise<'working'>((resolve) => {
            this.#onWorking = () => resolve('working');
          });
          const done = this.#perform(effect);
          // Once there is a bar, keys no longer wait.
          if (done && (await Promise.race([done, shown])) === 'working') void done.then(() => this.#redraw());
        }
      }
    } finally {
      this.#pumping = false;
    }
    this.#redraw();
  }

  #redraw(): void {
    if (this.#isOver) return;
    this.#settle();
    this.#show();
  }

  #change(state: State): void {
    this.#state = state;
  }

  #show(): void {
    this.#options.onState(this.#state);
    this.#later.look();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#reference(), REST_MS);
  }

  /** Reads what the state needs and has not. */
  #settle(): void {
    try {
      this.#state = inSight(loadStudy(loadList(this.#state, this.#options.browser), this.#options.browser));
    } catch (error) {
      this.#tell(problemStatus(error));
    }
  }

  async #reference(): Promise<void> {
    const study = this.#state.open?.study;
    if (!study || this.#isOver) return;
    const next = await loadReference(this.#state, this.#options.browser, () => this.#state);
    if (next === this.#state) return;
    this.#change(next);
    this.#options.onState(next);
  }

  /** Changes of other processes. */
  #look(): void {
    if (this.#pumping || this.#abort || this.#isOver) return;
    try {
      if (this.#options.browser.version() === this.#state.version) return;
    } catch (error) {
      this.#tell(problemStatus(error));
    }
    this.#settle();
    this.#show();
  }

  #stop(): void {
    this.#abort?.abort(new UserError('stopped; nothing was changed'));
  }

  #tell(status: Status | undefined): void {
    this.#change({ ...this.#state, status });
  }

  #context(selection: Selection): CommandContext {
    return { ...this.#options.context, selection };
  }

  #perform(effect: Effect): Promise<void> | undefined {
    switch (effect.effect) {
      case 'quit':
        this.#options.quit();
        return undefined;
      case 'suspend':
        this.#options.suspend();
        return undefined;
      case 'key-command':
        return this.#keyCommand(effect.command);
      case 'run':
        return this.#guard(() =>
          this.#run(effect.command, effect.args, effect.selection ?? selectionOf(this.#state), effect.agreed),
        );
      case 'run-line':
        this.#options.keepLine(effect.line);
        return this.#guard(async () => {
          const next = runLine(this.#state, effect.line, this.#options.browser);
          this.#change(next.state);
          for (const one of next.effects) await this.#perform(one);
        });
      case 'complete': {
        const { screen } = this.#state;
        if (screen.screen !== 'prompt') return undefined;
        const { prompt } = screen;
        const found =
          prompt.proposals ??
          completeLine(prompt.line.text, this.#options.browser, this.#options.context.cwd, this.#state);
        this.#change({
          ...this.#state,
          screen: { ...screen, prompt: withProposal(prompt, found.start, found.items, effect.step) },
        });
        return undefined;
      }
      case 'keep-sort':
        return this.#guard(async () => this.#options.browser.keepSort(this.#state.sort));
      case 'keep-columns':
        return this.#guard(async () => this.#options.browser.keepColumns(this.#state.columns));
      case 'keep-recent-tags':
        return this.#guard(async () => this.#options.browser.keepRecentTags(this.#state.recentTags));
      case 'save-form':
        return this.#saveForm(effect);
      case 'editor':
        return this.#guard(async () => {
          const text = await this.#options.editText(effect.text);
          const { screen } = this.#state;
          const field = screen.screen === 'form' ? screen.form.fields[screen.form.focus] : undefined;
          if (text === undefined || screen.screen !== 'form' || !field) return;
          this.#change({
            ...this.#state,
            screen: { ...screen, form: withLine(screen.form, insertText(field.line, text)) },
          });
        });
    }
  }

  #keyCommand(command: AnyCommand): Promise<void> | undefined {
    const reason = this.disabledReason(command);
    if (reason !== undefined) {
      this.#tell({ text: reason, tone: 'bad' });
      return undefined;
    }
    const selection = selectionOf(this.#state);
    return this.#guard(async () => {
      const screen = askFor(command, this.#state, this.#options.browser, this.#context(selection));
      if (screen) this.#change({ ...this.#state, screen });
      else await this.#run(command, argsFromSelection(command, selection), selection);
    });
  }

  async #saveForm({ form }: Extract<Effect, { effect: 'save-form' }>): Promise<void> {
    const { screen } = this.#state;
    const conflict = overtaken(form, this.#options.browser);
    if (conflict) {
      this.#change({ ...this.#state, screen: { screen: 'form', form: conflict } });
      return;
    }
    try {
      const job = runForm(form);
      if (job) await this.#run(job.command, job.args, job.selection);
      else this.#tell({ text: 'Nothing was changed.', tone: 'plain' });
      this.#change({ ...this.#state, screen: this.#state.screen.screen === 'form' ? BROWSING : this.#state.screen });
    } catch (error) {
      const { text } = problemStatus(error);
      const back = screen.screen === 'form' ? { ...screen, form: { ...form, problem: text } } : screen;
      this.#change({ ...this.#state, screen: back });
    }
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#change({
        ...this.#state,
        screen: this.#state.screen.screen === 'working' ? BROWSING : this.#state.screen,
        status: problemStatus(error),
      });
    }
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
        this.#change({ ...this.#state, screen: { screen: 'working', progress: timed(progress, now) } });
        this.#options.onState(this.#state);
        // Pressed before there was a bar.
        const stop = this.#keys.findIndex(isStop);
        if (stop >= 0) {
          this.#keys.splice(0, stop + 1);
          this.#stop();
        }
        if (isLong) this.#onWorking();
      },
    };
    const question = agreed ? undefined : command.confirmation?.(context, completeArgs(command, args) as never);
    if (question !== undefined) {
      this.#change({
        ...this.#state,
        screen: {
          screen: 'confirm',
          question,
          yes: [{ effect: 'run', command, args, selection, agreed: true }],
          back: BROWSING,
        },
      });
      return;
    }
    const before = this.#state.screen;
    isLong = command.long?.(context) ?? false;
    this.#abort = abort;
    try {
      const outcome = await (isLong ? this.#options.runLong : runCommand)(command, context, args);
      this.#change({ ...this.#state, screen: before });
      await this.#finish(command, outcome);
    } catch (error) {
      this.#change({ ...this.#state, screen: before });
      throw error;
    } finally {
      this.#abort = undefined;
    }
  }

  async #finish(command: AnyCommand, outcome: Outcome): Promise<void> {
    this.#options.onDone?.(command.name);
    if (outcome.clipboard !== undefined) await this.#options.copy(outcome.clipboard);
    let state: State = this.#state;
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
    this.#change(state);
    this.#settle();
    if (id !== undefined) await this.#later.whole();
    if (id !== undefined && this.#state.list.id !== id) {
      // What was added is not in this search: show it among all.
      this.#change({
        ...this.#state,
        query: '',
        place: { kind: 'all' },
        find: 'studies',
        sidebar: { cursor: 0, top: 0 },
        list: { ...this.#state.list, id },
      });
      this.#settle();
      await this.#later.whole();
    }
  }
}

function isStop(key: Key): boolean {
  return actionOf('working', key) === 'stop';
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
function problemStatus(error: unknown): Status {
  if (!(error instanceof UserError)) throw error;
  return { text: error.hint ? `${error.message}; ${error.hint}` : error.message, tone: 'bad' };
}
