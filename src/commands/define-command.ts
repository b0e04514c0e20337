import type { Diagnostic } from '../domain/diagnostic.ts';
import type { Study } from '../domain/study.ts';
import type { Library } from '../store/open-library.ts';
import type { Config } from './config-file.ts';
import type { Progress } from './progress.ts';
import type { View } from './view.ts';

/** The panes: a `global` key works in each of them. */
export const PANES = ['sidebar', 'list', 'detail'] as const;
export type Pane = (typeof PANES)[number];
/** What opens over the panes. Where there is a field, characters go into it, and only the keys bound here act. */
export const DIALOGS = [
  'search',
  'prompt',
  'picker',
  'form',
  'screening',
  'columns',
  'history',
  'help',
  'message',
  'confirm',
  'overwrite',
  'working',
] as const;
/** Where a key works. */
export const SCOPES = ['global', ...PANES, ...DIALOGS] as const;
export type Scope = (typeof SCOPES)[number];

/** What the values of a parameter are, for completion. */
export type Completion =
  | 'attachment'
  | 'tag'
  | 'tag-edit'
  | 'keyword'
  | 'key'
  | 'query'
  | 'file'
  | 'field'
  | 'excerpt'
  | 'search'
  | 'step';

interface ParamBase {
  summary: string;
  /** Given by place, not by --name. Positional parameters are filled in the order of the table. */
  positional?: true;
  required?: true;
  /** As shown in help, "FILE"; the upper-case name when not given. */
  placeholder?: string;
  completes?: Completion;
}
export interface TextParam extends ParamBase {
  kind: 'text';
  /** One letter, used as -o. */
  short?: string;
  choices?: readonly string[];
}
export interface FlagParam extends ParamBase {
  kind: 'flag';
  short?: string;
}
export interface NumberParam extends ParamBase {
  kind: 'number';
  short?: string;
}
/** Any number of texts; by name, the option is repeated. */
export interface ListParam extends ParamBase {
  kind: 'list';
  short?: string;
}
export type Param = TextParam | FlagParam | NumberParam | ListParam;
export type Params = { readonly [name: string]: Param };

type ValueOf<P extends Param> = P extends FlagParam
  ? boolean
  : P extends ListParam
    ? string[]
    : P extends NumberParam
      ? P extends { required: true }
        ? number
        : number | undefined
      : P extends { required: true }
        ? string
        : string | undefined;
/** The arguments that parameters describe: absent flags are false, absent lists empty, the rest undefined. */
export type ArgsOf<P extends Params> = { [K in keyof P]: ValueOf<P[K]> };

/** What the user looks at: in the command line what a query found, in the terminal UI what is marked or under the cursor. */
export interface Selection {
  /** Row ids of studies. */
  studies: readonly number[];
  /** True when the user named nothing: no query, no mark. `studies` is then every study outside the trash. */
  everything?: true;
  /** Uid of the excerpt under the cursor. */
  excerpt?: string;
  /** Name of the saved search under the cursor. */
  search?: string;
}

export interface CommandContext {
  library: Library;
  /** Folder in which exports land when no place is named; undefined outside a workspace. */
  exportsFolder: string | undefined;
  /** Folder that relative paths start from. */
  cwd: string;
  selection: Selection;
  /** The user's settings. @throws UserError when their file is wrong. */
  config(): Config;
  /** Formats a reference in the style of the settings where that does not hold up the keyboard; absent where nobody waits. */
  reference?(study: Study): Promise<string>;
  readStandardInput(): Promise<Uint8Array>;
  onProgress?(progress: Progress): void;
  /** Set when the user wants the work stopped; long work then rolls back and throws. */
  signal?: AbortSignal;
}

/** Ways to write to a file that is not Lectern's own; each is the name of a flag of the command. */
export const OVERWRITING = ['force', 'update', 'append'] as const;
export interface Overwrites {
  message: string;
  /** For the command line. */
  hint: string;
  path: string;
  ways: readonly (typeof OVERWRITING)[number][];
}

export interface Outcome {
  /** One sentence: what was done. */
  message?: string;
  /** What to show. */
  view?: View;
  /** What --json prints; `view` says it when absent. */
  data?: unknown;
  /** What --json prints as a list, in place of `data`: each is made when it is printed, for there may be a hundred thousand. */
  items?: () => Iterable<unknown>;
  diagnostics?: readonly Diagnostic[];
  /** What was done, thing by thing. */
  report?: readonly Diagnostic[];
  /** The request was not met: exit code 1. */
  failed?: boolean;
  /** A text for the clipboard; the front end takes it there. */
  clipboard?: string;
  /** A file that Lectern did not write last is in the way, and nothing was written: the flags that write all the same. */
  overwrites?: Overwrites;
  /** What was done outside the library, which undo does not take back: "the export to refs.bib". */
  outside?: string;
  /** Uid of the study that the terminal UI should go to. */
  focus?: string;
}

/** How the terminal UI comes by the arguments when the command's key is pressed; without it the command runs at once. */
export type Ask =
  | 'tags'
  | 'new-study'
  | 'edit-study'
  | 'new-excerpt'
  | 'edit-excerpt'
  | 'export'
  | 'save-search'
  | 'screening'
  | 'history'
  | 'prompt';

export interface Command<P extends Params = Params> {
  /** "tag", "excerpt add". */
  name: string;
  /** One line, in the imperative: "Put tags on studies". */
  summary: string;
  /** More for --help: paragraphs, examples. */
  description?: string;
  params: P;
  /** How many studies it works on. In the command line this adds the argument QUERY. */
  selection: 'none' | 'optional' | 'one' | 'many';
  keys?: Partial<Record<Scope, readonly string[]>>;
  /** A word or two for the hint bar; commands without it are not in it. */
  hint?: string;
  /** The same for where every hint fits and there is still room. */
  spareHint?: string;
  asks?: Ask;
  /** May take more than a moment, now: the terminal UI then runs it in a thread with its own connection to the library. */
  long?(context: CommandContext): boolean;
  /** Whether --json is offered. */
  json?: true;
  /** A terminal UI of its own opens for it, and `run` is for where there is none. */
  opensScreen?: true;
  /** May be the first command of a library: one that is named and not there is made. */
  startsLibrary?: true;
  /** Changes nothing in the library: a word of its line such as `-draft` is then a search term that is left out. */
  readsOnly?: true;
  /** Runs without a library. */
  withoutLibrary?: true;
  /** Why it cannot be used now; undefined when it can. */
  disabledReason?(context: CommandContext): string | undefined;
  /** What it is about to do that undo cannot bring back, as a question; undefined when nothing needs asking. */
  confirmation?(context: CommandContext, args: ArgsOf<P>): string | undefined;
  run(context: CommandContext, args: ArgsOf<P>): Promise<Outcome> | Outcome;
}

/** A command of any parameters, as the registry holds it. */
// biome-ignore lint/suspicious/noExplicitAny: the parameters of a command are known only to itself.
export type AnyCommand = Command<any>;

/** Checks at compile time that `run` uses what `params` describes. */
export function defineCommand<const P extends Params>(command: Command<P>): Command<P> {
  return command;
}
