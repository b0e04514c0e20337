import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { excerptForm, exportForm, isDirty, problemOf, studyForm, textOf } from '../../src/tui/form.ts';
import { keysOf } from '../../src/tui/keys.ts';
import { lineState } from '../../src/tui/line-editor.ts';
import { type Picker, pickerEdits, pickerRows } from '../../src/tui/picker.ts';
import { reduce } from '../../src/tui/reduce.ts';
import { openPrompt } from '../../src/tui/reduce-prompt.ts';
import { type State, type Step, selectedStudies } from '../../src/tui/state.ts';
import { keyOf } from '../e2e/keys.ts';
import { browsing, press, screenOf } from './press.ts';

function type(state: State, text: string): Step {
  return press(state, ...Array.from(text, (char) => (char === ' ' ? 'space' : char)));
}

describe('a range', () => {
  test('counts as marked as soon as it is open', () => {
    const { state } = press(browsing(), keyOf('mark-range'), keyOf('down'), keyOf('down'));
    expect(selectedStudies(state)).toEqual([100, 101, 102]);
    expect([...press(state, keyOf('mark-range')).state.marks]).toEqual([100, 101, 102]);
  });
});

describe('the list', () => {
  test('the cursor stops at both ends', () => {
    expect(press(browsing(), keyOf('up')).state.list.cursor).toBe(0);
    const last = press(browsing(), keyOf('last'), keyOf('down')).state.list;
    expect(last.cursor).toBe(49);
    expect(last.id).toBe(149);
  });

  test('the cursor is always in the window', () => {
    let state = browsing();
    for (const chord of [
      keyOf('page-down'),
      keyOf('page-down'),
      keyOf('up'),
      keyOf('last'),
      keyOf('page-up'),
      keyOf('first'),
    ]) {
      state = press(state, chord).state;
      expect(state.list.cursor).toBeGreaterThanOrEqual(state.list.top);
      expect(state.list.cursor).toBeLessThan(state.list.top + 8);
    }
  });

  test('an empty list takes every key', () => {
    const empty = browsing({
      found: { wanted: '', ids: [], isWhole: true },
      list: { cursor: 0, top: 0, id: undefined },
    });
    for (const row of keysOf('list')) for (const chord of row.keys.split(' ')) press(empty, chord);
    expect(press(empty, keyOf('down'), keyOf('mark')).state.marks.size).toBe(0);
  });

  test('a range marks what lies between, in either direction', () => {
    const down = press(browsing(), keyOf('mark-range'), keyOf('down'), keyOf('down'), keyOf('mark-range')).state;
    expect([...down.marks]).toEqual([100, 101, 102]);
    const up = press(
      browsing({ list: { cursor: 5, top: 0, id: 105 } }),
      keyOf('mark-range'),
      keyOf('up'),
      keyOf('mark-range'),
    ).state;
    expect([...up.marks].sort()).toEqual([104, 105]);
  });

  test('Esc goes back one step at a time', () => {
    const deep = browsing({ marks: new Set([100]), query: 'words', place: { kind: 'trash' } });
    const one = press(deep, keyOf('back')).state;
    expect([one.marks.size, one.query, one.place.kind]).toEqual([0, 'words', 'trash']);
    const two = press(one, keyOf('back')).state;
    expect([two.query, two.place.kind]).toEqual(['', 'trash']);
    expect(press(two, keyOf('back')).state.place.kind).toBe('all');
  });

  test('a pasted text does nothing to the library', () => {
    const { state, effects } = reduce(browsing(), { name: 'paste', paste: 'dddq' });
    expect(effects).toEqual([]);
    expect(state.screen.screen).toBe('browsing');
  });

  test('a key of a command asks for that command', () => {
    const [effect] = press(browsing(), keyOf('tag')).effects;
    expect(effect).toEqual({ effect: 'key-command', command: COMMANDS.find(({ name }) => name === 'tag') });
  });
});

describe('search', () => {
  test('typing changes the query and goes to the best match', () => {
    const { state } = type(press(browsing({ list: { cursor: 9, top: 5, id: 109 } }), keyOf('search')).state, 'jq d');
    expect(state.query).toBe('jq d');
    expect(state.list).toEqual({ cursor: 0, top: 0, id: undefined });
  });

  test('moving while searching keeps the query', () => {
    const { state } = press(
      type(press(browsing(), keyOf('search')).state, 'a').state,
      keyOf('select-next', 'search'),
      keyOf('keep-search', 'search'),
    );
    expect([state.query, state.list.cursor, state.screen.screen]).toEqual(['a', 1, 'browsing']);
  });
});

describe('the prompt', () => {
  test('older lines come back, and the newest is kept', () => {
    const state = type(openPrompt(browsing({ history: ['first', 'second'] }), ''), 'dra').state;
    const up = keyOf('select-previous', 'prompt');
    const down = keyOf('select-next', 'prompt');
    const line = (chords: string[]) => screenOf(press(state, ...chords).state, 'prompt').prompt.line.text;
    expect([line([up]), line([up, up]), line([up, up, up]), line([up, up, down, down])]).toEqual([
      'second',
      'first',
      'first',
      'dra',
    ]);
  });

  test('a line is run once and remembered once', () => {
    const { state, effects } = press(
      type(openPrompt(browsing({ history: ['undo'] }), ''), 'undo').state,
      keyOf('run-line', 'prompt'),
    );
    expect(effects).toEqual([{ effect: 'run-line', line: 'undo' }]);
    expect(state.history).toEqual(['undo']);
  });
});

const picker: Picker = {
  of: 'two studies',
  studies: [1, 2],
  excerpt: undefined,
  present: new Map([
    ['method', 2],
    ['method/survey', 1],
  ]),
  total: 2,
  codebook: ['method', 'method/survey', 'stance'].map((name) => ({ name, definition: '', studies: 1, excerpts: 0 })),
  recent: ['stance'],
  keywords: [],
  toggled: new Map(),
  filter: lineState(),
  cursor: 0,
};

describe('the tag picker', () => {
  const open = (change: Partial<Picker> = {}) =>
    browsing({ screen: { screen: 'picker', picker: { ...picker, ...change } } });

  test('a tag on some of the studies goes on all, one on all comes off', () => {
    const toggle = keyOf('toggle', 'picker');
    const next = keyOf('select-next', 'picker');
    const { picker: after } = screenOf(press(open({ recent: [] }), toggle, next, toggle).state, 'picker');
    expect(pickerEdits(after)).toEqual(['-method', '+method/survey']);
  });

  test('toggling twice changes nothing, and then nothing is run', () => {
    const toggle = keyOf('toggle', 'picker');
    const { state, effects } = press(open(), toggle, toggle, keyOf('apply', 'picker'));
    expect([state.screen.screen, effects]).toEqual(['browsing', []]);
  });

  test('a digit applies a recent tag at once, as one command', () => {
    const { state, effects } = press(open(), '1');
    expect(state.screen.screen).toBe('browsing');
    expect(effects).toMatchObject([
      { effect: 'run', args: { edits: ['+stance'] }, selection: { studies: [1, 2] } },
      { effect: 'keep-recent-tags' },
    ]);
  });

  test('keywords of the studies are proposed behind the tags, and one that is put on is a tag', () => {
    const keywords = ['Sexting', 'Method'];
    expect(pickerRows({ ...picker, keywords }).map(({ name, isKeyword }) => [name, isKeyword])).toEqual([
      ['stance', undefined],
      ['method', undefined],
      ['method/survey', undefined],
      ['Sexting', true],
    ]);
    const { picker: after } = screenOf(
      press(type(open({ keywords }), 'sext').state, keyOf('toggle', 'picker')).state,
      'picker',
    );
    expect(pickerEdits(after)).toEqual(['+Sexting']);
    expect(pickerRows({ ...picker, keywords, filter: lineState('sexting') })).toHaveLength(1);
  });

  test('a digit in a name is a digit', () => {
    const { picker: after } = screenOf(type(open(), 'a1').state, 'picker');
    expect(after.filter.text).toBe('a1');
    expect(pickerRows(after).at(-1)).toMatchObject({ name: 'a1', isNew: true });
  });

  test('a known tag in other letters is not new', () => {
    expect(pickerRows({ ...picker, filter: lineState('METHOD') }).some((row) => row.isNew)).toBe(false);
  });
});

describe('forms', () => {
  const excerpt = excerptForm({ kind: 'new-excerpt', studies: [1] }, 'New excerpt', []);
  const open = (form = excerpt) => browsing({ screen: { screen: 'form', form } });
  const next = keyOf('next-field', 'form');

  test('characters that are keys elsewhere go into the field', () => {
    const { form } = screenOf(type(open(), 'q/?:d').state, 'form');
    expect(textOf(form, 'text')).toBe('q/?:d');
  });

  test('Enter writes a line in a long text and goes on from a short one', () => {
    const { form } = screenOf(press(open(), 'a', 'enter', 'b', 'tab', 'tab', 'enter').state, 'form');
    expect(textOf(form, 'text')).toBe('a\nb');
    expect(form.fields[form.focus]?.name).toBe('locator');
  });

  test('arrows move in a long text before they leave it', () => {
    const state = press(open(), 'a', 'enter', 'b', 'up').state;
    expect(screenOf(state, 'form').form.focus).toBe(0);
    const { form } = screenOf(press(state, 'home', 'up').state, 'form');
    expect(form.focus).toBe(form.fields.length - 1);
  });

  test('an untouched form closes, a touched one asks', () => {
    expect(press(open(), keyOf('close', 'form')).state.screen.screen).toBe('browsing');
    expect(press(open(), 'a', keyOf('close', 'form')).state.screen.screen).toBe('confirm');
    expect(isDirty(excerpt)).toBe(false);
  });

  test('a wrong field keeps the form open and gets the focus', () => {
    const { state, effects } = press(
      type(press(open(), next === 'tab' ? 'tab' : 'tab', 'tab', 'tab').state, 'pagina 3').state,
      'tab',
      keyOf('save', 'form'),
    );
    const { form } = screenOf(state, 'form');
    expect(effects).toEqual([]);
    expect(form.fields[form.focus]?.name).toBe('locator');
    expect(form.problem).toContain('Locator');
  });

  test('another type keeps what was written', () => {
    const form = studyForm({ kind: 'new-study' }, 'New', { id: '', type: 'article-journal' });
    const titled = type(open(form), 'Kept').state;
    const { form: after } = screenOf(press(titled, keyOf('previous-field', 'form'), 't').state, 'form');
    expect(textOf(after, 'type')).toBe('thesis');
    expect(textOf(after, 'title')).toBe('Kept');
    expect(after.fields.findIndex(({ name }) => name === 'genre')).toBeLessThan(12);
  });

  test('the file of an export follows the format until it was named', () => {
    const form = exportForm(
      new Map([
        ['biblatex', 'a.bib'],
        ['csl-json', 'a.json'],
      ]),
      new Map([['all', [1]]]),
    );
    const followed = screenOf(press(open(form), 'c').state, 'form').form;
    expect(textOf(followed, 'output')).toBe('a.json');
    const named = type(press(open(form), 'tab', 'tab').state, 'x').state;
    const kept = screenOf(press(named, 'tab', 'c').state, 'form').form;
    expect(textOf(kept, 'output')).toBe('a.bibx');
  });

  test('an emptied field of a study is no problem, an emptied key is', () => {
    const form = studyForm({ kind: 'edit-study', studies: [1], item: { id: 'a1', type: 'book', title: 'T' } }, 'Edit', {
      id: 'a1',
      type: 'book',
      title: 'T',
    });
    const emptied = (name: string) => {
      const field = form.fields.find((one) => one.name === name)!;
      return problemOf(form, { ...field, line: lineState('') });
    };
    expect(emptied('title')).toBeUndefined();
    expect(emptied('key')).toBeDefined();
  });
});
