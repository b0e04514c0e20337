import { EventEmitter } from 'node:events';
import { setTimeout as after, setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { anchor } from '../../src/tui/anchor.ts';
import { Presenter, type Screen } from '../../src/tui/presenter.ts';

/** A screen that takes output into a list, and asks to be waited for while `full`. */
class Recorder extends EventEmitter implements Screen {
  columns = 10;
  rows = 3;
  full = false;
  readonly writes: string[] = [];

  write(text: string): boolean {
    this.writes.push(text);
    return !this.full;
  }

  /** What was painted since the last call, without the frame around it; one string a paint. */
  paints(): string[] {
    return this.writes.splice(0).map((text) => text.replaceAll(/\x1b\[\?2026[hl]|\x1b\[0m/g, ''));
  }
}

function open() {
  const screen = new Recorder();
  const presenter = new Presenter(screen);
  presenter.enter();
  screen.paints();
  return { screen, presenter };
}

const row = (number: number, text: string) => `\x1b[${number};1H\x1b[K${text}`;

test('the first frame paints every row, the next ones only what changed', async () => {
  const { screen, presenter } = open();
  presenter.write('a\nb');
  await after(30);
  expect(screen.paints()).toEqual([row(1, 'a') + row(2, 'b') + row(3, '')]);
  presenter.write('a\nc\nd');
  await after(30);
  expect(screen.paints()).toEqual([row(2, 'c') + row(3, 'd')]);
  presenter.write('a\nc\nd');
  await after(30);
  expect(screen.paints()).toEqual([]);
});

test('many frames at once become one, and the last is painted', async () => {
  const { screen, presenter } = open();
  for (let count = 0; count <= 100; count += 1) presenter.write(`${count}`);
  await after(40);
  const paints = screen.paints();
  expect(paints).toHaveLength(1);
  expect(paints.at(-1)).toContain(row(1, '100'));
});

test('frames keep coming out while new ones come in without a pause', async () => {
  const { screen, presenter } = open();
  const end = performance.now() + 120;
  let count = 0;
  while (performance.now() < end) {
    presenter.write(`${count}`);
    count += 1;
    await nextTurn();
  }
  await after(30);
  const paints = screen.paints();
  expect(paints.length).toBeGreaterThan(2);
  expect(paints.length).toBeLessThan(12);
  expect(paints.at(-1)).toBe(row(1, `${count - 1}`));
});

test('a screen that is slow to take output gets only the newest frame afterwards', async () => {
  const { screen, presenter } = open();
  screen.full = true;
  presenter.write('one');
  await after(30);
  expect(screen.paints()).toHaveLength(1);
  for (const frame of ['two', 'three', 'four']) {
    presenter.write(frame);
    await after(20);
  }
  expect(screen.paints()).toEqual([]);
  screen.full = false;
  screen.emit('drain');
  await after(30);
  expect(screen.paints()).toEqual([row(1, 'four')]);
});

test('a resize paints everything once, with the frame that follows it', async () => {
  const { screen, presenter } = open();
  presenter.write('old');
  await after(30);
  screen.paints();
  screen.rows = 2;
  presenter.resized();
  presenter.write('new');
  await after(100);
  expect(screen.paints()).toEqual([row(1, 'new') + row(2, '')]);
});

test('after a resize without a new frame the old one is painted again', async () => {
  const { screen, presenter } = open();
  presenter.write('old');
  await after(30);
  screen.paints();
  presenter.resized();
  await after(100);
  expect(screen.paints()).toEqual([row(1, 'old') + row(2, '') + row(3, '')]);
});

test('while the screen is given away nothing is painted, and the newest frame comes back with it', async () => {
  const { screen, presenter } = open();
  presenter.write('one');
  await after(30);
  presenter.leave();
  screen.paints();
  presenter.write('two');
  await after(30);
  expect(screen.paints()).toEqual([]);
  presenter.enter();
  await after(30);
  expect(screen.paints().at(-1)).toContain(row(1, 'two'));
});

test('control of the cursor is no frame', async () => {
  const { screen, presenter } = open();
  presenter.write('one');
  presenter.write('\x1b[?25h');
  await after(30);
  expect(screen.paints()[0]).toContain(row(1, 'one'));
});

test('a row is anchored after a cluster on whose width terminals disagree, and only then', () => {
  expect(anchor('\x1b[1mplain é 漢\x1b[0m')).toBe('\x1b[1mplain é 漢\x1b[0m');
  expect(anchor('\x1b[1m👩‍👧 a\x1b[0m')).toBe('\x1b[2K\x1b[1m👩‍👧\x1b[5G a\x1b[0m');
});
