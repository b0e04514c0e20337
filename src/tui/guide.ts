import type { Scope } from '../commands/define-command.ts';
import { cut, width, wrap } from '../domain/text/text-width.ts';
import type { Key } from './input.ts';
import { bindingOf, labelOf } from './keys.ts';
import type { State } from './state.ts';
import { fitRow, type Theme } from './theme.ts';

interface Stop {
  /** What to do next. */
  say: () => string;
  /** The same where there is little room. */
  brief: () => string;
  /** Whether it was done; `ran` is the command that has just run. */
  isDone: (now: State, ran: string | undefined) => boolean;
}

const key = (name: string, scope: Scope = 'list') => labelOf(name, scope);

/** The stops of the tour, in their order. */
const STOPS: readonly Stop[] = [
  {
    say: () =>
      `This is a review in a copy: whatever you do here, nothing of yours changes. ${key('down')} goes to the next study, ${key('up')} back. Go down once.`,
    brief: () => `A review, in a copy that you cannot harm. ${key('down')} goes down, ${key('up')} up. Go down once.`,
    isDone: ({ list }) => list.cursor > 0,
  },
  {
    say: () =>
      `The study under the cursor is shown beside or below. ${key('next-pane')} goes to it; there ${key('down', 'detail')} walks through its fields to its excerpts. Go to an excerpt.`,
    brief: () =>
      `${key('next-pane')} shows the study; there ${key('down', 'detail')} walks to its excerpts. Go to one.`,
    isDone: ({ pane, detail }) => pane === 'detail' && detail.excerpt >= 0,
  },
  {
    say: () => `An excerpt is a passage with its place and its tags. ${key('excerpt edit', 'detail')} opens it.`,
    brief: () => `An excerpt is a passage with its tags. ${key('excerpt edit', 'detail')} opens it.`,
    isDone: ({ screen }) => screen.screen === 'form',
  },
  {
    say: () =>
      `Here you would change it; ${key('save', 'form')} saves. Leave it as it is with ${key('close', 'form')}.`,
    brief: () => `${key('save', 'form')} would save a change. Leave with ${key('close', 'form')}.`,
    isDone: ({ screen }) => screen.screen === 'browsing',
  },
  {
    say: () =>
      `${key('search')} searches as you type: words, or fields such as year:2016 and tag:harm/grooming. Search for: groom`,
    brief: () => `${key('search')} searches as you type, words or year:2016. Search for: groom`,
    isDone: ({ screen, query }) => screen.screen === 'search' && query.trim().length >= 3,
  },
  {
    say: () => `The list follows. ${key('keep-search', 'search')} keeps the search and goes to the list.`,
    brief: () => `${key('keep-search', 'search')} keeps the search and goes to the list.`,
    isDone: ({ screen, query }) => screen.screen === 'browsing' && query.trim() !== '',
  },
  {
    say: () =>
      `${key('tag')} opens the tags of this study. Type to find one, put it on or off with ${key('toggle', 'picker')}, and apply with ${key('apply', 'picker')}.`,
    brief: () =>
      `${key('tag')} opens the tags; ${key('toggle', 'picker')} puts one on or off, ${key('apply', 'picker')} applies. Tag the study.`,
    isDone: (_, ran) => ran === 'tag',
  },
  {
    say: () => `That was saved. ${key('undo')} takes it back.`,
    brief: () => `Saved. ${key('undo')} takes it back.`,
    isDone: (_, ran) => ran === 'undo',
  },
  {
    say: () =>
      `${key('export')} writes citations for a paper, such as BibLaTeX. ${key('save', 'form')} writes the file (into this copy).`,
    brief: () => `${key('export')} exports citations; ${key('save', 'form')} writes the file, into this copy.`,
    isDone: (_, ran) => ran === 'export',
  },
  {
    say: () => `${key('help')} shows every key of the screen you are on. Look at it.`,
    brief: () => `${key('help')} shows every key. Look at it.`,
    isDone: ({ screen }) => screen.screen === 'help',
  },
  {
    say: () =>
      `That is all you need to begin. ${key('close', 'help')} closes the help, ${key('quit')} ends the tour; "lectern" in a folder of your own starts your review.`,
    brief: () =>
      `${key('close', 'help')} closes the help, ${key('quit')} ends the tour. "lectern init" begins your own review.`,
    isDone: () => false,
  },
];

/** Rows that the guide takes at the bottom of the screen. */
const GUIDE_ROWS = 4;

/** Says what to press next, and notices when it was done. */
export class Guide {
  readonly #show: () => void;
  #at = 0;
  #ran: string | undefined;
  /** Whether a dialog is open, which Esc would close. */
  #isOver = false;

  constructor(show: () => void) {
    this.#show = show;
  }

  /** A command has run; the state after it comes next. */
  did(command: string): void {
    this.#ran = command;
  }

  see(state: State): void {
    const before = [this.#at, this.#isOver].join();
    this.#isOver = state.screen.screen !== 'browsing';
    if (STOPS[this.#at]?.isDone(state, this.#ran)) this.#at += 1;
    this.#ran = undefined;
    if ([this.#at, this.#isOver].join() !== before) this.#show();
  }

  /** Whether these keys end the tour: Esc where nothing is open that it would close. */
  isLeftBy(keys: readonly Key[], { screen, pane }: State): boolean {
    if (screen.screen !== 'browsing') return false;
    return keys.some((one) => {
      const binding = bindingOf(pane, one);
      return binding !== undefined && 'action' in binding && binding.action === 'back';
    });
  }

  get text(): string {
    return STOPS[this.#at]?.say() ?? '';
  }

  get title(): string {
    return `Tour, ${this.#at + 1} of ${STOPS.length}`;
  }

  /** What it says as `GUIDE_ROWS` rows. */
  rows(columns: number, theme: Theme): string[] {
    const isLast = this.#at === STOPS.length - 1;
    const end = isLast || this.#isOver ? '' : ` ${key('back')} ends the tour `;
    const label = cut(` ▸ ${this.title} `, columns);
    const rule = '─'.repeat(Math.max(0, columns - width(label) - width(end)));
    const room = Math.max(10, columns - 2);
    const texts = [this.text, STOPS[this.#at]?.brief() ?? ''].map((text) => wrap(text, room));
    const lines = texts.find(({ length }) => length < GUIDE_ROWS) ?? texts.at(-1) ?? [];
    return [
      theme.paint(
        fitRow(
          [
            [label, 'heading'],
            [rule, 'quiet'],
            [end, 'quiet'],
          ],
          columns,
        ),
      ),
      ...Array.from({ length: GUIDE_ROWS - 1 }, (_, at) => theme.paint(fitRow([[` ${lines[at] ?? ''}`]], columns))),
    ];
  }
}
