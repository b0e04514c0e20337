import type { AnyCommand } from '../commands/define-command.ts';
import { CommandRunner, type CommandRunnerOptions, problemStatus, QUIET_MS } from './command-runner.ts';
import { completeLine } from './complete-line.ts';
import { type Key, keyName } from './input.ts';
import { actionOf } from './keys.ts';
import { Later } from './later.ts';
import { loadList, loadReference, loadStudy } from './load.ts';
import { inSight, isHarmless, needsMoreOfList } from './move.ts';
import { reduce } from './reduce.ts';
import { withLine } from './reduce-form.ts';
import { withProposal } from './reduce-prompt.ts';
import { insertText } from './replace-text.ts';
import { actionOfLine, runLine } from './run-line.ts';
import type { Effect, State, Status } from './state.ts';

export interface RuntimeOptions extends CommandRunnerOptions {
  /** A new state to draw. */
  onState: (state: State) => void;
  quit: () => void;
  suspend: () => void;
  /** Hands the terminal to a command with a terminal UI of its own, until that ends. @throws UserError when it cannot be started. */
  openScreen: (command: string) => Promise<void>;
  /** Remembers a line of the prompt for later runs. */
  keepLine: (line: string) => void;
  /** The text after an editor; undefined when it was not changed. @throws UserError when there is no editor. */
  editText: (text: string) => Promise<string | undefined>;
}

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
  /** Called when long work shows its bar. */
  #onWorking: () => void = () => {};
  #rest: NodeJS.Timeout | undefined;
  readonly #commands: CommandRunner;
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
    this.#commands = new CommandRunner(options, {
      get: () => this.#state,
      change: (next) => this.#change(next),
      draw: () => options.onState(this.#state),
      settle: () => this.#settle(),
      enough: () => this.#later.enough(),
      onBar: (isLong) => {
        if (isLong) this.#onWorking();
        const stop = this.#keys.findIndex(isStop);
        if (stop < 0) return 'go on';
        this.#keys.splice(0, stop + 1);
        return 'stop';
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
      this.#commands.stop();
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
    return this.#commands.disabledReason(command);
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (let key = this.#keys.shift(); key !== undefined && !this.#isOver; key = this.#keys.shift()) {
        // Typing asks once for a whole burst; everything else looks at the answer.
        if (!(this.#state.screen.screen === 'search' && key.text !== undefined)) this.#settle();
        if (needsMoreOfList(this.#state, key) && !(await this.#waitForList(key))) continue;
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

  /** Until the key can do what it is for; the screen says so when that takes more than a moment. @returns whether it can: Esc gives it up. */
  async #waitForList(key: Key): Promise<boolean> {
    const said: Status = { text: `Still ranking: ${keyName(key)} waits for the list; Esc gives it up.`, tone: 'plain' };
    const saying = setTimeout(() => {
      this.#change({ ...this.#state, status: said });
      this.#show();
    }, QUIET_MS);
    await this.#later.enough(() => !needsMoreOfList(this.#state, key));
    clearTimeout(saying);
    if (this.#state.status === said) this.#change({ ...this.#state, status: undefined });
    return !needsMoreOfList(this.#state, key);
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
      this.#change({ ...this.#state, status: problemStatus(error) });
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
    if (this.#pumping || this.#commands.isRunning || this.#isOver) return;
    try {
      if (this.#options.browser.version() === this.#state.version) return;
    } catch (error) {
      this.#change({ ...this.#state, status: problemStatus(error) });
    }
    this.#settle();
    this.#show();
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
        return this.#commands.press(effect.command);
      case 'run':
        return this.#commands.run(effect.command, effect.args, effect.selection, effect.agreed);
      case 'run-line':
        this.#options.keepLine(effect.line);
        return this.#commands.guard(async () => {
          if (!isHarmless(actionOfLine(effect.line))) await this.#later.enough();
          const next = runLine(this.#state, effect.line, this.#options.browser);
          this.#change(next.state);
          for (const one of next.effects) await this.#perform(one);
        });
      case 'open-screen':
        return this.#commands.guard(async () => {
          await this.#options.openScreen(effect.command.name);
          const status = {
            text: `Back from the ${effect.command.name}: this is your library.`,
            tone: 'plain',
          } as const;
          this.#change({ ...this.#state, status });
        });
      case 'complete': {
        const { screen } = this.#state;
        if (screen.screen !== 'prompt') return undefined;
        const { prompt } = screen;
        const found =
          prompt.proposals ??
          completeLine(prompt.line.text, {
            browser: this.#options.browser,
            cwd: this.#options.context.cwd,
            state: this.#state,
          });
        this.#change({
          ...this.#state,
          screen: { ...screen, prompt: withProposal(prompt, found.start, found.items, effect.step) },
        });
        return undefined;
      }
      case 'keep-sort':
        return this.#commands.guard(async () => this.#options.browser.keepSort(this.#state.sort));
      case 'keep-columns':
        return this.#commands.guard(async () => this.#options.browser.keepColumns(this.#state.columns));
      case 'keep-recent-tags':
        return this.#commands.guard(async () => this.#options.browser.keepRecentTags(this.#state.recentTags));
      case 'save-form':
        return this.#commands.saveForm(effect.form);
      case 'editor':
        return this.#commands.guard(async () => {
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
}

function isStop(key: Key): boolean {
  return actionOf('working', key) === 'stop';
}
