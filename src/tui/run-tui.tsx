import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { render } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { startBackground } from '../commands/background.ts';
import { type Browser, browse } from '../commands/browse.ts';
import { readConfig } from '../commands/config-file.ts';
import type { Progress } from '../commands/progress.ts';
import { keepPromptLine, promptHistory } from '../commands/prompt-history.ts';
import { runApart } from '../commands/run-apart.ts';
import { makeTourWorkspace } from '../commands/tour.ts';
import { findWorkspace, openWorkspace } from '../commands/workspace.ts';
import { UserError } from '../domain/user-error.ts';
import { announce, type Look } from './announce.ts';
import { App } from './app.tsx';
import { knownColumns } from './columns.ts';
import { copyText } from './copy-text.ts';
import { editText } from './edit-text.ts';
import { Guide } from './guide.ts';
import { bindKeys } from './keys.ts';
import type { LineScreen } from './line-screen.ts';
import { paneRows } from './move.ts';
import { Runtime } from './runtime.ts';
import { initialState, type State } from './state.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { type Theme, themeFor } from './theme.ts';

/** Between two states of a progress bar, where nothing is to move by itself. */
const CALM_MS = 1000;

export interface TuiRequest {
  /** --library FILE. */
  library?: string;
  /** Walks through a copy of the review that ships. */
  tour?: true;
  /** Lines that can be read aloud instead of a screen. */
  screenReader?: true;
}

/** The files that were built of src/main.ts and src/worker.ts. */
export interface Built {
  program: URL;
  worker: URL;
}

/** Shows how far long work is while there is no screen. */
interface Bar {
  show(progress: Progress): void;
  clear(): void;
}

/** Opens the library and the terminal UI on it. @returns the exit code, when the user leaves. @throws UserError */
export async function runTui(
  { program, worker }: Built,
  request: TuiRequest,
  progressBar: (manner: { reducedMotion: boolean; screenReader: boolean }) => Bar,
): Promise<number> {
  const config = readConfig(process.env);
  bindKeys(config.settings.keys);
  const tour = request.tour && makeTourWorkspace();
  const workspace =
    tour?.workspace ??
    findWorkspace({
      cwd: process.cwd(),
      env: process.env,
      ...(request.library === undefined ? {} : { library: request.library }),
    });
  const asLines = request.screenReader ?? (Boolean(process.env.LECTERN_SCREEN_READER) || config.settings.screenReader);
  // There is no screen yet: a library that has to be made, or brought to this version, takes its time.
  const bar = progressBar({ reducedMotion: config.settings.reducedMotion, screenReader: asLines });
  const library = await openWorkspace(workspace, { lean: true, onProgress: bar.show }).finally(bar.clear);
  const background = startBackground(worker);
  const browser = browse(library, background, config.settings.citationStyle);
  const theme = themeFor(process.env, config.settings.theme);
  const store = new Store();
  let leave: () => void = () => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });

  const guide = tour && new Guide(() => showGuide());
  const showGuide = () => {
    if (!guide) return;
    if (terminal.lines) terminal.lines.say([`${guide.title}: ${guide.text}`]);
    else terminal.stdout.setFooter(guide.rows(terminal.size.columns, theme));
  };
  const terminal = openTerminal({
    asLines,
    onKeys: (keys) => (guide?.isLeftBy(keys, runtime.state) ? leave() : runtime.press(keys)),
    onResize: ({ columns, rows }) => {
      if (!terminal.lines) showGuide();
      runtime.resize(columns, rows);
    },
    onEnd: () => {
      library.close();
      tour?.remove();
    },
  });
  if (!terminal.lines) showGuide();
  const runtime = new Runtime(
    {
      ...initialState(
        terminal.size,
        workspace.folder ? basename(workspace.folder) : basename(workspace.libraryFile, '.db'),
      ),
      sort: browser.sort(),
      columns: knownColumns(browser.columns()),
      recentTags: browser.recentTags(),
      history: promptHistory(process.env),
    },
    {
      browser,
      context: {
        library,
        cwd: tour?.workspace.folder ?? process.cwd(),
        config: () => config,
        reference: browser.reference,
        exportsFolder: workspace.folder && join(workspace.folder, 'exports'),
        readStandardInput: async () => new Uint8Array(),
      },
      onState: (state) => {
        store.set(state);
        guide?.see(state);
      },
      ...(config.settings.reducedMotion ? { progressEvery: CALM_MS } : {}),
      onDone: (command) => guide?.did(command),
      runLong: (command, context, args) => runApart(worker, command, context, args),
      quit: () => leave(),
      suspend: () => terminal.suspend(),
      openScreen: async (command) => {
        const reader = terminal.lines ? ['--screen-reader'] : [];
        const result = await terminal.runExternal(process.execPath, [fileURLToPath(program), ...reader, command]);
        if ('error' in result) throw new UserError(`the ${command} cannot be started (${result.error.message})`);
      },
      copy: (text) => copyText(text, terminal, process.env),
      keepLine: (line) => keepPromptLine(line, process.env),
      editText: (text) => editText(text, terminal, process.env),
    },
  );
  store.set(runtime.state);

  const stopDrawing = terminal.lines
    ? readAloud(terminal.lines, store, browser, showGuide)
    : draw(terminal, <Root store={store} runtime={runtime} browser={browser} theme={theme} />);
  await left;
  runtime.stop();
  terminal.close();
  stopDrawing();
  background.close();
  library.close();
  tour?.remove();
  if (tour)
    process.stdout.write('That was the tour; its copy is gone. "lectern init" makes a workspace of your own.\n');
  return 0;
}

/** Ink, on the whole screen. @returns what ends it. */
function draw(terminal: Terminal, root: ReactNode): () => void {
  const instance = render(root, {
    stdout: terminal.stdout as unknown as NodeJS.WriteStream,
    stdin: process.stdin,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  instance.waitUntilExit().catch((error: unknown) => terminal.fail(error));
  return () => instance.unmount();
}

/** Each change as lines. @returns what ends it. */
function readAloud(lines: LineScreen, store: Store, look: Look, begin: () => void): () => void {
  let before: State | undefined;
  const say = () => {
    const after = store.get();
    if (!after || after === before) return;
    lines.say(announce(before, after, look));
    before = after;
  };
  say();
  begin();
  return store.subscribe(say);
}

/** The state that is drawn. */
class Store {
  #state: State | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly get = () => this.#state;

  set(state: State): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

interface RootProps {
  store: Store;
  runtime: Runtime;
  browser: Browser;
  theme: Theme;
}

/** Reads the window of the list that the state shows. */
function Root({ store, runtime, browser, theme }: RootProps) {
  const state = useSyncExternalStore(store.subscribe, store.get);
  if (!state) return null;
  const { top } = state.list;
  const window = (ids: ArrayLike<number> = []) =>
    Array.prototype.slice.call(ids, top, top + paneRows(state, 'list')) as number[];
  return (
    <App
      state={state}
      list={{
        rows: state.found.passages ? [] : browser.rows(window(state.found.ids)),
        passages: browser.passages(window(state.found.passages)),
        found: browser.found,
        study: browser.listed,
      }}
      theme={theme}
      disabledReason={(command) => runtime.disabledReason(command)}
    />
  );
}
