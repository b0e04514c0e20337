import { PANES, type Scope } from './define-command.ts';

/** Something that changes what the terminal UI shows, and nothing in the library. */
export interface UiAction {
  /** As the `:` prompt takes it. */
  name: string;
  /** Taken for the name by the prompt, too. */
  alias?: string;
  summary: string;
  keys: Partial<Record<Scope, readonly string[]>>;
  /** A word or two for the hint bar; actions without it are not in it. */
  hint?: string;
  /** The same for where every hint fits and there is still room. */
  spareHint?: string;
}

const LEAVE = ['esc', 'ctrl-c'];
const STOP = ['ctrl-z'];
const HELP = ['?', 'f1'];
/** Where a question mark is a character. */
const HELP_IN_TEXT = ['f1'];

/** Every action of the terminal UI that is not a command. The reducer of the UI handles each name. */
export const UI_ACTIONS = [
  {
    name: 'down',
    summary: 'Next row',
    keys: { global: ['j', 'down'], message: ['j', 'down'], history: ['j', 'down'], columns: ['j', 'down'] },
  },
  {
    name: 'up',
    summary: 'Previous row',
    keys: { global: ['k', 'up'], message: ['k', 'up'], history: ['k', 'up'], columns: ['k', 'up'] },
  },
  {
    name: 'page-down',
    summary: 'One screen down',
    keys: {
      global: ['pagedown', 'ctrl-f'],
      message: ['pagedown', 'space'],
      history: ['pagedown', 'space'],
      columns: ['pagedown'],
    },
  },
  {
    name: 'page-up',
    summary: 'One screen up',
    keys: { global: ['pageup', 'ctrl-b'], message: ['pageup'], history: ['pageup'], columns: ['pageup'] },
  },
  {
    name: 'first',
    summary: 'First row',
    keys: { global: ['g', 'home'], message: ['g', 'home'], history: ['g', 'home'], columns: ['g', 'home'] },
  },
  {
    name: 'last',
    summary: 'Last row',
    keys: { global: ['G', 'end'], message: ['G', 'end'], history: ['G', 'end'], columns: ['G', 'end'] },
  },
  { name: 'next-pane', summary: 'Next pane', keys: { global: ['tab', 'l', 'right'] }, hint: 'pane' },
  { name: 'previous-pane', summary: 'Previous pane', keys: { global: ['shift-tab', 'h', 'left'] } },
  { name: 'hide-panes', summary: 'Show this pane alone, or all of them again', keys: { global: ['z'] } },
  {
    name: 'go-in',
    summary: 'Go into the list or the study',
    keys: { sidebar: ['enter'], list: ['enter'] },
    hint: 'open',
  },
  {
    name: 'inbox',
    summary: 'Show the inbox: the studies that are not screened yet',
    keys: { global: ['I'] },
    spareHint: 'inbox',
  },
  { name: 'search', summary: 'Search as you type', keys: { global: ['/'] }, hint: 'search' },
  {
    name: 'mark',
    summary: 'Mark the study for the next command, or unmark it',
    keys: { list: ['space'] },
    hint: 'mark',
  },
  { name: 'mark-range', summary: 'Mark a range: from here to where you move', keys: { list: ['V'] } },
  { name: 'mark-all', summary: 'Mark all studies in the list, or unmark all', keys: { list: ['*'] } },
  { name: 'passages', summary: 'List the passages that match, or the studies again', keys: { list: ['p'] } },
  { name: 'sort-next', summary: 'Sort by the next column', keys: { list: ['>'] }, spareHint: 'sort' },
  { name: 'sort-previous', summary: 'Sort by the column before', keys: { list: ['<'] } },
  { name: 'sort-reverse', summary: 'Sort the other way round', keys: { list: ['='] } },
  {
    name: 'unfold',
    summary: 'Show all keywords of the study, or fold them into one row again',
    keys: { list: ['f'], detail: ['f'] },
  },
  { name: 'columns', summary: 'Choose the columns of the list', keys: { global: ['C'] }, spareHint: 'columns' },
  { name: 'back', summary: 'Close what is open; unmark; clear the search', keys: { global: ['esc'] } },
  { name: 'prompt', summary: 'Type a command', keys: { global: [':'] }, hint: 'command' },
  {
    name: 'help',
    summary: 'Keys of this screen',
    keys: {
      global: HELP,
      search: HELP_IN_TEXT,
      prompt: HELP_IN_TEXT,
      picker: HELP_IN_TEXT,
      form: HELP_IN_TEXT,
      screening: HELP,
      columns: HELP,
      history: HELP,
      message: HELP,
      confirm: HELP,
      overwrite: HELP,
    },
    hint: 'keys',
  },
  { name: 'quit', alias: 'q', summary: 'Leave Lectern', keys: { global: ['q', 'ctrl-c'] }, hint: 'quit' },

  {
    name: 'keep-search',
    summary: 'Keep the search and go to the list',
    keys: { search: ['enter', 'tab'] },
    hint: 'keep',
  },
  { name: 'clear-search', summary: 'Clear the search', keys: { search: LEAVE }, hint: 'clear' },
  {
    name: 'select-next',
    summary: 'Next row',
    keys: {
      search: ['down', 'ctrl-n'],
      picker: ['down', 'ctrl-n'],
      help: ['down', 'ctrl-n'],
      prompt: ['ctrl-n', 'down'],
    },
  },
  {
    name: 'select-previous',
    summary: 'Previous row',
    keys: { search: ['up', 'ctrl-p'], picker: ['up', 'ctrl-p'], help: ['up', 'ctrl-p'], prompt: ['ctrl-p', 'up'] },
  },
  {
    name: 'select-page-down',
    summary: 'One screen down',
    keys: { search: ['pagedown'], picker: ['pagedown'], help: ['pagedown'] },
  },
  {
    name: 'select-page-up',
    summary: 'One screen up',
    keys: { search: ['pageup'], picker: ['pageup'], help: ['pageup'] },
  },

  {
    name: 'toggle',
    summary: 'Put the tag on, or take it off; a new name makes a new tag',
    keys: { picker: ['enter'] },
    hint: 'on/off',
  },
  {
    name: 'recent-tag',
    summary: 'Put on, or take off, one of the tags used last, and close',
    keys: { picker: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] },
  },
  { name: 'apply', summary: 'Apply the tags and close', keys: { picker: ['ctrl-s', 'tab'] }, hint: 'apply' },

  { name: 'run-line', summary: 'Run the command', keys: { prompt: ['enter'] }, hint: 'run' },
  {
    name: 'complete',
    summary: 'Complete the word; again for the next proposal',
    keys: { prompt: ['tab'] },
    hint: 'complete',
  },
  { name: 'complete-back', summary: 'The proposal before', keys: { prompt: ['shift-tab'] } },

  {
    name: 'next-field',
    summary: 'Next field; where a tag is begun, complete it',
    keys: { form: ['tab'] },
    hint: 'next field',
  },
  { name: 'field-below', summary: 'Next field', keys: { form: ['down', 'enter'] } },
  { name: 'previous-field', summary: 'Previous field', keys: { form: ['shift-tab', 'up'] } },
  { name: 'save', summary: 'Save and close', keys: { form: ['ctrl-s'] }, hint: 'save' },
  { name: 'editor', summary: 'Edit a long text in $VISUAL or $EDITOR', keys: { form: ['ctrl-e'] }, hint: 'editor' },

  {
    name: 'screen-included',
    summary: 'Include in the review',
    keys: { screening: ['i'] },
    hint: 'included',
  },
  { name: 'screen-maybe', summary: 'Decide later: maybe', keys: { screening: ['m'] }, hint: 'maybe' },
  { name: 'screen-excluded', summary: 'Exclude from the review', keys: { screening: ['x'] }, hint: 'excluded' },
  {
    name: 'screen-unscreened',
    summary: 'Back into the inbox: not screened',
    keys: { screening: ['u'] },
    hint: 'unscreened',
  },
  { name: 'toggle-column', summary: 'Show the column, or hide it', keys: { columns: ['space'] }, hint: 'show/hide' },
  { name: 'column-up', summary: 'Further to the left in the list', keys: { columns: ['K'] }, hint: 'left' },
  { name: 'column-down', summary: 'Further to the right in the list', keys: { columns: ['J'] }, hint: 'right' },
  { name: 'keep-columns', summary: 'Keep these columns', keys: { columns: ['enter'] }, hint: 'keep' },
  {
    name: 'jump',
    summary: 'Bring the library to right after this step, all of it or nothing',
    keys: { history: ['enter'] },
    hint: 'go there',
  },

  { name: 'yes', summary: 'Yes', keys: { confirm: ['y'] }, hint: 'yes' },
  { name: 'no', summary: 'No', keys: { confirm: ['n'] }, hint: 'no' },
  {
    name: 'overwrite-force',
    summary: 'Replace the file, and keep the old one beside it',
    keys: { overwrite: ['r'] },
    hint: 'replace',
  },
  {
    name: 'overwrite-update',
    summary: 'Rewrite only the entries that the file has',
    keys: { overwrite: ['u'] },
    hint: 'update',
  },
  {
    name: 'overwrite-append',
    summary: 'Add the entries that the file does not have at its end',
    keys: { overwrite: ['a'] },
    hint: 'add new',
  },
  {
    name: 'close',
    summary: 'Close',
    keys: {
      prompt: LEAVE,
      picker: LEAVE,
      form: LEAVE,
      help: LEAVE,
      message: ['q', 'enter', ...LEAVE],
      screening: ['q', ...LEAVE],
      columns: ['q', ...LEAVE],
      history: ['q', ...LEAVE],
      confirm: LEAVE,
      overwrite: [...LEAVE, 'q'],
    },
    hint: 'close',
  },
  { name: 'stop', summary: 'Stop; nothing is changed', keys: { working: LEAVE }, hint: 'stop' },
  {
    name: 'suspend',
    summary: 'Stop Lectern as any program; "fg" brings it back',
    keys: {
      global: STOP,
      search: STOP,
      prompt: STOP,
      picker: STOP,
      form: STOP,
      help: STOP,
      screening: STOP,
      columns: STOP,
      history: STOP,
      message: STOP,
      confirm: STOP,
      overwrite: STOP,
    },
  },
] as const satisfies readonly UiAction[];

/** The actions of the panes: the prompt takes their names. */
export const PANE_ACTIONS = UI_ACTIONS.filter(({ keys }) => ['global', ...PANES].some((scope) => scope in keys));

export type UiActionName = (typeof UI_ACTIONS)[number]['name'];
